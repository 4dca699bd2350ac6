import { IconListSearch, IconTableOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { IndexHealth } from "../../../../main/contract/index.ts";
import { goTo, paths } from "../../../app/paths.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterRow, SearchInput } from "../../../ui/filter-row.tsx";
import { tableColumns } from "./table-columns.tsx";
import styles from "./tables.module.css";
import { Treemap } from "./treemap.tsx";

/** Where the room goes: a box a table, and the same as a grid. */
export function TablesView({
	connection,
	health: { tables, tablesInAll },
}: {
	connection: string;
	health: IndexHealth;
}) {
	const [text, setText] = useState("");
	const columns = useMemo(() => tableColumns(tables.some(({ bloatBytes }) => bloatBytes !== null)), [tables]);
	const shown = useMemo(() => {
		const words = text.toLowerCase().split(/\s+/).filter(Boolean);
		return tables.filter(({ table }) => words.every((word) => table.toLowerCase().includes(word)));
	}, [tables, text]);
	const open = (table: string) => goTo(paths.indexesOf(connection, table));
	if (tables.length === 0) {
		return (
			<EmptyState icon={IconTableOff} title={t("sizes.none")}>
				{t("sizes.none.text")}
			</EmptyState>
		);
	}
	return (
		<>
			<FilterRow>
				<SearchInput label={t("sizes.search")} value={text} onChange={setText} />
				<Legend />
				{tablesInAll > tables.length && (
					<span className={styles.faint}>{t("sizes.shown", { n: tables.length, of: tablesInAll })}</span>
				)}
			</FilterRow>
			{shown.length === 0 ? (
				<EmptyState icon={IconListSearch} title={t("sizes.no-match")} />
			) : (
				<div className={styles.sides}>
					<Treemap tables={shown} onOpen={open} />
					<div className={styles.grid}>
						<DataGrid
							label={t("sizes.grid")}
							columns={columns}
							rows={shown}
							rowId={({ table }) => table}
							onSelect={({ table }) => open(table)}
						/>
					</div>
				</div>
			)}
		</>
	);
}

const signs = ["indexes", "heap", "ERROR", "WARN"] as const;

function Legend() {
	return (
		<ul className={styles.legend}>
			{signs.map((sign) => (
				<li key={sign}>
					<svg width={14} height={14} aria-hidden>
						{sign === "indexes" && <rect className={styles.indexPart} width={14} height={14} />}
						{sign === "heap" && <rect className={styles.heap} width={14} height={14} />}
						{sign === "ERROR" && <path className={styles.error} d="M1 13 L7 2 L13 13 Z" />}
						{sign === "WARN" && <circle className={styles.warning} cx={7} cy={7} r={4.5} />}
					</svg>
					{t(`sizes.legend.${sign}`)}
				</li>
			))}
		</ul>
	);
}
