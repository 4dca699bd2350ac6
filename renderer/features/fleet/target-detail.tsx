import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { FleetTargetStatus } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { MigrationStateBadge } from "../../app/migration-state-badge.tsx";
import { goTo, paths } from "../../app/paths.ts";
import { describeHolder } from "../../app/present-error.ts";
import { t } from "../../i18n/i18n.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./fleet.module.css";

/** One database of the fleet, and the way to it. */
export function TargetDetail({ row }: { row: FleetTargetStatus }) {
	const { target, error, version, certificate, drift, driftLines, runner, ms } = row;
	return (
		<section className={styles.detail} aria-label={target.name}>
			<div className={styles.detailHead}>
				<h2>
					<ServerText>{target.name}</ServerText>
				</h2>
				<Button
					variant="default"
					rightSection={<IconArrowRight size={15} />}
					onClick={() => goTo(paths.migrations(target.id))}
				>
					{t("fleet.open")}
				</Button>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.detailBody} tabIndex={0}>
				{error && <AppError error={error} connection={target.id} />}
				<Facts>
					<Fact name={t("fleet.environment")}>
						<EnvironmentBadge environment={target.environment} />
					</Fact>
					<Fact name={t("fleet.server")}>
						<CodeText>{target.server}</CodeText>
					</Fact>
					{target.group !== undefined && (
						<Fact name={t("fleet.group")}>
							<ServerText>{target.group}</ServerText>
						</Fact>
					)}
					{target.tags.length > 0 && (
						<Fact name={t("fleet.tags")}>
							<ServerText>{target.tags.join(", ")}</ServerText>
						</Fact>
					)}
					{version !== undefined && <Fact name={t("fleet.version")}>{version}</Fact>}
					<Fact name={t("fleet.answered")}>{formatDuration(ms)}</Fact>
					{drift && (
						<Fact name={t("fleet.drift")}>
							{t(`fleet.drift.${drift}`)}
							{driftLines !== undefined && ` (${t("fleet.drift.lines", { n: driftLines })})`}
						</Fact>
					)}
					{certificate && (
						<Fact name={t("fleet.certificate")}>
							{certificate.number} {certificate.at !== "" && <Moment at={new Date(certificate.at)} />}
						</Fact>
					)}
					{runner && (
						<Fact name={t("fleet.runner")}>
							<ServerText>{describeHolder(runner)}</ServerText>
						</Fact>
					)}
				</Facts>
				<ul className={styles.states}>
					{row.migrations.map(({ id, name, state }) => (
						<li key={id}>
							<CodeText>{id}</CodeText> <ServerText>{name}</ServerText>
							<MigrationStateBadge state={state} />
						</li>
					))}
				</ul>
			</div>
		</section>
	);
}
