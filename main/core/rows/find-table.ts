import type { RowTable } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { nearNames } from "../near-names.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { readNames } from "./read-names.ts";

export type TableInput = string | { schema: string; name: string };

/** A table of the database, found by the name that somebody wrote. */
export interface FoundTable extends RowTable {
	oid: string;
}

/** What pg_class calls tables, in the order of relkind: with a `kind` that the policies of a table can hold. */
const POLICED = new Set(["r", "p"]);
const KINDS: Readonly<Record<string, string>> = {
	v: "a view",
	m: "a materialised view",
	f: "a foreign table",
};

const FIND = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       c.relrowsecurity::text AS enabled, c.relforcerowsecurity::text AS forced, pg_catalog.pg_table_is_visible(c.oid)::text AS visible
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.jsonb_to_recordset($1::jsonb) AS wanted (schema text, name text)
    ON c.relname = wanted.name AND n.nspname = coalesce(wanted.schema, n.nspname)
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND (wanted.schema IS NOT NULL OR n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))
 ORDER BY c.oid LIMIT 20`;

const NAMES = `
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY c.oid LIMIT 20000`;

type Row = Record<"oid" | "schema" | "name" | "kind" | "owner" | "enabled" | "forced" | "visible", string>;

/** The table of this name. Errors: NOT_FOUND with names that are near; BAD_INPUT where two schemas have one. */
export async function findTable(session: ReadSession, written: TableInput): Promise<FoundTable> {
	const readings = typeof written === "string" ? readNames(written) : [written];
	const found = await session.query<Row>(FIND, [JSON.stringify(readings)]);
	const row = found.length > 1 ? preferred(found, readings) : found[0];
	if (!row) throw await unknownTable(session, shown(written));
	return {
		...{ oid: row.oid, schema: row.schema, name: row.name, kind: row.kind, owner: row.owner },
		...{ rlsEnabled: row.enabled === "true", rlsForced: row.forced === "true" },
	};
}

/** Policies are only on tables. Errors: BAD_INPUT for everything else. */
export function requirePoliced({ schema, name, kind }: FoundTable): void {
	if (POLICED.has(kind)) return;
	throw new AppError("BAD_INPUT", `${schema}.${name} is ${KINDS[kind] ?? "no table"}: it has no policies of its own.`, {
		hint:
			kind === "v"
				? "Ask about the table that the view reads. A view reads it with its owner's rights, unless it has security_invoker."
				: "Nothing filters its rows by tenant: only privileges decide who reads it.",
	});
}

/** The reading that was written most exactly; among tables of one name the one that search_path finds. */
function preferred(found: readonly Row[], readings: readonly { schema?: string; name: string }[]): Row {
	for (const { schema, name } of readings) {
		const those = found.filter((each) => each.name === name && (schema === undefined || each.schema === schema));
		if (those.length === 0) continue;
		const row = those.length === 1 ? those[0] : those.find(({ visible }) => visible === "true");
		if (row) return row;
		const where = those.map((each) => `${quoteIdent(each.schema)}.${quoteIdent(each.name)}`);
		throw new AppError("BAD_INPUT", `There is more than one table ${name}: ${where.join(", ")}.`, {
			hint: "Name its schema: schema.table.",
		});
	}
	throw new AppError("INTERNAL", "A table was found under a name that nobody wrote.");
}

async function unknownTable(session: ReadSession, name: string): Promise<AppError> {
	const all = await session.query<{ name: string }>(NAMES);
	const bare = name.slice(name.lastIndexOf(".") + 1);
	const byName = new Map(all.map((each) => [each.name.slice(each.name.indexOf(".") + 1), each.name]));
	const whole = nearNames(
		name,
		all.map((each) => each.name),
	);
	const near = whole.length > 0 ? whole : nearNames(bare, [...byName.keys()]).map((each) => byName.get(each) ?? each);
	return new AppError("NOT_FOUND", `There is no table ${name.slice(0, 200)} in this database.`, {
		hint:
			near.length > 0
				? `Did you mean ${near.join(" or ")}?`
				: "Write schema.table, with double quotes around a name that needs them in SQL.",
	});
}

function shown(written: TableInput): string {
	return typeof written === "string" ? written : `${written.schema}.${written.name}`;
}
