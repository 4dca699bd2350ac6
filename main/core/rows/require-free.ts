import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import type { FoundTable } from "./find-table.ts";

/** Who holds the table, or one that its policies name, so that nobody may even read it. */
const HOLDER = `
SELECT l.relation::pg_catalog.regclass::text AS "table", l.pid::text AS pid
  FROM pg_catalog.pg_locks l
 WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND (l.relation = $1::oid OR l.relation IN (
	SELECT d.refobjid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_policy p ON p.oid = d.objid
	 WHERE p.polrelid = $1::oid AND d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass))
 ORDER BY l.relation <> $1::oid LIMIT 1`;

/** Errors: REFUSED at once, with who is in the way, where a row could only be waited for. */
export async function requireFree(session: ReadSession, { oid, schema, name }: FoundTable): Promise<void> {
	const [holder] = await session.query<{ table: string; pid: string }>(HOLDER, [oid]);
	if (!holder) return;
	throw new AppError(
		"REFUSED",
		`Process ${holder.pid} holds ${holder.table} ACCESS EXCLUSIVE: nobody can read a row of ${schema}.${name} now.`,
		{ hint: "Wait for it to end; `bulkhead activity` shows what it does.", data: { state: "Nothing was read." } },
	);
}
