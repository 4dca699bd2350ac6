import { Button, Menu, Skeleton } from "@mantine/core";
import { IconDownload, IconEyeOff, IconRefresh, IconSquareRoundedX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { IndexHealth } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { Trouble } from "../../ui/page.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { countFindings } from "./findings/find-findings.ts";
import styles from "./indexes.module.css";
import { saveHealth } from "./report/health-file.ts";
import { Report } from "./report/report.tsx";
import { stopLooking, useHealth } from "./use-health.ts";

interface ExaminedProps {
	connection: string;
	children: (health: IndexHealth) => ReactNode;
}

/** A view of what the checks found: its header, the look under way, its error; then the view itself. */
export function Examined({ connection, children }: ExaminedProps) {
	const { data, error, isFetching, refetch } = useHealth(connection);
	const [printing, setPrinting] = useState(false);
	const again = () => void refetch();
	const print = () => setPrinting(true);
	useCommands(
		() => [
			{ id: "indexes.again", title: t("indexes.again"), group: "view", run: again },
			...(data
				? [
						{ id: "indexes.print", title: t("indexes.print"), group: "view", run: print } as const,
						...(["csv", "json"] as const).map(
							(format) =>
								({
									id: `indexes.save.${format}`,
									title: t(`indexes.save.${format}`),
									group: "view",
									keywords: "export report",
									run: () => saveHealth(data, format),
								}) as const,
						),
					]
				: []),
		],
		[refetch, data],
	);
	return (
		<>
			<PageHeader
				title={t("indexes.title")}
				help="index-health"
				summary={<Summary health={data} looking={isFetching} />}
			>
				{data && <SaveMenu health={data} onPrint={print} />}
				{isFetching ? (
					<Button
						variant="default"
						leftSection={<IconSquareRoundedX size={15} />}
						onClick={() => stopLooking(connection)}
					>
						{t("indexes.stop")}
					</Button>
				) : (
					<Button variant="default" leftSection={<IconRefresh size={15} />} onClick={again}>
						{t("indexes.again")}
					</Button>
				)}
			</PageHeader>
			{error && !isFetching && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={again} />
				</Trouble>
			)}
			{!data && isFetching && <Looking />}
			{!data && !isFetching && !error && (
				<EmptyState icon={IconEyeOff} title={t("indexes.stopped")}>
					{t("indexes.stopped.text")}
				</EmptyState>
			)}
			{data && children(data)}
			{data && printing && <Report health={data} onPrinted={() => setPrinting(false)} />}
		</>
	);
}

function Looking() {
	return (
		<div className={styles.looking} role="status" aria-label={t("indexes.looking")}>
			<Skeleton height={64} />
			<Skeleton height={30} />
			{Array.from({ length: 8 }, (_, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: they are their place
				<Skeleton key={at} height={22} width={`${96 - at * 6}%`} />
			))}
		</div>
	);
}

function Summary({ health, looking }: { health: IndexHealth | undefined; looking: boolean }) {
	if (!health) return t(looking ? "indexes.looking" : "indexes.summary");
	const { findings, notEvaluated, application, server, tablesInAll, indexesInAll, ms } = health;
	const counts = countFindings(findings);
	const not = notEvaluated.reduce((sum, { count }) => sum + Math.max(1, count), 0);
	return (
		<>
			{counts.ERROR > 0 && <strong className={styles.alarm}>{t("indexes.count.ERROR", { n: counts.ERROR })}</strong>}
			<span>{t("indexes.count.WARN", { n: counts.WARN })}</span>
			<span>{t("indexes.count.INFO", { n: counts.INFO })}</span>
			{not > 0 && <strong className={styles.warn}>{t("indexes.count.not", { n: not })}</strong>}
			{application.length > 0 && <span>{t("indexes.for", { roles: application.join(", ") })}</span>}
			<span>
				{t("indexes.took", {
					tables: tablesInAll,
					indexes: indexesInAll,
					time: { said: formatDuration(ms) },
				})}
			</span>
			{server.standby && <strong className={styles.warn}>{t("indexes.standby")}</strong>}
		</>
	);
}

function SaveMenu({ health, onPrint }: { health: IndexHealth; onPrint: () => void }) {
	return (
		<Menu position="bottom-end">
			<Menu.Target>
				<Button variant="default" leftSection={<IconDownload size={15} />}>
					{t("indexes.save")}
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				{(["csv", "json"] as const).map((format) => (
					<Menu.Item key={format} onClick={() => saveHealth(health, format)}>
						{t(`indexes.save.${format}`)}
					</Menu.Item>
				))}
				<Menu.Item onClick={onPrint}>{t("indexes.print")}</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
