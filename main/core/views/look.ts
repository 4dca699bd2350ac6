/**
 * One look: a session of its own, a transaction that can only read, the tenant and the role in it, the evidence of that, one statement;
 * and the end of all of it, whatever happened. Two watches stand outside: the look's own time and the view's.
 */
import type { ViewEvidence } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { contextCall, contextFault } from "../tenancy/context.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import type { ViewDeps } from "./deps.ts";
import { type Assertion, proveLook } from "./evidence.ts";
import { inTurn } from "./in-turn.ts";
import { timeIsOver } from "./registry.ts";
import type { Looking } from "./view.ts";

/** Milliseconds that a look may take, by the server's clock; the watch outside gives it a second more. */
const LOOK = 30_000;
const GRACE = 1_000;
/** transaction_timeout. */
const TRANSACTION_TIMEOUT = 170_000;

export interface LookRequest {
	/** Whose row-level security is evidenced. */
	tables: readonly GuardedTable[];
	signal?: AbortSignal | undefined;
	/** Default: 30 seconds. */
	limitMs?: number;
	/** It may take minutes, and must leave room for who browses. */
	isFile?: boolean;
}

export interface Look {
	session: Session;
	evidence: ViewEvidence;
}

export type LookDeps = Pick<ViewDeps, "ports" | "connections">;

/** Errors: REFUSED where it is not what it should be, or the view's time is over; STATEMENT_FAILED (57014) where it took too long. */
export function withLook<T>(
	deps: LookDeps,
	view: Looking,
	{ tables, signal, limitMs = LOOK, isFile = false }: LookRequest,
	use: (look: Look) => Promise<T>,
): Promise<T> {
	const look = (): Promise<T> =>
		watched(deps, view, { signal, limitMs }, (stop) =>
			deps.connections.using(view.connection, () =>
				withViewSession(deps, view, stop, async (session) => {
					await begin(session, view, limitMs);
					try {
						const assertion: Assertion = { view, tables };
						return await use({ session, evidence: await proveLook(session, assertion, deps.ports.clock) });
					} finally {
						// The session ends here: what the server cannot roll back any more it rolls back with it.
						await session.execute("ROLLBACK").catch(() => {});
					}
				}),
			),
		);
	return inTurn(view, look, isFile);
}

/** A direct session of the view's own login, or of the connection's, which the server lets only read from its first moment. */
export async function withViewSession<T>(
	{ ports, connections }: LookDeps,
	{ connection, login }: Pick<Looking, "connection" | "login">,
	signal: AbortSignal,
	use: (session: Session) => Promise<T>,
): Promise<T> {
	const params = await connections.params(connection);
	return ports.postgres.withSession({ ...params, ...login, readOnly: true }, { signal, endsWithSignal: true }, use);
}

async function watched<T>(
	{ ports: { clock } }: LookDeps,
	view: Looking,
	{ signal, limitMs }: { signal: AbortSignal | undefined; limitMs: number },
	work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
	if (view.ended.signal.aborted || clock.now() >= view.endsAt) throw timeIsOver();
	const late = new AbortController();
	const done = new AbortController();
	clock.sleep(limitMs + GRACE, done.signal).then(
		() => late.abort(),
		() => {},
	);
	const stops = [view.ended.signal, late.signal, ...(signal ? [signal] : [])];
	try {
		return await work(AbortSignal.any(stops));
	} catch (caught) {
		if (view.ended.signal.aborted) throw timeIsOver();
		if (late.signal.aborted || isTimeout(caught)) throw tooLong(limitMs, caught);
		throw caught;
	} finally {
		done.abort();
	}
}

/** query_canceled: by statement_timeout, where nobody of us asked for it. */
const isTimeout = (caught: unknown): boolean => caught instanceof DatabaseError && caught.sqlstate === "57014";

function tooLong(limitMs: number, cause: unknown): AppError {
	return new AppError(
		"STATEMENT_FAILED",
		`It took longer than ${Math.round(limitMs / 1_000)} seconds, and was ended.`,
		{
			sqlstate: "57014",
			hint: "Filter by a column that has an index, or ask for fewer rows.",
			data: { state: "It could only read, and was rolled back." },
		},
		cause,
	);
}

async function begin(session: Session, { searchPath, role, tenancy, tenant }: Looking, limitMs: number): Promise<void> {
	const settings = {
		...{
			standard_conforming_strings: "on",
			client_encoding: "UTF8",
			row_security: "on",
			DateStyle: "ISO",
			IntervalStyle: "postgres",
		},
		...{ bytea_output: "hex", extra_float_digits: "1", statement_timeout: String(limitMs), lock_timeout: "1000" },
		idle_in_transaction_session_timeout: String(limitMs + GRACE),
		...(session.serverVersion >= TRANSACTION_TIMEOUT ? { transaction_timeout: String(limitMs + GRACE) } : {}),
	};
	const pinned = Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`);
	await session.execute(
		[...pinned, `SET search_path = ${searchPath}`, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"].join("; "),
	);
	const context = contextCall(tenancy, tenant.id);
	const fault = context && contextFault(context.sql);
	if (fault) throw new AppError("REFUSED", `The statement that chooses the tenant is not run: ${fault}`, NO_CONTEXT);
	if (context)
		await session.query(context.sql, context.values).catch((caught: unknown) => Promise.reject(noContext(caught)));
	if (role !== undefined) await session.execute(`SET LOCAL ROLE ${quoteIdent(role)}`);
}

const NO_CONTEXT = {
	hint: "Look at `context` in the tenancy profile: it is one SELECT or CALL with $1 for the tenant's id.",
	data: { state: "Nothing was shown." },
};

function noContext(caught: unknown): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	return new AppError(
		"REFUSED",
		`The statement that chooses the tenant failed: ${caught.message}.`,
		{
			sqlstate: caught.sqlstate,
			hint: "Look at `context` in the tenancy profile, and at who may call it.",
			data: { state: "Nothing was shown." },
		},
		caught,
	);
}
