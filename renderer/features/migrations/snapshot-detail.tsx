import { Button } from "@mantine/core";
import { IconDatabaseImport } from "@tabler/icons-react";
import { useState } from "react";
import type { KeptTable, SnapshotSummary } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./checks-view.module.css";
import dialogs from "./dialogs.module.css";
import { RestoreDialog } from "./restore-dialog.tsx";
import { rowsOf } from "./snapshot-columns.tsx";
import { useAbility } from "./use-ability.ts";

/** One snapshot: why it was taken, what is in it, and the way back. */
export function SnapshotDetail({ connection, snapshot }: { connection: string; snapshot: SnapshotSummary }) {
	const { head, path, id, intact } = snapshot;
	const { busy, readOnly } = useAbility(connection);
	const [asking, setAsking] = useState(false);
	const title = t("snapshots.detail", { database: head?.database ?? id });
	return (
		<section className={styles.violations} aria-label={title}>
			<div className={styles.violationsHead}>
				<h2 className={styles.violationsTitle}>{title}</h2>
				<span className={styles.barEnd}>
					{head && intact !== false && !readOnly && (
						<Button
							size="compact-sm"
							leftSection={<IconDatabaseImport size={15} />}
							disabled={busy}
							title={busy ? t("migrations.busy") : undefined}
							onClick={() => setAsking(true)}
						>
							{t("snapshots.restore")}
						</Button>
					)}
				</span>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.detail} tabIndex={0}>
				<Facts>
					{head && <Fact name={t("snapshots.reason")}>{<ServerText>{head.reason}</ServerText>}</Fact>}
					{head && <Fact name={t("snapshots.by")}>{<ServerText>{head.by}</ServerText>}</Fact>}
					<Fact name={t("snapshots.path")}>
						<CodeText>{path}</CodeText> <CopyButton value={path} label={t("snapshots.path.copy")} />
					</Fact>
				</Facts>
				{head ? <KeptTables kept={head.tables} /> : <p>{t("snapshots.unreadable")}</p>}
			</div>
			{asking && (
				<RestoreDialog
					connection={connection}
					snapshot={{ id, rows: rowsOf(snapshot), database: head?.database }}
					onClose={() => setAsking(false)}
				/>
			)}
		</section>
	);
}

function KeptTables({ kept }: { kept: readonly KeptTable[] }) {
	return (
		<table className={dialogs.table}>
			<thead>
				<tr>
					<th scope="col">{t("snapshots.table")}</th>
					<th scope="col">{t("snapshots.columns")}</th>
					<th scope="col" data-align="end">
						{t("snapshots.rows")}
					</th>
				</tr>
			</thead>
			<tbody>
				{kept.map((table) => (
					<tr key={`${table.schema}.${table.name}`}>
						<td>
							<CodeText>{`${table.schema}.${table.name}`}</CodeText>
						</td>
						<td>{table.whole ? t("snapshots.whole") : <ServerText>{columnsOf(table)}</ServerText>}</td>
						<td data-align="end">{formatNumber(table.rows)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** The columns whose values were kept, without the key by which they find their rows. */
function columnsOf({ columns, key }: KeptTable): string {
	return columns
		.map(({ name }) => name)
		.filter((name) => !key.includes(name))
		.join(", ");
}
