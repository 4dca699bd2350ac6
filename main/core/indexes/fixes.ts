/** Statements that mend, with their lock, cost and undo. What PostgreSQL has without locking writers out is taken. */
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";
import type { Fix } from "./check.ts";
import { bytes, columnNames, nameOf } from "./checks/shared.ts";
import type { Facts, IndexFact, TableFact } from "./facts.ts";

const SHARED = "SHARE UPDATE EXCLUSIVE: reads and writes go on; other DDL and VACUUM of the table wait.";

const qualified = ({ schema, name }: { schema: string; name: string }): string => quoteQualified(schema, name);

const indexIs = ({ schema, name }: IndexFact, condition = ""): string =>
	`SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid WHERE n.nspname = ${quoteLiteral(schema)} AND c.relname = ${quoteLiteral(name)}${condition}`;

/** A definition as a statement that does not lock writers out. */
export const concurrently = (definition: string): string =>
	definition.replace(
		/^CREATE (UNIQUE )?INDEX /,
		(_, unique: string | undefined) => `CREATE ${unique ?? ""}INDEX CONCURRENTLY `,
	);

export function dropIndex(index: IndexFact): Fix {
	const partitioned = index.kind === "I";
	return {
		sql: `DROP INDEX ${partitioned ? "" : "CONCURRENTLY "}${qualified(index)};`,
		undo: `${partitioned ? index.definition : concurrently(index.definition)};`,
		lock: partitioned
			? "ACCESS EXCLUSIVE on the table and all its partitions, for a moment: PostgreSQL has no CONCURRENTLY for it."
			: SHARED,
		cost: `Gives back ${bytes(index.bytes)}, and what each write costs for it. It waits for transactions that are open on the table.`,
		...(partitioned ? { byHand: "It locks readers out: choose the moment." } : {}),
		holds: { name: `${index.name} is gone`, violations: indexIs(index) },
	};
}

/** DROP of what an interrupted build left needs no undo: nothing could use it. */
export const dropRemains = (index: IndexFact): Fix => ({ ...dropIndex(index), undo: "" });

/** A constraint's index goes with the constraint alone. */
export function dropConstraint(index: IndexFact, table: TableFact): Fix {
	return {
		sql: `ALTER TABLE ${qualified(table)} DROP CONSTRAINT ${quoteIdent(index.constraint ?? index.name)};`,
		undo: "",
		lock: "ACCESS EXCLUSIVE on the table, for a moment.",
		cost: `Gives back ${bytes(index.bytes)}. Foreign keys that point to this constraint stand in its way.`,
		byHand: "The index backs a constraint: which of the two is to stay is for you to say, with what points to it.",
		holds: { name: `${index.name} is gone`, violations: indexIs(index) },
	};
}

export function reindex(index: IndexFact): Fix {
	return {
		sql: `REINDEX INDEX CONCURRENTLY ${qualified(index)};`,
		undo: "",
		lock: SHARED,
		cost: `Reads the table twice, and needs room for a second copy (now ${bytes(index.bytes)}). It waits for transactions that are open.`,
		holds: { name: `${index.name} is valid`, violations: indexIs(index, " AND NOT (i.indisvalid AND i.indisready)") },
	};
}

export interface NewIndex {
	table: TableFact;
	/** Numbers; `descending` those that are. */
	columns: readonly number[];
	descending?: readonly number[];
}

export function createIndex(facts: Facts, { table, columns, descending = [] }: NewIndex): Fix {
	const names = columnNames(table, columns);
	const name = freeName(facts, table, names);
	const keys = names.map((column, at) =>
		descending.includes(columns[at] ?? 0) ? `${quoteIdent(column)} DESC` : quoteIdent(column),
	);
	const partitioned = table.kind === "p";
	const wanted = columns.map((number, at) => `i.indkey[${at}] = ${number}`).join(" AND ");
	return {
		sql: `CREATE INDEX ${partitioned ? "" : "CONCURRENTLY "}${quoteIdent(name)} ON ${qualified(table)} (${keys.join(", ")});`,
		undo: `DROP INDEX ${partitioned ? "" : "CONCURRENTLY "}${quoteQualified(table.schema, name)};`,
		lock: partitioned ? "SHARE on the table and its partitions while it is built: writers wait." : SHARED,
		cost: `Reads the table twice (${bytes(table.heapBytes)}); each INSERT and each UPDATE that is not HOT writes one entry more.`,
		...(partitioned
			? {
					byHand:
						"CONCURRENTLY is refused on a partitioned table: create it ON ONLY the parent, CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.",
				}
			: {}),
		holds: {
			name: `${nameOf(table)} has an index on ${names.join(", ")}`,
			violations: `SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = pg_catalog.to_regclass(${quoteLiteral(qualified(table))}) AND i.indisvalid AND i.indpred IS NULL AND ${wanted})`,
		},
	};
}

export function validate(table: TableFact, constraint: string): Fix {
	return {
		sql: `ALTER TABLE ${qualified(table)} VALIDATE CONSTRAINT ${quoteIdent(constraint)};`,
		undo: "",
		lock: `${SHARED} A foreign key takes ROW SHARE on the table that it points to.`,
		cost: "Reads the whole table. It fails where a row breaks the constraint: then nothing has changed.",
		holds: {
			name: `${constraint} holds for every row`,
			violations: `SELECT k.conname FROM pg_catalog.pg_constraint k WHERE k.conrelid = pg_catalog.to_regclass(${quoteLiteral(qualified(table))}) AND k.conname = ${quoteLiteral(constraint)} AND NOT k.convalidated`,
		},
	};
}

/** At most 63 bytes, and nobody else's in the schema: an index that is left over under this name would make the build fail. */
function freeName(facts: Facts, table: TableFact, columns: readonly string[]): string {
	const taken = takenNames(facts).get(table.schema) ?? new Set();
	const base = cut(`${table.name}_${columns.join("_")}`, 55);
	for (let number = 0; ; number += 1) {
		const name = `${base}_idx${number === 0 ? "" : number}`;
		if (!taken.has(name)) return name;
	}
}

const cut = (text: string, most: number): string => {
	let kept = text;
	while (new TextEncoder().encode(kept).length > most) kept = [...kept].slice(0, -1).join("");
	return kept;
};

const known = new WeakMap<Facts["indexes"], Map<string, Set<string>>>();

function takenNames({ indexes, tables }: Facts): Map<string, Set<string>> {
	const found = known.get(indexes) ?? new Map<string, Set<string>>();
	if (known.has(indexes)) return found;
	for (const { schema, name } of [...indexes.values(), ...tables.values()]) {
		const names = found.get(schema) ?? new Set();
		found.set(schema, names.add(name));
	}
	known.set(indexes, found);
	return found;
}
