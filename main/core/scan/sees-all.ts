import type { ReadSession } from "../ports.ts";

/** Whether no policy hides a row of this table from the session as it is. */
export async function seesAll(session: ReadSession, oid: string): Promise<boolean> {
	const [row] = await session.query<{ held: string }>("SELECT pg_catalog.row_security_active($1::oid)::text AS held", [
		oid,
	]);
	return row?.held === "false";
}
