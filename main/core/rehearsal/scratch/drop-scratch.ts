import { DatabaseError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { ReadSession, Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { idOf, LOCK_CLASS, lockOf, looksLikeOne } from "./name.ts";

/** Sessions in it that are not Bulkhead's: nobody is thrown out. */
const STRANGERS = `
SELECT pg_catalog.count(*)::text AS strangers FROM pg_catalog.pg_stat_activity
 WHERE datname = $1 AND coalesce(application_name, '') !~ '^bulkhead' AND backend_type = 'client backend'`;

/** Drops a scratch database; answers with why not. A session of ours that still works in it is ended. */
export async function dropScratch(session: Session, name: string): Promise<string | undefined> {
	const [row] = await session.query<{ strangers: string }>(STRANGERS, [name]);
	const force = row?.strangers === "0" ? " WITH (FORCE)" : "";
	try {
		await session.execute(`DROP DATABASE IF EXISTS ${quoteIdent(name)}${force}`);
		return undefined;
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return `The scratch database ${name} could not be dropped: ${caught.message}`;
	}
}

/** Those that this role owns and that are marked as ours, with whether their run still holds its lock. */
const FOUND = `
SELECT d.datname AS name, pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
  FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles o ON o.oid = d.datdba
 WHERE d.datname ~ '^bulkhead_scratch_' AND o.rolname = session_user`;

const HELD = `
SELECT 1 AS held FROM pg_catalog.pg_locks
 WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = $1::bigint AND objid::bigint = $2::bigint`;

/** Drops what runs that were killed left behind. What is not provably a scratch database of this role stays, and is told. */
export async function dropLeftovers(session: Session, report: JobContext["report"]): Promise<void> {
	const notice = (severity: string, message: string): void => report({ kind: "notice", severity, message });
	for (const { name, comment } of await session.query<{ name: string; comment: string | null }>(FOUND)) {
		const id = idOf(name, comment);
		if (id === undefined) {
			if (looksLikeOne(name))
				notice("NOTICE", `${name} has the name of a scratch database and not its mark: it is left alone.`);
			continue;
		}
		if (await isHeld(session, id)) continue;
		const why = await dropScratch(session, name);
		notice(
			why === undefined ? "NOTICE" : "WARNING",
			why ?? `${name}, which a rehearsal that was killed left behind, is dropped.`,
		);
	}
}

async function isHeld(session: ReadSession, id: string): Promise<boolean> {
	return (await session.query(HELD, [LOCK_CLASS, lockOf(id)])).length > 0;
}
