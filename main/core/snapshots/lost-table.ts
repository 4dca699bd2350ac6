import type { LostObject } from "../../contract/index.ts";
import { quoteQualified } from "../sql/quote.ts";

/** What goes of one table, with rows in it. */
export interface LostTable {
	oid: string;
	schema: string;
	relation: string;
	/** Its partitions are part of it; its children by inheritance are not. */
	partitioned: boolean;
	/** Names of the columns that go; empty when the whole table goes. */
	columns: string[];
	/** Rows of the table as a whole. */
	rows: number;
	/** As the contract tells it: one a table, or one a column, with the values that are not null. */
	objects: LostObject[];
}

/** Before its rows are counted. */
export type Doomed = Omit<LostTable, "rows" | "objects">;

/** SELECT … FROM this: a table without its children by inheritance, which are tables of their own. */
export function fromClause({
	schema,
	relation,
	partitioned,
}: Pick<LostTable, "schema" | "relation" | "partitioned">): string {
	return `FROM ${partitioned ? "" : "ONLY "}${quoteQualified(schema, relation)}`;
}
