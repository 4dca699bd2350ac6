import type { RowCommand, RowVerdict } from "../../contract/index.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { Place } from "./place.ts";

const PRIVILEGES = `
SELECT pg_catalog.has_schema_privilege(r.oid, c.relnamespace, 'USAGE')::text AS schema,
       (SELECT pg_catalog.json_object_agg(p, pg_catalog.has_table_privilege(r.oid, c.oid, p))
          FROM pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p)::text AS whole,
       (SELECT coalesce(pg_catalog.json_object_agg(p, (SELECT coalesce(pg_catalog.json_agg(a.attname), '[]') FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.has_column_privilege(r.oid, c.oid, a.attnum, p))), '{}')
          FROM pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p)::text AS columns
  FROM pg_catalog.pg_class c, pg_catalog.pg_roles r WHERE c.oid = $1::oid AND r.rolname = $2`;

export interface Privileges {
	schema: boolean;
	whole: Record<RowCommand, boolean>;
	/** Columns that each is there for, by the table or by the column. */
	columns: Record<"SELECT" | "INSERT" | "UPDATE", ReadonlySet<string>>;
}

/** What the role may on the table, by the server's own functions: membership and PUBLIC are in it. */
export async function readPrivileges({ session, table, role }: Place): Promise<Privileges> {
	const [row] = await session.query<Record<"schema" | "whole" | "columns", string>>(PRIVILEGES, [table.oid, role]);
	const columns = JSON.parse(row?.columns ?? "{}") as Partial<Record<"SELECT" | "INSERT" | "UPDATE", string[]>>;
	const of = (privilege: keyof typeof columns): ReadonlySet<string> => new Set(columns[privilege]);
	return {
		schema: row?.schema === "true",
		whole: JSON.parse(row?.whole ?? "{}") as Record<RowCommand, boolean>,
		columns: { SELECT: of("SELECT"), INSERT: of("INSERT"), UPDATE: of("UPDATE") },
	};
}

export interface Needs {
	/** Columns of the WHERE that finds the row. */
	found: readonly string[];
	/** Columns that an UPDATE sets; undefined: any one. */
	set: readonly string[] | undefined;
}

/** Privileges that a statement for this row needs and the role has not. */
export function missingPrivileges(
	command: RowCommand,
	place: Place,
	has: Privileges,
	needs: Needs,
): RowVerdict["missing"] {
	const { table, role, columns } = place;
	const on = quoteQualified(table.schema, table.name);
	const grant = (privilege: string, what: string): RowVerdict["missing"][number] => ({
		privilege,
		on: what,
		grant: `GRANT ${privilege} ON ${what === on ? on : `SCHEMA ${what}`} TO ${quoteIdent(role)};`,
	});
	const missing = has.schema ? [] : [grant("USAGE", quoteIdent(table.schema))];
	const ofColumns = (privilege: "SELECT" | "INSERT" | "UPDATE", wanted: readonly string[] | undefined): void => {
		if (has.whole[privilege]) return;
		const those = has.columns[privilege];
		const lacking = wanted?.filter((name) => !those.has(name));
		if (lacking && lacking.length > 0 && lacking.length < (wanted?.length ?? 0)) {
			missing.push(grant(`${privilege} (${lacking.map(quoteIdent).join(", ")})`, on));
		} else if (lacking ? lacking.length > 0 : those.size === 0) missing.push(grant(privilege, on));
	};
	const found = needs.found.length > 0 ? needs.found : undefined;
	if (command !== "INSERT") ofColumns("SELECT", found);
	if (command === "UPDATE") ofColumns("UPDATE", needs.set);
	if (command === "INSERT") {
		const written = columns.filter(({ generated, identityAlways }) => !generated && !identityAlways);
		ofColumns(
			"INSERT",
			written.map(({ name }) => name),
		);
	}
	if (command === "DELETE" && !has.whole.DELETE) missing.push(grant("DELETE", on));
	return missing;
}
