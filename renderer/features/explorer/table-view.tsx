import { IconArrowsDiff, IconPencilQuestion, IconRoute, IconShieldQuestion, IconTable } from "@tabler/icons-react";
import type { OpenedView, ViewTable } from "../../../main/contract/index.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { CompareView } from "./explain/compare-view.tsx";
import { PlanView } from "./explain/plan-view.tsx";
import { PoliciesView } from "./explain/policies-view.tsx";
import { WriteView } from "./explain/write-view.tsx";
import styles from "./explorer.module.css";
import { changeStand, type TablePart, useStand } from "./explorer-store.ts";
import { RowsView } from "./rows/rows-view.tsx";
import { kindOf } from "./table-list.tsx";

const parts: { id: TablePart; icon: typeof IconTable; name: MessageKey }[] = [
	{ id: "rows", icon: IconTable, name: "explorer.part.rows" },
	{ id: "compare", icon: IconArrowsDiff, name: "explorer.part.compare" },
	{ id: "policies", icon: IconShieldQuestion, name: "explorer.part.policies" },
	{ id: "plan", icon: IconRoute, name: "explorer.part.plan" },
	{ id: "write", icon: IconPencilQuestion, name: "explorer.part.write" },
];

interface TableViewProps {
	view: OpenedView;
	table: ViewTable;
}

/** One table: its rows, and what is to be known about who sees them. */
export function TableView({ view, table }: TableViewProps) {
	const part = useStand(view.view)?.part ?? "rows";
	return (
		<>
			<div className={styles.tableHead}>
				<h2>
					<ServerText>{`${table.schema}.${table.name}`}</ServerText>
					<small>
						{t(kindOf(table.kind).name)}
						{table.parent !== undefined && (
							<>
								{" · "}
								<ServerText>{t("explorer.parent", { name: table.parent })}</ServerText>
							</>
						)}
					</small>
				</h2>
				<nav className={styles.parts} aria-label={t("explorer.parts")}>
					{parts.map(({ id, icon: Sign, name }) => (
						<button
							key={id}
							type="button"
							aria-current={id === part ? "page" : undefined}
							onClick={() => changeStand(view.view, { table: { schema: table.schema, name: table.name }, part: id })}
						>
							<Sign size={14} aria-hidden />
							{t(name)}
						</button>
					))}
				</nav>
			</div>
			{part === "rows" && <RowsView view={view} table={table} />}
			{part === "compare" && <CompareView view={view} table={table} />}
			{part === "policies" && <PoliciesView view={view} table={table} />}
			{part === "plan" && <PlanView view={view} table={table} />}
			{part === "write" && <WriteView view={view} table={table} />}
		</>
	);
}
