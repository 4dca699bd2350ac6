import { useMemo, useState } from "react";
import type { IndexDetail, IndexTableDetail } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { indexColumns } from "./index-columns.tsx";
import { IndexFacts } from "./index-facts.tsx";
import styles from "./table-view.module.css";

/** Rows that are in sight at once. */
const MOST = 9;

interface IndexListProps {
	connection: string;
	detail: IndexTableDetail;
}

/** Every index of the table, and all of the one that is chosen. */
export function IndexList({ connection, detail: { table, indexes } }: IndexListProps) {
	const [chosen, setChosen] = useState<string>();
	const columns = useMemo(indexColumns, []);
	const current: IndexDetail | undefined = indexes.find(({ name }) => name === chosen) ?? indexes[0];
	if (!current) {
		return (
			<Panel title={t("table.indexes")}>
				<p className={styles.faint}>{t("table.indexes.none")}</p>
			</Panel>
		);
	}
	return (
		<Panel title={t("table.indexes")} flush>
			<div style={{ height: `${Math.min(MOST, indexes.length) * 26 + 30}px` }}>
				<DataGrid
					label={t("table.grid", { table })}
					columns={columns}
					rows={indexes}
					rowId={({ name }) => name}
					selected={current.name}
					onSelect={({ name }) => setChosen(name)}
				/>
			</div>
			<IndexFacts key={current.name} connection={connection} index={current} />
		</Panel>
	);
}
