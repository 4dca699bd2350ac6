import pg from "pg";
import { AppError, DatabaseError } from "../../core/errors.ts";
import type { Cell, Rows, Session } from "../../core/ports.ts";
import { copyIn, copyOut } from "./copy.ts";
import type { Login } from "./login.ts";
import { Statement } from "./statement.ts";

/** SQLSTATEs that end the session: the server shut down, or the session was terminated or timed out. */
const sessionEnds = new Set(["57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04"]);

/** The session's calls; `guard` is around each, so that a cancel can be waited for. */
export function createSession(
	{ client, link, serverVersion }: Login,
	guard: <T>(call: () => Promise<T>) => Promise<T>,
): Session {
	return {
		serverVersion: versionNumber(serverVersion),
		serverVersionText: serverVersion,
		backendPid: backendPid(client),
		tls: link.tls,
		query: <Row extends Record<string, Cell>>(sql: string, values: readonly unknown[] = []) =>
			guard(async () => {
				const config = { text: sql, values: [...values], queryMode: "extended", rowMode: "array" } as const;
				const result = await named(() => client.query<Cell[]>(config));
				const columns = result.fields.map(({ name }) => name);
				return result.rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])) as Row);
			}),
		execute: (sql, options) =>
			guard(() => {
				const statement = new Statement(sql, options?.maxRows ?? 1_000);
				return named((): Promise<Rows> => {
					client.query(statement);
					return statement.result;
				});
			}),
		copyOut: (sql, take) => guard(() => named(() => copyOut(client, sql, take))),
		copyIn: (sql, pieces) => guard(() => named(() => copyIn(client, sql, pieces))),
	};
}

/** "18.4" as server_version_num has it: 180004; a beta counts as its major. */
function versionNumber(text: string): number {
	const [, major = "0", minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(text) ?? [];
	return Number(major) * 10_000 + Number(minor);
}

export function backendPid(client: pg.Client): number {
	return (client as unknown as { processID: number | null }).processID ?? 0;
}

/** The driver's errors as the core knows them: what the server said of the statement, or that the session is gone. */
async function named<T>(call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (caught) {
		throw toSessionError(caught);
	}
}

export function toSessionError(caught: unknown): Error {
	if (caught instanceof AppError) return caught;
	if (!(caught instanceof pg.DatabaseError)) {
		const why = caught instanceof Error ? caught.message : String(caught);
		return lost(why, undefined, caught);
	}
	const sqlstate = caught.code ?? "XX000";
	if (sessionEnds.has(sqlstate)) return lost(caught.message, sqlstate, caught);
	return new DatabaseError(caught.message, {
		sqlstate,
		detail: caught.detail,
		hint: caught.hint,
		position: caught.position === undefined ? undefined : Number(caught.position),
		where: caught.where,
		routine: caught.routine,
	});
}

function lost(why: string, sqlstate: string | undefined, cause: unknown): AppError {
	return new AppError(
		"CONNECTION_LOST",
		`The connection to the server was lost: ${why}`,
		{ hint: "Look at the state of the database before you try again.", ...(sqlstate ? { sqlstate } : {}) },
		cause,
	);
}
