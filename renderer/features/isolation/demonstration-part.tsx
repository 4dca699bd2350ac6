import { Button } from "@mantine/core";
import { IconEye, IconEyeOff, IconLockOpen } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Demonstrated, DoctorFinding } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { SqlPart } from "../../app/sql-part.tsx";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./isolation.module.css";

interface DemonstrationPartProps {
	connection: string;
	finding: Pick<DoctorFinding, "check" | "object"> & { demonstration: NonNullable<DoctorFinding["demonstration"]> };
}

/** What the finding lets happen, shown on this database by one click, in a transaction that is rolled back. */
export function DemonstrationPart({ connection, finding: { check, object, demonstration } }: DemonstrationPartProps) {
	const [shown, setShown] = useState<Demonstrated>();
	const [error, setError] = useState<unknown>();
	const [running, setRunning] = useState(false);
	const [open, setOpen] = useState(false);
	const run = async () => {
		setRunning(true);
		try {
			setShown(await client.doctor.demonstrate({ connection, check, object }));
			setError(undefined);
		} catch (caught) {
			setError(caught);
		} finally {
			setRunning(false);
		}
	};
	return (
		<>
			<h3>{t("doctor.demonstration")}</h3>
			{demonstration.refused === undefined ? (
				<p className={styles.faint}>{t("doctor.rolled-back")}</p>
			) : (
				<p>{t("doctor.refused", { reason: demonstration.refused })}</p>
			)}
			<div className={styles.buttons}>
				{demonstration.refused === undefined && (
					<Button leftSection={<IconEye size={15} />} loading={running} onClick={() => void run()}>
						{t(shown ? "doctor.show-again" : "doctor.show-it")}
					</Button>
				)}
				<Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
					{t("doctor.statements.show")}
				</Button>
			</div>
			{open && (
				<SqlPart
					label={t("doctor.statements")}
					copy={t("doctor.fix.copy")}
					text={shown?.statements.join(";\n") ?? demonstration.sql}
				/>
			)}
			{error !== undefined && <AppError error={error} connection={connection} />}
			{shown && <Outcome shown={shown} />}
		</>
	);
}

function Outcome({ shown: { leaks, says, role, tenants, columns, rows } }: { shown: Demonstrated }) {
	const grid = useMemo(
		() =>
			columns.map((header, at) => ({
				id: `${at}`,
				header,
				value: (row: (string | null)[]) => row[at] ?? null,
				grow: true,
				width: 150,
				mono: true,
			})),
		[columns],
	);
	const named = tenants.map(({ id, name }) => name ?? id);
	return (
		<div className={styles.outcome} data-leaks={leaks || undefined} role="status">
			<p className={styles.verdict}>
				<Badge tone={leaks ? "alarm" : "calm"} icon={leaks ? IconLockOpen : IconEyeOff}>
					{t(leaks ? "doctor.leaks" : "doctor.quiet")}
				</Badge>
				<span className={styles.faint}>{t("doctor.as", { role })}</span>
			</p>
			<p>
				<ServerText>{says}</ServerText>
			</p>
			{named.length === 2 && (
				<p className={styles.faint}>
					<ServerText>{t("doctor.tenant", { name: named[0] ?? "", other: named[1] ?? "" })}</ServerText>
				</p>
			)}
			{rows.length > 0 && (
				<div className={styles.rows} style={{ height: `${Math.min(8, rows.length) * 26 + 32}px` }}>
					<DataGrid label={t("doctor.rows")} columns={grid} rows={rows} rowId={(row) => String(rows.indexOf(row))} />
				</div>
			)}
		</div>
	);
}
