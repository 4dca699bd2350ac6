import { SegmentedControl } from "@mantine/core";
import { IconChartPie, IconShieldCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { ForeignRows, ScanResult } from "../../../../main/contract/index.ts";
import { toneIcons } from "../../../app/jobs/tone-icons.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterRow } from "../../../ui/filter-row.tsx";
import { Halves } from "../../../ui/halves.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import { ForeignDetail } from "./foreign-detail.tsx";
import { foreignColumns, keyOfForeign, missedColumns, orphanColumns } from "./outcome-columns.tsx";
import styles from "./scan.module.css";
import { verdictOf } from "./verdict.ts";

/** A part of the whole, seen, is no progress. */
const signs = { ...toneIcons, sealed: IconShieldCheck, calm: IconChartPie };

const parts = ["foreign", "missed", "orphans"] as const;
type Part = (typeof parts)[number];

interface ScanOutcomeProps {
	connection: string;
	result: ScanResult;
	/** Tables with tenants that there are. */
	tables: number;
	onFindings: (words: string) => void;
}

/** What a scan saw: the verdict in a sentence, then the rows of others, what was not evaluated, rows of nobody's. */
export function ScanOutcome({ connection, result, tables, onFindings }: ScanOutcomeProps) {
	const counts = {
		foreign: result.foreignRows.length + result.foreignLeftOut,
		missed: result.notEvaluated.length,
		orphans: result.orphans.length,
	};
	const first = counts.foreign === 0 && counts.missed > 0 ? "missed" : "foreign";
	const [asked, setPart] = useState<{ of: string; part: Part }>();
	// What was chosen holds for the scan that it was chosen in.
	const part = asked?.of === result.id ? asked.part : first;
	return (
		<>
			<Verdict result={result} tables={tables} />
			<FilterRow>
				<SegmentedControl
					size="xs"
					aria-label={t("scan.parts")}
					value={part}
					onChange={(value) => setPart({ of: result.id, part: parts.find((each) => each === value) ?? first })}
					data={parts.map((value) => ({ value, label: t(`scan.part.${value}`, { n: counts[value] }) }))}
				/>
				<span className={styles.faint}>{t(`scan.part.${part}.means`)}</span>
			</FilterRow>
			{part === "foreign" && <Foreign {...{ connection, result, onFindings }} />}
			{part === "missed" && <Missed result={result} />}
			{part === "orphans" && <Orphans result={result} />}
		</>
	);
}

function Verdict({ result, tables }: { result: ScanResult; tables: number }) {
	const { tone, says } = verdictOf(result, tables);
	const { resumed, notes, becameRoles, foreignLeftOut } = result;
	const Sign = signs[tone];
	const told = [
		...(resumed ? [t("scan.resumed", { n: resumed.tenants })] : []),
		...(becameRoles.length > 0 ? [t("scan.became", { roles: becameRoles.join(", ") })] : []),
		...(foreignLeftOut > 0 ? [t("scan.left-out", { n: foreignLeftOut })] : []),
		...notes,
	];
	return (
		<section className={styles.band} data-tone={tone} aria-label={t("scan.verdict")}>
			<Sign size={20} aria-hidden />
			<div className={styles.words}>
				<strong>{says}</strong>
				{told.map((note) => (
					<span key={note} className={styles.faint}>
						<ServerText>{note}</ServerText>
					</span>
				))}
			</div>
		</section>
	);
}

function Foreign({ connection, result, onFindings }: Omit<ScanOutcomeProps, "tables">) {
	const columns = useMemo(foreignColumns, []);
	const [chosen, setChosen] = useState<string>();
	const rows = result.foreignRows;
	const current: ForeignRows | undefined = rows.find((row) => keyOfForeign(row) === chosen) ?? rows[0];
	if (!current) return <NoForeign result={result} />;
	return (
		<Halves
			list={
				<DataGrid
					label={t("scan.part.foreign.grid")}
					columns={columns}
					rows={rows}
					rowId={keyOfForeign}
					selected={keyOfForeign(current)}
					onSelect={(row) => setChosen(keyOfForeign(row))}
				/>
			}
		>
			<ForeignDetail {...{ connection, result, onFindings }} row={current} />
		</Halves>
	);
}

/** The sign of a sealed place only where everything was evaluated. */
function NoForeign({ result: { evaluated, notEvaluated } }: { result: ScanResult }) {
	const whole = notEvaluated.length === 0 && evaluated > 0;
	return (
		<EmptyState icon={whole ? IconShieldCheck : toneIcons.look} title={t("scan.foreign.none")}>
			{t(whole ? "scan.foreign.none.text" : "scan.foreign.none.partly")}
		</EmptyState>
	);
}

function Missed({ result: { notEvaluated } }: { result: ScanResult }) {
	const columns = useMemo(missedColumns, []);
	const rows = useMemo(() => notEvaluated.map((each, at) => ({ ...each, at })), [notEvaluated]);
	if (rows.length === 0) return <EmptyState icon={IconShieldCheck} title={t("scan.missed.none")} />;
	return (
		<div className={styles.whole}>
			<DataGrid label={t("scan.part.missed.grid")} columns={columns} rows={rows} rowId={({ at }) => String(at)} />
		</div>
	);
}

function Orphans({ result: { orphans } }: { result: ScanResult }) {
	const columns = useMemo(orphanColumns, []);
	if (orphans.length === 0) return <EmptyState icon={IconShieldCheck} title={t("scan.orphans.none")} />;
	return (
		<div className={styles.whole}>
			<DataGrid
				label={t("scan.part.orphans.grid")}
				columns={columns}
				rows={orphans}
				rowId={({ table, tenant }) => `${table} ${tenant}`}
			/>
		</div>
	);
}
