/** What a write sets off in the database, as far as the catalogue tells: triggers, foreign keys that act, functions that are called. */
import type { FiredTrigger, RowWrite } from "../../../contract/index.ts";
import type { Place } from "../place.ts";
import type { Acted } from "./acted.ts";
import { firedBy, type ReadTrigger } from "./fired-by.ts";
import { type CalledFunction, type Reached, reach } from "./reach.ts";
import { whatStays } from "./what-stays.ts";

/** The table, its partitions and children, its parents' row triggers come with them; and what foreign keys act on, with how. */
const TABLES = `
WITH RECURSIVE acts (oid, command, depth) AS (
  SELECT $1::oid, $2::text, 0
  UNION
  SELECT k.oid, k.command, a.depth + 1 FROM acts a, LATERAL (
    SELECT i.inhrelid AS oid, a.command FROM pg_catalog.pg_inherits i WHERE i.inhparent = a.oid
    UNION ALL
    SELECT f.conrelid, CASE WHEN a.command = 'DELETE' AND f.confdeltype = 'c' THEN 'DELETE' ELSE 'UPDATE' END
      FROM pg_catalog.pg_constraint f WHERE f.confrelid = a.oid AND f.contype = 'f'
       AND ((a.command = 'DELETE' AND f.confdeltype IN ('c', 'n', 'd')) OR (a.command = 'UPDATE' AND f.confupdtype IN ('c', 'n', 'd')))) AS k
   WHERE a.depth < 8)
SELECT DISTINCT a.oid::text AS oid, a.command, c.relname AS name, n.nspname AS schema, c.relkind::text AS kind,
       EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid AND w.rulename <> '_RETURN')::text AS rules
  FROM acts a JOIN pg_catalog.pg_class c ON c.oid = a.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LIMIT 5000`;

const SEQUENCES = `
SELECT DISTINCT s.oid::text AS oid FROM pg_catalog.json_array_elements_text($1::json) AS t (oid)
  JOIN pg_catalog.pg_class s ON s.relkind = 'S'
 WHERE EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid
                 AND d.refobjid = t.oid::oid AND d.deptype IN ('a', 'i'))
    OR EXISTS (SELECT FROM pg_catalog.pg_attrdef e JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = e.oid
                 WHERE e.adrelid = t.oid::oid AND d.refobjid = s.oid)`;

export interface Effects {
	triggers: FiredTrigger[];
	/** Their oids. */
	sequences: string[];
	/** What a rollback would leave behind, in sentences. */
	stays: string[];
}

export async function readEffects(place: Place, write: RowWrite): Promise<Effects> {
	const { session, table } = place;
	const rows = await session.query<
		Record<"oid" | "schema" | "name" | "kind" | "rules", string> & { command: Acted["command"] }
	>(TABLES, [table.oid, write.command]);
	const acted = rows.map((row): Acted => ({ ...row, rules: row.rules === "true" }));
	const changed = write.command === "UPDATE" ? write.values.map(({ column }) => column) : undefined;
	const reached: Reached = await reach(session, acted);
	const fired = firedBy(reached.triggers, acted, { table, changed });
	const sequences = await session.query<{ oid: string }>(SEQUENCES, [JSON.stringify(acted.map(({ oid }) => oid))]);
	return {
		triggers: fired.map((trigger) => describe(trigger, table.oid, reached.functions)),
		sequences: sequences.map(({ oid }) => oid),
		stays: whatStays({ acted, fired, reached }),
	};
}

function describe(trigger: ReadTrigger, oid: string, functions: ReadonlyMap<string, CalledFunction>): FiredTrigger {
	const { name, timing, level, function: id, on } = trigger;
	const called = functions.get(id);
	return {
		...{ name, timing, level, function: called?.name ?? id, definer: called?.definer ?? false },
		...(trigger.table === oid ? {} : { on }),
	};
}
