import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconListSearch, IconRadar2, IconRefresh, IconTableOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { CoverageResult, ScanResult } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { goTo, paths } from "../../../app/paths.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterRow, SearchInput } from "../../../ui/filter-row.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Trouble } from "../../../ui/page.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import isolation from "../isolation.module.css";
import { useCoverage } from "../use-coverage.ts";
import styles from "./coverage.module.css";
import { coverageColumns, type ListedTable } from "./coverage-columns.tsx";
import { Legend } from "./legend.tsx";
import { MatrixGrid } from "./matrix-grid.tsx";
import { tableState } from "./table-state.ts";

/** How each table is guarded, and what each tenant of the last scan saw in it. */
export function CoverageView({ connection }: { connection: string }) {
	const { data, error, isFetching, refetch } = useCoverage(connection);
	const again = (): void => void refetch();
	return (
		<>
			<PageHeader title={t("isolation.title")} help="isolation-scan" summary={<Summary coverage={data} />}>
				<Button variant="default" leftSection={<IconRefresh size={15} />} loading={isFetching} onClick={again}>
					{t("coverage.again")}
				</Button>
			</PageHeader>
			{error && !isFetching && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={again} />
				</Trouble>
			)}
			{data && <Covered connection={connection} coverage={data} />}
		</>
	);
}

function Summary({ coverage }: { coverage: CoverageResult | undefined }) {
	if (!coverage) return t("coverage.summary");
	const { tables, last, role } = coverage;
	const open = tables.filter(({ kind, rls }) => (kind === "r" || kind === "p") && !rls).length;
	return (
		<>
			<span>{t("scan.tables", { n: tables.length })}</span>
			{open > 0 && <strong className={isolation.alarm}>{t("coverage.open", { n: open })}</strong>}
			{role !== undefined && (
				<span>
					<ServerText>{t("coverage.role", { role })}</ServerText>
				</span>
			)}
			<span>
				{last ? (
					<>
						{t("scan.last")} <Moment at={last.startedAt} />
					</>
				) : (
					t("coverage.unscanned")
				)}
			</span>
		</>
	);
}

function Covered({
	connection,
	coverage: { tables, last, problems },
}: {
	connection: string;
	coverage: CoverageResult;
}) {
	const [what, setWhat] = useState<"guards" | "matrix">("guards");
	const [text, setText] = useState("");
	const [worst, setWorst] = useState(false);
	const listed = useMemo(
		(): ListedTable[] => tables.map((each) => ({ ...each, state: tableState(each.table, last) })),
		[tables, last],
	);
	const shown = useMemo(() => {
		const words = text.toLowerCase().split(/\s+/).filter(Boolean);
		return listed.filter(
			({ table, state }) =>
				words.every((word) => table.toLowerCase().includes(word)) &&
				(!worst || state === "foreign" || state === "missed"),
		);
	}, [listed, text, worst]);
	return (
		<>
			<FilterRow>
				<SegmentedControl
					size="xs"
					aria-label={t("coverage.what")}
					value={what}
					onChange={(value) => setWhat(value === "matrix" ? "matrix" : "guards")}
					data={(["guards", "matrix"] as const).map((value) => ({ value, label: t(`coverage.${value}`) }))}
				/>
				<SearchInput label={t("coverage.search")} value={text} onChange={setText} />
				<Checkbox
					size="xs"
					label={t("coverage.worst")}
					checked={worst}
					disabled={!last}
					onChange={({ currentTarget }) => setWorst(currentTarget.checked)}
				/>
			</FilterRow>
			{problems.map((problem) => (
				<p key={problem} className={styles.problem}>
					<ServerText>{problem}</ServerText>
				</p>
			))}
			{tables.length === 0 ? (
				<EmptyState icon={IconTableOff} title={t("coverage.none")}>
					{t("coverage.none.text")}
				</EmptyState>
			) : what === "matrix" && !last ? (
				<Unscanned connection={connection} />
			) : shown.length === 0 ? (
				<EmptyState icon={IconListSearch} title={t("coverage.no-match")} />
			) : what === "matrix" && last ? (
				<Matrix last={last} shown={shown} />
			) : (
				<Guards shown={shown} />
			)}
		</>
	);
}

function Unscanned({ connection }: { connection: string }) {
	return (
		<EmptyState
			icon={IconRadar2}
			title={t("scan.none")}
			action={
				<Button variant="default" onClick={() => goTo(paths.isolationPart(connection, "scan"))}>
					{t("coverage.to-scan")}
				</Button>
			}
		>
			{t("scan.none.text")}
		</EmptyState>
	);
}

function Guards({ shown }: { shown: ListedTable[] }) {
	const columns = useMemo(coverageColumns, []);
	return (
		<div className={styles.whole}>
			<DataGrid label={t("coverage.guards.grid")} columns={columns} rows={shown} rowId={({ table }) => table} />
		</div>
	);
}

function Matrix({ last, shown }: { last: ScanResult; shown: ListedTable[] }) {
	const rows = useMemo(() => {
		const byName = new Map(last.byTable.map((each) => [each.table, each]));
		return shown.flatMap(({ table }) => byName.get(table) ?? []);
	}, [last, shown]);
	if (rows.length === 0) return <EmptyState icon={IconListSearch} title={t("coverage.matrix.none")} />;
	return (
		<>
			<MatrixGrid rows={rows} tenants={last.matrix} />
			<Legend tenants={last.matrix.length} of={last.tenants} />
		</>
	);
}
