import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconFileImport, IconLayoutBottombarExpand, IconListCheck, IconPlayerPlay } from "@tabler/icons-react";
import type { StatusResult } from "../../../main/contract/index.ts";
import { showJob } from "../../app/jobs/jobs-actions.ts";
import { isRun, newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { stateOrder } from "../../app/migration-state.ts";
import { MigrationStateBadge } from "../../app/migration-state-badge.tsx";
import { startVerify } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { CodeText } from "../../ui/server-text.tsx";
import { countState } from "./choose-actions.ts";
import styles from "./migrations-page.module.css";
import { useAbility } from "./use-ability.ts";

interface MigrationsHeaderProps {
	connection: string;
	status: StatusResult | undefined;
}

/** How many are in which state, and what can be done about all of them. */
export function MigrationsHeader({ connection, status }: MigrationsHeaderProps) {
	return (
		<PageHeader
			title={t("migrations.title")}
			help="first-migration"
			summary={status && <Summary connection={connection} status={status} />}
		>
			<ShowLastRun connection={connection} />
			{status && status.migrations.length > 0 && <Actions connection={connection} status={status} />}
		</PageHeader>
	);
}

function Summary({ connection, status }: { connection: string; status: StatusResult }) {
	const { readOnly } = useAbility(connection);
	return (
		<>
			{stateOrder
				.filter((state) => countState(status.migrations, state) > 0)
				.map((state) => (
					<MigrationStateBadge key={state} state={state} count={countState(status.migrations, state)} />
				))}
			<span>
				{status.source === "bundled" ? (
					t("migrations.source.bundled")
				) : (
					<CodeText>{t("migrations.source", { folder: status.source })}</CodeText>
				)}
			</span>
			{readOnly && <span className={styles.readOnly}>{t("migrations.read-only")}</span>}
		</>
	);
}

function Actions({ connection, status: { migrations, format } }: { connection: string; status: StatusResult }) {
	const { busy, readOnly } = useAbility(connection);
	const pending = countState(migrations, "pending");
	const unrecorded = countState(migrations, "unrecorded");
	const why = busy ? t("migrations.busy") : undefined;
	return (
		<>
			<Button
				variant="default"
				leftSection={<IconListCheck size={15} />}
				disabled={busy}
				title={why}
				onClick={() => void startVerify(connection)}
			>
				{t("action.verify-all")}
			</Button>
			{unrecorded > 0 && !readOnly && format === undefined && (
				<Button
					variant={pending > 0 ? "default" : "filled"}
					leftSection={<IconFileImport size={15} />}
					disabled={busy}
					title={why}
					onClick={() => openMigrationDialog(connection, { kind: "adopt" })}
				>
					{t("action.adopt-all", { n: unrecorded })}
				</Button>
			)}
			{pending > 0 && !readOnly && (
				<Button
					leftSection={<IconPlayerPlay size={15} />}
					disabled={busy}
					title={why}
					onClick={() => openMigrationDialog(connection, { kind: "apply" })}
				>
					{t("action.apply-all", { n: pending })}
				</Button>
			)}
		</>
	);
}

/** Brings back the panel of the last run that was put away. */
function ShowLastRun({ connection }: { connection: string }) {
	const last = useJobs((state) => newestJob(state, (job) => job.connection === connection && isRun(job)));
	const hidden = useJobs((state) => last !== undefined && state.hidden[last.jobId] === true);
	if (!last || !hidden) return null;
	return (
		<Tooltip label={t("run.show")}>
			<ActionIcon size={28} variant="default" aria-label={t("run.show")} onClick={() => showJob(last.jobId)}>
				<IconLayoutBottombarExpand size={16} />
			</ActionIcon>
		</Tooltip>
	);
}
