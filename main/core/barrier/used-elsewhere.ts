import type { ReadSession } from "../ports.ts";

const ELSEWHERE = `
SELECT EXISTS (
	SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_database b ON b.oid = d.dbid
	 WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.refobjid = $1::oid
	   AND b.datname <> pg_catalog.current_database())::text AS used`;

/** Whether something of another database of this server hangs on the role. */
export async function usedElsewhere(session: ReadSession, role: string): Promise<boolean> {
	const [row] = await session.query<{ used: string }>(ELSEWHERE, [role]);
	return row?.used === "true";
}
