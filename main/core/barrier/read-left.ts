import type { BarrierState, BarrierTable } from "../../contract/index.ts";
import { BARRIER_ENTRY } from "../migrations/ledger.ts";
import type { ReadSession } from "../ports.ts";

const MAY_READ = `
SELECT coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'), false)::text AS may
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'bulkhead' AND c.relname = 'events'`;

/** Of runs since the barrier was changed last. */
const LEFT = `
SELECT told ->> 'table' AS "table", told ->> 'why' AS why, e.migration, e.event, pg_catalog.to_json(e.at) #>> '{}' AS at
  FROM bulkhead.events e CROSS JOIN LATERAL pg_catalog.jsonb_array_elements(e.details -> 'barrier') WITH ORDINALITY AS x (told, place)
 WHERE e.event IN ('apply', 'rollback') AND e.migration <> $1 AND e.details ? 'barrier'
   AND e.id > (SELECT coalesce(pg_catalog.max(id), 0) FROM bulkhead.events WHERE migration = $1)
 ORDER BY e.id DESC, place
 LIMIT 1000`;

/** Tables that runs took from behind the barrier, as the ledger has it; those that stand there again are left out. */
export async function readLeft(session: ReadSession, standing: readonly BarrierTable[]): Promise<BarrierState["left"]> {
	const [ledger] = await session.query<{ may: string }>(MAY_READ);
	if (ledger?.may !== "true") return [];
	const back = new Set(standing.map(({ schema, name }) => `${schema}.${name}`));
	const rows = await session.query<Record<"table" | "why" | "migration" | "event" | "at", string>>(LEFT, [
		BARRIER_ENTRY,
	]);
	return rows
		.filter(({ table }) => !back.has(table))
		.map(({ why, event, at, ...row }) => ({
			...row,
			why: why as BarrierState["left"][number]["why"],
			event: event as BarrierState["left"][number]["event"],
			at: new Date(at),
		}));
}
