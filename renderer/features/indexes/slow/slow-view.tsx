import { Button, Skeleton } from "@mantine/core";
import { IconActivity, IconRefresh } from "@tabler/icons-react";
import type { Slowness } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { goTo, paths } from "../../../app/paths.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { Trouble } from "../../../ui/page.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { BuildsPanel } from "./builds-panel.tsx";
import styles from "./slow.module.css";
import { EVERY, useSlow } from "./use-slow.ts";
import { WaitsPanel } from "./waits-panel.tsx";

/** "Everything is slow": in plain words what to do first, then what it is known by. */
export function SlowView({ connection }: { connection: string }) {
	const { data, error, isFetching, refetch } = useSlow(connection);
	const again = () => void refetch();
	return (
		<>
			<PageHeader title={t("indexes.slow")} help="index-health" summary={t("slow.at", { n: EVERY.slow / 1000 })}>
				<Button
					variant="default"
					leftSection={<IconActivity size={15} />}
					onClick={() => goTo(paths.blocked(connection))}
				>
					{t("slow.to-activity")}
				</Button>
				<Button variant="default" leftSection={<IconRefresh size={15} />} onClick={again}>
					{t("indexes.again")}
				</Button>
			</PageHeader>
			{error && !isFetching && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={again} />
				</Trouble>
			)}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<section className={styles.body} tabIndex={0} aria-label={t("indexes.slow")}>
				{!data && !error && <Skeleton height={110} aria-label={t("slow.looking")} />}
				{data && <Says says={data.says} />}
				<div className={styles.columns}>
					{data && <WaitsPanel waits={data.waits} />}
					<BuildsPanel connection={connection} />
					{data && <Invalid connection={connection} invalid={data.invalid} />}
					{data && <NeverUsed connection={connection} neverUsed={data.neverUsed} />}
				</div>
			</section>
		</>
	);
}

function Says({ says }: Pick<Slowness, "says">) {
	return (
		<Panel title={t("slow.title")}>
			<ol className={styles.says}>
				{says.map((words) => (
					<li key={words}>
						<ServerText>{words}</ServerText>
					</li>
				))}
			</ol>
		</Panel>
	);
}

function TableLink({ connection, table }: { connection: string; table: string }) {
	return (
		<a href={`#${paths.indexesOf(connection, table)}`}>
			<CodeText>{table}</CodeText>
		</a>
	);
}

function Invalid({ connection, invalid }: { connection: string } & Pick<Slowness, "invalid">) {
	return (
		<Panel title={t("slow.invalid")}>
			{invalid.length === 0 && <p className={styles.faint}>{t("slow.invalid.none")}</p>}
			<ul className={styles.list}>
				{invalid.map(({ index, table, fix }) => (
					<li key={index}>
						<span>
							<CodeText>{index}</CodeText> · <TableLink connection={connection} table={table} />
							<br />
							<span className={styles.faint}>
								<CodeText>{fix}</CodeText>
							</span>
						</span>
						<CopyButton value={fix} label={t("slow.copy")} />
					</li>
				))}
			</ul>
		</Panel>
	);
}

/** Unused indexes that are named; they come the largest first. */
const NAMED = 12;

function NeverUsed({ connection, neverUsed }: { connection: string } & Pick<Slowness, "neverUsed">) {
	return (
		<Panel title={t("slow.never")}>
			{neverUsed.length === 0 && <p className={styles.faint}>{t("slow.never.none")}</p>}
			<ul className={styles.list}>
				{neverUsed.slice(0, NAMED).map(({ index, table, bytes, days }) => (
					<li key={index}>
						<span>
							<CodeText>{index}</CodeText> · <TableLink connection={connection} table={table} />
							<br />
							<span className={styles.faint}>
								{days < 1 ? t("slow.never.today") : t("slow.never.days", { n: Math.floor(days) })}
							</span>
						</span>
						<span data-figures title={formatNumber(bytes)}>
							{formatBytes(bytes)}
						</span>
					</li>
				))}
			</ul>
			{neverUsed.length > NAMED && (
				<p className={styles.faint}>{t("slow.never.more", { n: neverUsed.length - NAMED })}</p>
			)}
		</Panel>
	);
}
