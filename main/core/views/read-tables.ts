import type { OpenedView, ViewLevel } from "../../contract/index.ts";
import { VIEWER } from "../barrier/names.ts";
import { isView } from "../barrier/plan-tables.ts";
import type { Barrier } from "../barrier/read-barrier.ts";
import type { ReadSession } from "../ports.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import type { Masked } from "../tenancy/read-masked.ts";
import type { ShownTable } from "./view.ts";

/** $1: oids. $2: who looks. */
const TABLES = `
SELECT c.oid::text AS oid, pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
       CASE WHEN c.reltuples >= 0 AND c.relkind IN ('r', 'm') THEN c.reltuples::bigint END::text AS rows,
       (pg_catalog.has_schema_privilege($2::name, c.relnamespace, 'USAGE')
        AND (pg_catalog.has_table_privilege($2::name, c.oid, 'SELECT') OR pg_catalog.has_any_column_privilege($2::name, c.oid, 'SELECT')))::text AS readable,
       (c.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls
        AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE')))::text AS held
  FROM pg_catalog.json_array_elements_text($1::json) AS wanted
  JOIN pg_catalog.pg_class c ON c.oid = wanted::oid
  JOIN pg_catalog.pg_roles r ON r.rolname = $2::name`;

type Row = Record<"oid" | "readable" | "held", string> & Record<"comment" | "rows", string | null>;

/** What a look of this level shows of the tenant tables, and what it leaves out, with the reason. */
export async function readTables(
	session: ReadSession,
	{ tenancy, state, facts }: Barrier,
	{ level, role, masked: masks }: { level: ViewLevel; role: string | undefined; masked: Masked },
): Promise<{ tables: ShownTable[]; leftOut: OpenedView["leftOut"] }> {
	const who = level === "server" ? VIEWER : (role ?? (await whoAmI(session)));
	const oids = tenancy.tables.map(({ oid }) => oid);
	const rows = await session.query<Row>(TABLES, [JSON.stringify(oids), who]);
	const byOid = new Map(rows.map((row) => [row.oid, row]));
	const missing = new Map(state.missing.map(({ schema, name, reason }) => [JSON.stringify([schema, name]), reason]));
	const tables: ShownTable[] = [];
	const leftOut: OpenedView["leftOut"] = [];
	for (const guarded of tenancy.tables) {
		const row = byOid.get(guarded.oid);
		const behind = missing.get(JSON.stringify([guarded.schema, guarded.name]));
		const invoker = facts.tables.get(guarded.oid)?.securityInvoker ?? false;
		if (!row) continue;
		const reason = whyNot(guarded, row, { level, behind, invoker, who });
		if (reason !== undefined) {
			leftOut.push({ schema: guarded.schema, name: guarded.name, reason });
			continue;
		}
		const masked = [...(masks.get(guarded.oid) ?? [])];
		tables.push({
			guarded,
			shown: {
				...{ schema: guarded.schema, name: guarded.name, kind: guarded.kind, masked },
				...(row.comment === null ? {} : { comment: row.comment }),
				...(row.rows === null ? {} : { estimatedRows: Number(row.rows) }),
				...(guarded.parent === undefined ? {} : { parent: guarded.parent }),
			},
		});
	}
	return { tables, leftOut };
}

function whyNot(
	table: GuardedTable,
	{ readable, held }: Row,
	{ level, behind, invoker, who }: { level: ViewLevel; behind: string | undefined; invoker: boolean; who: string },
): string | undefined {
	if (level === "server" && behind !== undefined) return behind;
	if (table.kind === "m") return "A materialised view has no row-level security: it holds everybody's rows.";
	if (table.kind === "f") return "A foreign table has no row-level security here.";
	if (isView(table) && !invoker) return "The view is read with its owner's rights: it is not security_invoker.";
	if (isView(table) && level === "tool") {
		return "At this level a view is not shown: what it reads is not in the statement that Bulkhead judges.";
	}
	if (readable !== "true") return `The role ${who} may not read it.`;
	if (level === "tool" && held !== "true") return `No row-level security holds the role ${who} on it.`;
	return undefined;
}

async function whoAmI(session: ReadSession): Promise<string> {
	const [row] = await session.query<{ name: string }>("SELECT SESSION_USER::text AS name");
	return row?.name ?? "";
}
