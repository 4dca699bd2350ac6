import { Button } from "@mantine/core";
import { IconCamera, IconLockOpen, IconPlayerPlay } from "@tabler/icons-react";
import type { RollbackResult } from "../../../main/contract/index.ts";
import { compareMigrationIds } from "../../../main/contract/migration-order.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { goTo, paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import rollback from "./rollback.module.css";
import { RunLines } from "./run-lines.tsx";
import styles from "./run-panel.module.css";

/** What a rollback undid, what went with it, where that was kept, and what comes next. */
export function RollbackOutcome({ result }: { result: RollbackResult }) {
	const { rolledBack, lost, exposed = [], snapshot } = result;
	const { connection } = usePlace();
	return (
		<>
			<RunLines lines={rolledBack.map(({ id, ms }) => ({ id, text: formatDuration(ms) }))} />
			{lost.length > 0 && (
				<p className={styles.now}>
					<strong>{t("run.lost")}</strong>
					<ServerText>{lost.map(({ object, rows }) => `${object} (${formatNumber(rows)})`).join(", ")}</ServerText>
				</p>
			)}
			{exposed.length > 0 && (
				<p className={styles.now}>
					<Badge tone="alarm" icon={IconLockOpen}>
						{t("rollback.exposed.now")}
					</Badge>
					<ServerText>{exposed.map(({ table }) => table).join(", ")}</ServerText>
				</p>
			)}
			{snapshot && <Kept id={snapshot.id} path={snapshot.path} />}
			{rolledBack.length > 0 && connection !== undefined && <Next result={result} connection={connection} />}
		</>
	);
}

function Kept({ id, path }: { id: string; path: string }) {
	return (
		<>
			<p className={styles.now}>
				<strong>{t("rollback.snapshot.id")}</strong> <CodeText>{id}</CodeText>
				<CopyButton value={id} label={t("rollback.snapshot.id.copy")} />
			</p>
			<p className={styles.now}>
				<strong>{t("run.kept")}</strong> <CodeText>{path}</CodeText>
				<CopyButton value={path} label={t("run.kept.copy")} />
			</p>
		</>
	);
}

/** The way back to where it was: apply, then restore. */
function Next({ result: { rolledBack, snapshot }, connection }: { result: RollbackResult; connection: string }) {
	const last = rolledBack
		.map(({ id }) => id)
		.toSorted(compareMigrationIds)
		.at(-1);
	return (
		<p className={rollback.next}>
			<strong>{t("rollback.next")}</strong>
			{snapshot && <span>{t("rollback.next.text")}</span>}
			<Button
				size="compact-xs"
				leftSection={<IconPlayerPlay size={14} />}
				onClick={() => openMigrationDialog(connection, { kind: "apply", ...(last === undefined ? {} : { to: last }) })}
			>
				{t("rollback.next.apply")}
			</Button>
			{snapshot && (
				<Button
					size="compact-xs"
					variant="default"
					leftSection={<IconCamera size={14} />}
					onClick={() => goTo(paths.snapshots(connection))}
				>
					{t("rollback.next.snapshots")}
				</Button>
			)}
		</p>
	);
}
