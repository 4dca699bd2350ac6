/** One-time logins: made for a view, dropped at its end, swept where a Bulkhead was killed. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { DatabaseError } from "../errors.ts";
import type { Clock, ReadSession, Session } from "../ports.ts";
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { LOGIN_PREFIX, loginName, VIEWER } from "./names.ts";

/** Whoever makes a login holds it shared until the login is in use; who sweeps holds it alone. "bulk" and "view" in ASCII. */
const KEYS = [0x62756c6b, 0x76696577] as const;
/** Milliseconds between two tries of the lock, and until it is given up. */
const POLL = 50;
const PATIENCE = 2_000;
/** Hashings of a password; it is random and lives for minutes, so the server's usual number is enough. */
const ITERATIONS = 4_096;
/** From 16 on memberships have options. */
const OPTIONS = 160_000;

/** Looks through one login at a time. */
export const LOGIN_LOOKS = 3;
/** These, the session that is kept to the view's end, and one that has ended and that the server has not taken leave of yet. */
const SESSIONS = LOGIN_LOOKS + 2;

export interface OneTimeLogin {
	user: string;
	password: string;
}

/** Undefined where the tenant's id is longer than a login's name has room for. */
export function inventLogin(tenantId: string): OneTimeLogin | undefined {
	const user = loginName(tenantId, randomBytes(8).toString("hex"));
	return user === undefined ? undefined : { user, password: randomBytes(24).toString("base64url") };
}

/** The password itself is not in the statement, which a server may log. */
export async function makeLogin(session: Session, { user, password }: OneTimeLogin, until: Date): Promise<void> {
	const name = quoteIdent(user);
	const grant = session.serverVersion >= OPTIONS ? " WITH INHERIT TRUE, SET FALSE" : "";
	await session
		.execute(
			[
				"BEGIN",
				"SET LOCAL lock_timeout = '2s'",
				`CREATE ROLE ${name} LOGIN CONNECTION LIMIT ${SESSIONS} PASSWORD ${quoteLiteral(scramVerifier(password))} VALID UNTIL ${quoteLiteral(until.toISOString())}`,
				`GRANT ${quoteIdent(VIEWER)} TO ${name}${grant}`,
				`DO $mark$ BEGIN EXECUTE pg_catalog.format('COMMENT ON ROLE ${name} IS %L', pg_catalog.current_database()); END $mark$`,
				"COMMIT",
			].join("; "),
		)
		.catch(async (caught: unknown) => {
			await session.execute("ROLLBACK").catch(() => {});
			throw caught;
		});
}

/** As PostgreSQL keeps it (RFC 5803). `password` is ASCII, which SASLprep leaves as it is. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
	const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
	const keyed = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
	const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
	return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${keyed("Server Key").toString("base64")}`;
}

/** Holds off who sweeps, while a login is made and not in use yet. */
export async function whileMaking<T>(session: ReadSession, clock: Clock, work: () => Promise<T>): Promise<T> {
	const isOurs = await lock(session, clock, "pg_try_advisory_lock_shared");
	try {
		return await work();
	} finally {
		if (isOurs) {
			await session.query("SELECT pg_catalog.pg_advisory_unlock_shared($1, $2)::text AS done", KEYS).catch(() => {});
		}
	}
}

async function lock(session: ReadSession, clock: Clock, how: string): Promise<boolean> {
	for (const began = clock.monotonic(); clock.monotonic() - began < PATIENCE; await clock.sleep(POLL)) {
		const [row] = await session.query<{ got: string }>(`SELECT pg_catalog.${how}($1, $2)::text AS got`, KEYS);
		if (row?.got === "true") return true;
	}
	return false;
}

/** One that is in use has a session: its Bulkhead keeps one open to the view's end. */
const LEFT = `
SELECT r.rolname AS name
  FROM pg_catalog.pg_roles r
 WHERE r.rolname LIKE $1 AND r.rolcanlogin
   AND EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid AND g.rolname = $2 WHERE m.member = r.oid)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.usename = r.rolname)
   AND (r.rolvaliduntil < pg_catalog.now() OR pg_catalog.shobj_description(r.oid, 'pg_authid') = pg_catalog.current_database())
 ORDER BY r.rolname`;

/** Drops logins of views that nobody looks through any more. Those that this role may not drop stay, and are not among the answer. */
export async function sweepLogins(session: Session, clock: Clock): Promise<string[]> {
	const like = `${LOGIN_PREFIX.replaceAll("_", "\\_")}%`;
	const left = await session.query<{ name: string }>(LEFT, [like, VIEWER]);
	if (left.length === 0 || !(await lock(session, clock, "pg_try_advisory_lock"))) return [];
	const swept: string[] = [];
	try {
		for (const { name } of await session.query<{ name: string }>(LEFT, [like, VIEWER])) {
			if (await dropLogin(session, name)) swept.push(name);
		}
	} finally {
		await session.query("SELECT pg_catalog.pg_advisory_unlock($1, $2)::text AS done", KEYS).catch(() => {});
	}
	return swept;
}

/** False where this role may not. */
export async function dropLogin(session: Session, user: string): Promise<boolean> {
	try {
		await session.execute(`DROP ROLE IF EXISTS ${quoteIdent(user)}`);
		return true;
	} catch (caught) {
		if (caught instanceof DatabaseError) return false;
		throw caught;
	}
}
