import {
	IconCamera,
	IconCertificate,
	IconFolderOff,
	IconHistory,
	IconListCheck,
	IconStack2,
} from "@tabler/icons-react";
import type { StatusResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useConnection, useTest } from "../../app/connection-queries.ts";
import { useFinishList } from "../../app/finish-list.tsx";
import { isRun, newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { tellingError } from "../../app/login-error.ts";
import { goTo, paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { useDatabaseStatus } from "../../app/use-database-status.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { toolNames } from "./adopt-source.ts";
import { CertificatesView } from "./certificates-view.tsx";
import { ChecksView } from "./checks-view.tsx";
import { MigrationDialogs } from "./dialogs.tsx";
import { firstToLookAt } from "./find-migrations.ts";
import { HistoryView } from "./history-view.tsx";
import { LeftOutBand } from "./left-out-band.tsx";
import { MigrationDetail } from "./migration-detail.tsx";
import { MigrationsHeader } from "./migrations-header.tsx";
import styles from "./migrations-page.module.css";
import { RollbackWaiting } from "./rollback-waiting.tsx";
import { RunPanel } from "./run-panel.tsx";
import { RunnerBanner } from "./runner-banner.tsx";
import { SnapshotsView } from "./snapshots-view.tsx";
import { Timeline } from "./timeline.tsx";
import { useLiveStates } from "./use-live-states.ts";
import { useMigrationCommands } from "./use-migration-commands.ts";

/** Migrations of one database: timeline, checks, history, and the run that is under way. */
export function MigrationsPage({ connection }: { connection: string }) {
	const { data: status, error, refetch } = useDatabaseStatus(connection);
	const telling = tellingError([error, useTest(connection).error]);
	const { connection: card } = useConnection(connection);
	return (
		<div className={styles.page}>
			<MigrationsHeader connection={connection} status={status} />
			{status?.runner && <RunnerBanner runner={status.runner} />}
			{telling !== undefined && (
				<div className={styles.trouble}>
					<AppError error={telling} connection={connection} onRetry={() => void refetch()} />
				</div>
			)}
			{status && <LeftOutBand connection={connection} status={status} />}
			{status && <RollbackWaiting connection={connection} />}
			{status && <Views connection={connection} status={status} />}
			<Run connection={connection} />
			{card && status && <MigrationDialogs connection={card} migrations={status.migrations} />}
		</div>
	);
}

const views = ["timeline", "checks", "history", "snapshots", "certificates"] as const;

function Views({ connection, status }: { connection: string; status: StatusResult }) {
	useLiveStates(connection);
	const { part } = usePlace();
	const view = views.find((one) => one === part) ?? "timeline";
	useMigrationCommands(connection, status.migrations, view === "timeline" ? part : undefined);
	const failed = status.migrations.reduce((sum, { checks }) => sum + (checks?.failed ?? 0), 0);
	const alarm = failed > 0 && <span className={styles.alarm}>{failed}</span>;
	return (
		<>
			<SubNav
				label={t("migrations.views")}
				current={view}
				items={[
					{
						id: "timeline",
						text: t("migrations.timeline"),
						href: `#${paths.migrations(connection)}`,
						icon: IconStack2,
					},
					{
						id: "checks",
						text: t("migrations.checks"),
						href: `#${paths.checks(connection)}`,
						icon: IconListCheck,
						mark: alarm,
					},
					{ id: "history", text: t("migrations.history"), href: `#${paths.history(connection)}`, icon: IconHistory },
					{
						id: "snapshots",
						text: t("migrations.snapshots"),
						href: `#${paths.snapshots(connection)}`,
						icon: IconCamera,
					},
					{
						id: "certificates",
						text: t("migrations.certificates"),
						href: `#${paths.certificates(connection)}`,
						icon: IconCertificate,
						mark: <OpenMark connection={connection} />,
					},
				]}
			/>
			<div className={styles.view}>
				{view === "timeline" && <TimelineView connection={connection} status={status} part={part} />}
				{view === "checks" && <ChecksView connection={connection} />}
				{view === "history" && <HistoryView connection={connection} />}
				{view === "snapshots" && <SnapshotsView connection={connection} />}
				{view === "certificates" && <CertificatesView connection={connection} />}
			</div>
		</>
	);
}

/** How much is still open. */
function OpenMark({ connection }: { connection: string }) {
	const { data: open = [] } = useFinishList(connection);
	if (open.length === 0) return null;
	return (
		<span className={styles.alarm} title={t("finish.count", { n: open.length })}>
			{open.length}
		</span>
	);
}

interface TimelineViewProps {
	connection: string;
	status: StatusResult;
	part: string | undefined;
}

function TimelineView({ connection, status, part }: TimelineViewProps) {
	const { migrations } = status;
	const chosen = part ?? firstToLookAt(migrations);
	const migration = migrations.find(({ id }) => id === chosen);
	if (migrations.length === 0) {
		return (
			<EmptyState icon={IconFolderOff} title={t("migrations.none")}>
				{status.format ? t("foreign.none", { tool: toolNames[status.format] }) : t("migrations.none.text")}
			</EmptyState>
		);
	}
	return (
		<div className={styles.split}>
			<Timeline
				connection={connection}
				migrations={migrations}
				chosen={chosen}
				onChoose={(id) => goTo(paths.migration(connection, id), { replace: true })}
			/>
			{migration ? (
				<MigrationDetail key={migration.id} connection={connection} migration={migration} all={migrations} />
			) : (
				<EmptyState icon={IconStack2} title={t("migration.unknown", { id: chosen ?? "" })}>
					{t("migrations.choose")}
				</EmptyState>
			)}
		</div>
	);
}

function Run({ connection }: { connection: string }) {
	const view = useJobs((state) => newestJob(state, (job) => job.connection === connection && isRun(job)));
	const hidden = useJobs((state) => view !== undefined && state.hidden[view.jobId] === true);
	const { part } = usePlace();
	// The checks themselves tell how a verification ended.
	const toldAbove = part === "checks" && view?.job === "verify" && view.end?.status === "done";
	if (!view || hidden || toldAbove) return null;
	return <RunPanel view={view} connection={connection} />;
}
