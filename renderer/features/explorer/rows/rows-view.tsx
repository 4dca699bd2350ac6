import { IconHash } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { OpenedView, ViewTable } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { useCommands } from "../../../app/commands.ts";
import { t } from "../../../i18n/i18n.ts";
import type { CellAt } from "../../../ui/data-grid/grid-keys.ts";
import { formatDuration } from "../../../ui/format-time.ts";
import { ask, nothingAsked, sortedBy, tableKey, useStand } from "../explorer-store.ts";
import { MOST_ROWS, type RowPager } from "../sheet/row-pager.ts";
import { Sheet } from "../sheet/sheet.tsx";
import type { CellRange } from "../sheet/use-sheet-focus.ts";
import { copyRange } from "./copy-range.ts";
import type { CopyFormat } from "./copy-rows.ts";
import { exportRows } from "./export-rows.ts";
import { FilterBar } from "./filter-bar.tsx";
import { NoRows } from "./no-rows.tsx";
import { RowInspector } from "./row-inspector.tsx";
import { RowTools } from "./row-tools.tsx";
import styles from "./rows.module.css";
import { useRows } from "./use-rows.ts";

interface RowsViewProps {
	view: OpenedView;
	table: ViewTable;
}

const oneCell: CellRange = { rows: [0, 0], columns: [0, 0] };

/** The rows that the tenant sees: scrolled, filtered, sorted, copied, exported; one of them in full beside them. */
export function RowsView({ view, table }: RowsViewProps) {
	const asked = useStand(view.view)?.asked[tableKey(table)] ?? nothingAsked;
	const { pager, version } = useRows(view, table, asked);
	const [writing, setWriting] = useState<string>();
	const [cell, setCell] = useState<CellAt>({ row: 0, column: 0 });
	const [inspecting, setInspecting] = useState(false);
	const range = useRef<CellRange>(oneCell);
	const filtered = useMemo(() => new Set(asked.filters.map(({ column }) => column)), [asked.filters]);
	const onCell = useCallback((next: CellAt, drawn: CellRange) => {
		range.current = drawn;
		setCell(next);
	}, []);
	const copy = (format: CopyFormat, what = range.current) => void copyRange({ view, table, pager, format }, what);
	const save = (format: "csv" | "json") => void exportRows(view, { table, asked }, format);
	useCommands(
		() => [
			{ id: "rows.filter", title: t("filter.add"), group: "view", keys: ["mod+f"], run: () => setWriting("") },
			{
				id: "rows.inspect",
				title: t("rows.inspect"),
				group: "view",
				keys: ["i"],
				run: () => setInspecting((on) => !on),
			},
			{ id: "rows.copy.tsv", title: t("rows.copy.tsv"), group: "view", run: () => copy("tsv") },
			{
				id: "rows.copy.json",
				title: t("rows.copy.json"),
				group: "view",
				keys: ["mod+shift+j"],
				run: () => copy("json"),
			},
			{ id: "rows.copy.insert", title: t("rows.copy.insert"), group: "view", run: () => copy("insert") },
			{ id: "rows.export.csv", title: t("rows.export.csv"), group: "view", run: () => save("csv") },
			{ id: "rows.export.json", title: t("rows.export.json"), group: "view", run: () => save("json") },
		],
		[view, table, asked, pager],
	);
	const inspected = inspecting ? pager.row(Math.max(0, cell.row)) : undefined;
	const empty = pager.ended && pager.known === 0;
	return (
		<div className={styles.rows}>
			<div className={styles.bar} role="toolbar" aria-label={t("rows.tools")}>
				<FilterBar
					{...{ view, table, writing }}
					columns={pager.columns}
					filters={asked.filters}
					onWrite={setWriting}
					onChange={(filters) => ask(view.view, table, { filters })}
				/>
				<RowTools
					{...{ view, table, inspecting }}
					filters={asked.filters}
					empty={pager.known === 0}
					onCopy={copy}
					onSave={save}
					onInspect={() => setInspecting(!inspecting)}
				/>
			</div>
			{pager.error !== undefined && (
				<div className={styles.trouble}>
					<AppError error={pager.error} onRetry={pager.retry} />
				</div>
			)}
			{empty && pager.error === undefined ? (
				<NoRows {...{ view, table }} filters={asked.filters} onClear={() => ask(view.view, table, { filters: [] })} />
			) : (
				<div className={styles.halves} data-detail={inspected ? true : undefined}>
					<Sheet
						key={`${tableKey(table)} ${JSON.stringify(asked)}`}
						label={t("rows.grid", { table: table.name })}
						columns={pager.columns}
						known={pager.known}
						ended={pager.ended}
						row={pager.row}
						version={version}
						onWindow={pager.want}
						sort={asked.sort}
						onSort={(column, add) => ask(view.view, table, { sort: sortedBy(asked.sort, column, add) })}
						filtered={filtered}
						onFilter={setWriting}
						onCell={onCell}
						onOpen={() => setInspecting(true)}
						onCopy={(drawn) => copy("tsv", drawn)}
					/>
					{inspected && (
						<RowInspector
							{...{ view, table }}
							columns={pager.columns}
							row={inspected}
							column={cell.column}
							onFilter={(filter) => ask(view.view, table, { filters: [...asked.filters, filter] })}
							onClose={() => setInspecting(false)}
						/>
					)}
				</div>
			)}
			<Foot pager={pager} />
		</div>
	);
}

function Foot({ pager: { loading, known, ended, ms } }: { pager: RowPager }) {
	return (
		<p className={styles.foot} role="status">
			<IconHash size={13} aria-hidden />
			{loading && known === 0 ? t("rows.loading") : t(ended ? "rows.known" : "rows.known.more", { n: known })}
			{known >= MOST_ROWS && !ended && <strong>{t("rows.most")}</strong>}
			{ms !== undefined && <span data-figures>{formatDuration(ms)}</span>}
			<span className={styles.hint}>{t("rows.keys")}</span>
		</p>
	);
}
