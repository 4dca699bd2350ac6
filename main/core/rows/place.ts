/** Where an explanation happens: one transaction of the connection's login that can take the application's role, and is rolled back. */
import type { RowTable, RowViewer, TenancyProfile } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { chooseTenant as chooseIn } from "../tenancy/choose-tenant.ts";
import { findKnownTenant } from "../tenancy/find-known-tenant.ts";
import type { FoundTenant } from "../tenancy/find-tenant.ts";
import type { GuardedTable, Tenancy } from "../tenancy/model.ts";
import { tenancyOf } from "../tenancy/profile-of.ts";
import type { RowDeps } from "./deps.ts";
import { type FoundTable, findTable, type TableInput } from "./find-table.ts";
import { type RowColumn, readColumns } from "./read-columns.ts";
import { readFully } from "./read-fully.ts";
import { type RowPolicy, readPolicies } from "./read-policies.ts";
import { requireFree } from "./require-free.ts";
import { readRowSecurity } from "./row-security.ts";

export interface PlaceInput {
	connection: string;
	tenant: string;
	table: TableInput;
	role?: string | undefined;
	tenancy?: TenancyProfile | undefined;
}

export interface Place {
	session: Session;
	tenancy: Tenancy;
	tenant: FoundTenant;
	role: string;
	table: FoundTable;
	/** schema.table, quoted. */
	from: string;
	columns: RowColumn[];
	policies: RowPolicy[];
	/** The table as the tenancy has it; absent where its rows belong to no tenant. */
	guarded: GuardedTable | undefined;
	/** The login sees every row of it. */
	adminSeesAll: boolean;
}

export interface PlaceOptions {
	signal?: AbortSignal | undefined;
	/** Rolled back all the same. */
	write?: boolean;
}

/** Milliseconds of one statement, and of waiting for a lock: nobody is to be kept waiting by an explanation. */
const STATEMENT_MS = 20_000;
const LOCK_MS = 2_000;
/** Milliseconds until the link counts as dead; above what the server allows itself. */
const QUERY_MS = 30_000;

/** Values leave and come back as text without loss. What a policy itself reads of the session stays as it is. */
const PINS = [
	["row_security", "on"],
	["statement_timeout", String(STATEMENT_MS)],
	["lock_timeout", String(LOCK_MS)],
	["idle_in_transaction_session_timeout", "60000"],
	["extra_float_digits", "1"],
	["IntervalStyle", "postgres"],
	["DateStyle", "ISO"],
	["bytea_output", "hex"],
] as const;

/** Reads in one snapshot; writes as the application does. */
const BEGIN = {
	read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
};

export function atPlace<T>(
	deps: RowDeps,
	input: PlaceInput,
	{ signal, write }: PlaceOptions,
	use: (place: Place) => Promise<T>,
): Promise<T> {
	const options = { queryTimeoutMs: QUERY_MS, ...(signal ? { signal, endsWithSignal: true } : {}) };
	return withConnection(deps, input.connection, options, async (session) => {
		const tenancy = await tenancyOf(deps, session, input);
		return inTransaction(session, write ? BEGIN.write : BEGIN.read, async () =>
			use(await findPlace(session, tenancy, input)),
		);
	});
}

/** Pinned, and rolled back whatever happens. */
export async function inTransaction<T>(session: ReadSession, begin: string, work: () => Promise<T>): Promise<T> {
	await session.query(begin);
	try {
		await session.query(
			`SELECT ${PINS.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`).join(", ")}`,
		);
		return await work();
	} finally {
		await session.query("ROLLBACK").catch(() => {});
	}
}

export const READ_ONLY = BEGIN.read;

/** What the input names, looked up. */
export async function findPlace(
	session: Session,
	tenancy: Tenancy,
	input: Omit<PlaceInput, "connection">,
): Promise<Place> {
	const table = await findTable(session, input.table);
	const tenant = await findKnownTenant(session, tenancy, input.tenant);
	const role = roleOf(tenancy, input.role);
	await requireRole(session, role);
	await requireFree(session, table);
	const known = await readFully(session, async () => ({
		columns: await readColumns(session, table.oid),
		policies: await readPolicies(session, table.oid, role),
	}));
	const own = await readRowSecurity(session, table);
	return {
		...{ session, tenancy, tenant, role, table, ...known },
		from: quoteQualified(table.schema, table.name),
		guarded: tenancy.tables.find(({ oid }) => oid === table.oid),
		adminSeesAll: !own.active,
	};
}

function roleOf({ profile }: Tenancy, asked: string | undefined): string {
	const role = asked ?? profile.role;
	if (role !== undefined) return role;
	throw new AppError("BAD_INPUT", "Nobody knows which role the application has here.", {
		hint: "Name it with --role, or as `role` in the tenancy profile (--tenancy FILE).",
	});
}

async function requireRole(session: ReadSession, role: string): Promise<void> {
	const [found] = await session.query("SELECT 'x' AS there FROM pg_catalog.pg_roles WHERE rolname = $1", [role]);
	if (found) return;
	throw new AppError("NOT_FOUND", `There is no role ${role} on this server.`, {
		hint: "Name the role of the application with --role, or in the tenancy profile.",
	});
}

/** Chooses the tenant as the application does. Errors: REFUSED, with what the server said against it. */
export async function chooseTenant({ session, tenancy, tenant }: Place): Promise<void> {
	try {
		await chooseIn(session, tenancy, tenant.id);
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		throw new AppError(
			"REFUSED",
			`The statement that chooses the tenant does not go through: ${caught.message}`,
			{
				...{ sqlstate: caught.sqlstate, statement: tenancy.profile.context },
				hint: "Run it by hand as the application does. It has to work in a read-only transaction.",
			},
			caught,
		);
	}
}

/** From here on the session acts as the application's role. Errors: REFUSED where this login may not. */
export async function takeRole({ session, role }: Place): Promise<void> {
	try {
		await session.query(`SET LOCAL ROLE ${quoteIdent(role)}`);
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		throw new AppError(
			"REFUSED",
			`This login may not act as ${role}: ${caught.message}`,
			{
				sqlstate: caught.sqlstate,
				hint: `As an administrator: GRANT ${quoteIdent(role)} TO the login of this connection; or connect as one that may.`,
			},
			caught,
		);
	}
}

export async function giveRoleBack({ session }: Place): Promise<void> {
	await session.query("SET LOCAL ROLE NONE");
}

export async function viewerOf(place: Place, rowSecurity: RowViewer["rowSecurity"]): Promise<RowViewer> {
	const { session, tenant, role, tenancy } = place;
	const [row] = await session.query<{ user: string }>("SELECT session_user::text AS user");
	const { id, name, status } = tenant;
	const context = tenancy.profile.context;
	return {
		tenant: { id, ...(name === undefined ? {} : { name }), ...(status === undefined ? {} : { status }) },
		...{ role, sessionUser: row?.user ?? "", rowSecurity },
		...(context === undefined ? {} : { context }),
	};
}

export function tableFacts({ table }: Pick<Place, "table">): RowTable {
	const { schema, name, kind, owner, rlsEnabled, rlsForced } = table;
	return { schema, name, kind, owner, rlsEnabled, rlsForced };
}
