import type { LookSession } from "../../ports.ts";
import type { ColumnFact, ColumnStatistics, IndexFact, TableFact } from "../facts.ts";
import { STATISTICS } from "./queries.ts";
import { eachRow, json, number, type Row, text } from "./read-rows.ts";

export interface ToAttach {
	tables: Iterable<TableFact>;
	/** Indexes with expressions. */
	expressions: readonly { fact: IndexFact; expressions: ReadonlyMap<string, number> }[];
	/** Names of columns whose common values are wanted. */
	tenantColumns: readonly string[];
}

/** The planner's statistics, as far as this login sees them, put where they belong. */
export async function attachStatistics(session: LookSession, to: ToAttach): Promise<void> {
	const columns = new Map<string, ColumnFact[]>();
	for (const table of to.tables) columns.set(keyOf(table.schema, table.name), table.columns);
	const indexes = new Map(to.expressions.map((each) => [keyOf(each.fact.schema, each.fact.name), each]));
	await eachRow(session, STATISTICS, [JSON.stringify(to.tenantColumns)], (row) => {
		const key = keyOf(text(row, "schema"), text(row, "name"));
		const name = text(row, "column");
		const column = columns.get(key)?.find((each) => each.name === name);
		if (column) column.statistics = toStatistics(row);
		const index = indexes.get(key);
		const position = index?.expressions.get(name);
		if (index && position !== undefined) index.fact.expressionStatistics[position] = toStatistics(row);
	});
}

const keyOf = (schema: string, name: string): string => `${schema}\0${name}`;

function toStatistics(row: Row): ColumnStatistics {
	const shares = json<number[]>(row, "shares", []);
	const values = json<(string | null)[]>(row, "common", []);
	return {
		...{ nullShare: number(row, "nulls"), width: number(row, "width"), distinct: number(row, "distinct") },
		common: shares.map((share, at) => ({ value: values[at] ?? "", share })),
	};
}
