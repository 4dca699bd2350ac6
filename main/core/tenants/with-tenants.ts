/** One transaction on a database's tenants: its tenancy read, the role taken on that sees them, and the server's refusals told as such. */
import { withConnection } from "../connections/with-connection.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { Session } from "../ports.ts";
import { type Access, accessNotes, findAccess } from "../tenancy/find-access.ts";
import type { Tenancy, TenantsTable } from "../tenancy/model.ts";
import { type ProfileInput, tenancyOf } from "../tenancy/profile-of.ts";
import { refused } from "./refused.ts";

export interface Sight {
	session: Session;
	tenancy: Tenancy;
	tenants: TenantsTable;
	access: Access;
}

const SETTINGS = `SET LOCAL row_security = on; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '30s';
SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL standard_conforming_strings = on`;

export interface Wish {
	write?: boolean;
	signal?: AbortSignal | undefined;
}

/** Errors: REFUSED where no table lists the tenants, the role lacks a privilege, or the server only reads; OUTCOME_UNKNOWN. */
export function withTenants<T>(
	deps: MigrationDeps,
	input: ProfileInput,
	{ write = false, signal }: Wish,
	use: (sight: Sight) => Promise<T>,
): Promise<T> {
	return withConnection(deps, input.connection, signal ? { signal, endsWithSignal: !write } : {}, async (session) => {
		// A page and its tie-breaker, a dossier and its counts: from one snapshot.
		await session.execute(`BEGIN ${write ? "" : "ISOLATION LEVEL REPEATABLE READ READ ONLY"}; ${SETTINGS}`);
		const tenancy = await tenancyOf(deps, session, input);
		const { tenants } = tenancy;
		if (!tenants) throw withoutTable(tenancy);
		const access = await findAccess(session, tenancy, tenants);
		if (access.role !== undefined) await session.query("SELECT pg_catalog.set_config('role', $1, true)", [access.role]);
		const result = await told(() => use({ session, tenancy, tenants, access }), access);
		await end(session, write);
		return result;
	});
}

/** What every answer says of how it was looked. */
export function sightOf({ access, tenants }: Sight): { role?: string; notes: string[] } {
	return { ...(access.role === undefined ? {} : { role: access.role }), notes: accessNotes(access, tenants) };
}

/** A session that only read is closed, and its transaction with it. */
async function end(session: Session, write: boolean): Promise<void> {
	if (!write) return;
	try {
		await session.execute("COMMIT");
	} catch (caught) {
		if (!(caught instanceof AppError) || caught.code !== "CONNECTION_LOST") throw caught;
		throw new AppError(
			"OUTCOME_UNKNOWN",
			"The link broke while the change was committed.",
			{ hint: "`bulkhead tenants show` tells whether it is there." },
			caught,
		);
	}
}

const PRIVILEGE = "42501";
const READ_ONLY = "25006";

async function told<T>(work: () => Promise<T>, access: Access): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		const { sqlstate, message } = caught;
		const who = access.role ?? access.login;
		if (sqlstate === PRIVILEGE) {
			const way = access.missing.length > 0 ? `, or let ${access.login} take on ${access.missing[0]}` : "";
			throw refused([message], `Grant ${who} what it lacks${way}.`, { sqlstate, cause: caught });
		}
		if (sqlstate === READ_ONLY)
			throw refused([message], "Connect to the primary: this server, or this login, only reads.", {
				sqlstate,
				cause: caught,
			});
		throw caught;
	}
}

function withoutTable({ profile, problems }: Tenancy): AppError {
	const why =
		profile.tenants === undefined
			? "No table of this database is known to list its tenants."
			: `The table ${profile.tenants.table} of the tenancy profile cannot be used.`;
	return refused([why, ...problems], "Name it in a tenancy profile: --tenancy FILE, or the connection's settings.");
}
