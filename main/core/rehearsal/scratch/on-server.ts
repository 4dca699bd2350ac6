import { withConnection } from "../../connections/with-connection.ts";
import { AppError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { MigrationDeps } from "../../migrations/deps.ts";
import type { ReadSession, Session } from "../../ports.ts";
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { copySettings } from "./copy-settings.ts";
import { dropLeftovers, dropScratch } from "./drop-scratch.ts";
import { LOCK_CLASS, lockOf, markOf, nameOf, newId } from "./name.ts";
import type { Place, TargetDatabase } from "./place.ts";

export interface OnServer {
	deps: MigrationDeps;
	connection: string;
	job: JobContext;
	target: TargetDatabase;
}

/**
 * A scratch database on the target's own server, made by the session on the target and dropped at the end, whatever happens. A run that
 * is killed leaves it behind, with its mark and without its lock, for the next one to drop.
 */
export async function onServer<T>(session: Session, work: OnServer, use: (place: Place) => Promise<T>): Promise<T> {
	const { deps, connection, job, target } = work;
	await requireCreateDb(session);
	await dropLeftovers(session, job.report);
	const id = newId();
	const name = nameOf(id);
	await session.query("SELECT pg_catalog.pg_advisory_lock($1, $2)::text AS locked", [LOCK_CLASS, lockOf(id)]);
	const make = async (): Promise<string[]> => {
		await session.execute(
			`CREATE DATABASE ${quoteIdent(name)} TEMPLATE template0 ENCODING ${quoteLiteral(target.encoding)} ${target.locale}`,
		);
		await session.execute(`COMMENT ON DATABASE ${quoteIdent(name)} IS ${quoteLiteral(markOf(id))}`);
		return copySettings(session, name, target.settings);
	};
	const remake = async (): Promise<void> => {
		const why = await dropScratch(session, name);
		if (why !== undefined) throw new AppError("REFUSED", why);
		await make();
	};
	try {
		job.report({ kind: "step", text: `Making the scratch database ${name}` });
		const notes = await make();
		const params = { ...(await deps.connections.params(connection)), database: name };
		return await use({ server: "same", params, owner: params, notes, remake });
	} finally {
		await dropAtLast(session, work, name);
		await session
			.query("SELECT pg_catalog.pg_advisory_unlock($1, $2)::text AS done", [LOCK_CLASS, lockOf(id)])
			.catch(() => {});
	}
}

async function requireCreateDb(session: ReadSession): Promise<void> {
	const [row] = await session.query<{ may: string }>(
		"SELECT (rolcreatedb OR rolsuper)::text AS may FROM pg_catalog.pg_roles WHERE rolname = session_user",
	);
	if (row?.may === "true") return;
	throw new AppError(
		"REFUSED",
		"This role may not create databases, so there can be no scratch database on this server.",
		{
			hint: "Rehearse on the embedded server (--scratch=embedded), or connect as a role with CREATEDB.",
			data: { state: "Nothing was run." },
		},
	);
}

/** The first error is what counts; what could not be dropped is told, and found by the next rehearsal. */
async function dropAtLast(session: Session, { deps, connection, job }: OnServer, name: string): Promise<void> {
	const told = (why: string | undefined): void => {
		if (why !== undefined)
			job.report({ kind: "notice", severity: "WARNING", message: `${why} The next one drops it.` });
	};
	try {
		told(await dropScratch(session, name));
	} catch {
		// The session is gone: another one, which the job's signal does not reach.
		await withConnection(deps, connection, {}, (other) => dropScratch(other, name)).then(told, () =>
			told(`The scratch database ${name} is left behind: the server could not be reached.`),
		);
	}
}
