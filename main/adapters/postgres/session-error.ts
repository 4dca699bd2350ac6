import pg from "pg";
import { AppError, DatabaseError } from "../../core/errors.ts";
import { ConnectFault, cut, isServers } from "./connect-failure.ts";
import { WireFault } from "./wire/wire-fault.ts";

/** SQLSTATEs that end the session: the server shut down, or the session was terminated or timed out. */
const sessionEnds = new Set(["57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04"]);

/** protocol_violation: the SQLSTATE of what PgBouncer itself refuses, a BEGIN in statement mode for one. */
const POOLERS_NO = "08P01";

/** The driver's errors as the core knows them: what the server said of the statement, or that the session is gone. */
export function toSessionError(caught: unknown): AppError | DatabaseError {
	if (caught instanceof AppError || caught instanceof DatabaseError) return caught;
	if (!(caught instanceof pg.DatabaseError)) return broken(caught);
	const sqlstate = caught.code ?? "XX000";
	if (sessionEnds.has(sqlstate)) return lost(cut(caught.message), { sqlstate }, caught);
	if (sqlstate === POOLERS_NO && !isServers(caught)) return poolerRefuses(caught);
	return new DatabaseError(cut(caught.message), {
		sqlstate,
		detail: shortened(caught.detail),
		hint: shortened(caught.hint),
		position: caught.position === undefined ? undefined : Number(caught.position),
		where: shortened(caught.where),
		routine: caught.routine,
	});
}

const shortened = (text: string | undefined): string | undefined => (text === undefined ? undefined : cut(text));

function broken(caught: unknown): AppError {
	const why = caught instanceof Error ? caught.message : String(caught);
	const hint = caught instanceof WireFault || caught instanceof ConnectFault ? caught.hint : undefined;
	return lost(why, { hint }, caught);
}

function poolerRefuses(caught: pg.DatabaseError): AppError {
	return new AppError(
		"REFUSED",
		`The pooler in front of the server refuses this: ${cut(caught.message)}.`,
		{ hint: "Use the server's direct port.", sqlstate: POOLERS_NO },
		caught,
	);
}

function lost(
	why: string,
	{ sqlstate, hint }: { sqlstate?: string | undefined; hint?: string | undefined },
	cause: unknown,
): AppError {
	return new AppError(
		"CONNECTION_LOST",
		`The connection to the server was lost: ${why}`,
		{ hint: hint ?? "Look at the state of the database before you try again.", ...(sqlstate ? { sqlstate } : {}) },
		cause,
	);
}
