import type { KeptTable } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";

const REFERENCES = `
SELECT f.nspname AS from_schema, c.relname AS from_name, t.nspname AS to_schema, r.relname AS to_name
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace f ON f.oid = c.relnamespace
  JOIN pg_catalog.pg_class r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace t ON t.oid = r.relnamespace
 WHERE k.contype = 'f'`;

/** A table, by its place in the snapshot. */
export interface Placed {
	at: number;
	/** Places of those that its foreign keys point to, itself left out. */
	needs: number[];
}

/** The tables in the order in which foreign keys allow to fill them: whole tables first, then columns of those that stayed. */
export async function inOrder(
	session: ReadSession,
	tables: readonly Pick<KeptTable, "schema" | "name" | "whole">[],
): Promise<Placed[]> {
	const rows = await session.query<Record<"from_schema" | "from_name" | "to_schema" | "to_name", string>>(REFERENCES);
	const key = (schema: string, name: string): string => JSON.stringify([schema, name]);
	const references = Map.groupBy(rows, (row) => key(row.from_schema, row.from_name));
	const places = new Map(tables.map(({ schema, name }, at) => [key(schema, name), at]));
	const order: Placed[] = [];
	const visited = new Set<number>();
	const visit = (at: number): void => {
		const table = tables[at];
		// A circle of keys is left to the server, which says which one does not hold.
		if (!table || visited.has(at)) return;
		visited.add(at);
		const named = references.get(key(table.schema, table.name)) ?? [];
		const needs = named.flatMap((row) => places.get(key(row.to_schema, row.to_name)) ?? []).filter((to) => to !== at);
		for (const needed of needs) visit(needed);
		order.push({ at, needs });
	};
	for (const whole of [true, false]) for (const [at, table] of tables.entries()) if (table.whole === whole) visit(at);
	return order;
}
