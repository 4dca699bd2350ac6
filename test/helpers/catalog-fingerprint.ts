import { readFingerprint } from "../../main/core/catalogue/fingerprint.ts";
import type { Session } from "../../main/core/ports.ts";

/** The catalogue's lines, read in a transaction of its own. */
export async function catalogFingerprint(session: Session): Promise<string[]> {
	await session.execute("BEGIN");
	try {
		return await readFingerprint(session);
	} finally {
		await session.execute("ROLLBACK");
	}
}

/** The two roles of 008, which belong to the whole cluster: their attributes and who is a member. */
export async function roleFingerprint(session: Session): Promise<string[]> {
	const { rows } = await session.execute(`
		SELECT format('role %s super %s login %s inherit %s createrole %s bypassrls %s members %s', r.rolname, r.rolsuper,
		       r.rolcanlogin, r.rolinherit, r.rolcreaterole, r.rolbypassrls,
		       ARRAY(SELECT DISTINCT m.member::regrole::text FROM pg_catalog.pg_auth_members m WHERE m.roleid = r.oid ORDER BY 1))
		  FROM pg_catalog.pg_roles r WHERE r.rolname LIKE 'iafactory%' ORDER BY 1`);
	return rows.map(([line]) => line ?? "");
}
