import type { ViewEvidence } from "../../contract/index.ts";
import { TENANT_OF_LOGIN } from "../barrier/names.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Clock, Session } from "../ports.ts";
import { quoteQualified } from "../sql/quote.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import type { Looking } from "./view.ts";

export interface Assertion {
	view: Looking;
	tables: readonly GuardedTable[];
}

/** Also takes the snapshot, after which the transaction cannot be made one that writes. */
const ASSERT = `
SELECT CURRENT_USER::text AS role, SESSION_USER::text AS "sessionUser", pg_catalog.current_setting('transaction_read_only') AS "readOnly",
       pg_catalog.bool_or(r.rolsuper)::text AS superuser, pg_catalog.bool_or(r.rolbypassrls)::text AS bypassrls,
       pg_catalog.pg_backend_pid()::text AS pid,
       (SELECT coalesce(pg_catalog.json_object_agg(wanted, pg_catalog.row_security_active(wanted::oid)), '{}')
          FROM pg_catalog.json_array_elements_text($1::json) AS wanted)::text AS active,
       ${TENANT_OF_LOGIN} AS tenant
  FROM pg_catalog.pg_roles r WHERE r.rolname IN (CURRENT_USER, SESSION_USER)`;

type Row = Record<
	"role" | "sessionUser" | "readOnly" | "superuser" | "bypassrls" | "pid" | "active" | "tenant",
	string
>;

/** Tables that are tried, where another session holds the first ones locked. */
const PROBED = 3;

/** lock_not_available */
const LOCKED = "55P03";

/** insufficient_privilege: what row_security = off must be answered with where policies filter. */
const FILTERS = "42501";

/** What the session is, asked of the server in the open transaction. Errors: REFUSED where it is not what the level promises. */
export async function proveLook(session: Session, { view, tables }: Assertion, clock: Clock): Promise<ViewEvidence> {
	const guarded = tables.filter(({ kind }) => kind !== "v");
	const [row] = await session.query<Row>(view.login ? ASSERT : ASSERT.replace(TENANT_OF_LOGIN, "''::text"), [
		JSON.stringify(guarded.map(({ oid }) => oid)),
	]);
	if (!row) throw new AppError("INTERNAL", "The server does not know the role of this session.");
	const active = JSON.parse(row.active) as Record<string, boolean>;
	const evidence: ViewEvidence = {
		...{ level: view.level, role: row.role, sessionUser: row.sessionUser },
		...{ superuser: row.superuser === "true", bypassrls: row.bypassrls === "true" },
		...{ tenant: view.tenant.id, readOnly: row.readOnly === "on" },
		rowSecurity: guarded.map(({ oid, schema, name }) => ({ schema, table: name, active: active[oid] === true })),
		...{ filteredByTool: view.level !== "server", server: session.serverVersionText, at: clock.now() },
	};
	const wrong = faultsOf(evidence, view, { tenant: row.tenant, samePid: Number(row.pid) === session.backendPid });
	if (wrong.length > 0) throw notAsPromised(wrong);
	const held = guarded.filter(({ oid }) => active[oid] === true);
	for (const table of held.slice(0, PROBED)) {
		const answer = await refusesUnfiltered(session, table);
		if (answer !== undefined) return { ...evidence, refusesUnfiltered: answer };
	}
	return evidence;
}

function faultsOf(
	evidence: ViewEvidence,
	view: Looking,
	{ tenant, samePid }: { tenant: string; samePid: boolean },
): string[] {
	const wanted = view.role ?? view.login?.user;
	const open = evidence.rowSecurity.filter(({ active }) => !active);
	return [
		...(samePid ? [] : ["A pooler stands in front of this server: a look needs a session of its own."]),
		...(evidence.readOnly ? [] : ["The transaction may write."]),
		...(wanted === undefined || evidence.role === wanted ? [] : [`It acts as ${evidence.role}, not as ${wanted}.`]),
		...(view.level === "structured" ? [] : boundFaults(evidence, open)),
		...(view.login && (evidence.sessionUser !== view.login.user || tenant !== view.tenant.id)
			? ["The login is not the one of this view."]
			: []),
	];
}

function boundFaults({ superuser, bypassrls }: ViewEvidence, open: { schema: string; table: string }[]): string[] {
	return [
		...(superuser || bypassrls ? ["The role is not held by policies."] : []),
		...open.map(({ schema, table }) => `No row-level security holds it on ${schema}.${table}.`),
	];
}

function notAsPromised(reasons: string[]): AppError {
	return new AppError("REFUSED", `This look is not what it should be: ${reasons[0]}`, {
		hint: "Use the server's direct port, and open the view again: it looks anew at what can be enforced.",
		data: { reasons, state: "Nothing was shown." },
	});
}

/** With row_security off the server must refuse to read rather than read without its policies. Undefined where another session holds the table. Nothing of it stays. */
async function refusesUnfiltered(session: Session, { schema, name }: GuardedTable): Promise<boolean | undefined> {
	try {
		await session.execute(
			`SAVEPOINT bulkhead_probe; SET LOCAL row_security = off; SELECT FROM ${quoteQualified(schema, name)} LIMIT 0`,
		);
		return false;
	} catch (caught) {
		if (caught instanceof DatabaseError) return caught.sqlstate === LOCKED ? undefined : caught.sqlstate === FILTERS;
		throw caught;
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_probe; RELEASE SAVEPOINT bulkhead_probe").catch(() => {});
	}
}
