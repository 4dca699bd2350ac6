import type { Cell, Rows, Session } from "../../core/ports.ts";
import { backendPid } from "./backend-pid.ts";
import { BoundQuery } from "./bound-query.ts";
import { copyIn, copyOut } from "./copy.ts";
import type { Login } from "./login.ts";
import { Pipeline } from "./pipeline.ts";
import { FetchPortal, OpenPortal } from "./portal.ts";
import { toSessionError } from "./session-error.ts";
import { Statement } from "./statement.ts";
import { Together } from "./together.ts";

/** Whose time a call takes: the server's, or ours as well, where rows come from a disk or go to one. */
export type Pace = "servers" | "ours";

/** Around a session's calls. */
export interface Guards {
	/** Every call, so that a cancel can be waited for. */
	call<T>(call: () => Promise<T>, pace?: Pace): Promise<T>;
	/** A question of our own, which has to be answered in time. */
	question<T>(call: () => Promise<T>): Promise<T>;
}

export function createSession({ client, link, serverVersion }: Login, guards: Guards): Session {
	const guard = guards.call;
	let portals = 0;
	return {
		serverVersion: versionNumber(serverVersion),
		serverVersionText: serverVersion,
		backendPid: backendPid(client),
		link: { tls: link.tls, peer: link.peer, authentication: link.socket.authentication, tunnel: link.tunnel },
		query: <Row extends Record<string, Cell>>(
			sql: string,
			values: readonly (string | number | boolean | null)[] = [],
		) =>
			guards.question(async () => {
				const { columns, rows } = await named(() => {
					const question = new BoundQuery(sql, values);
					client.query(question);
					return question.result;
				});
				return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])) as Row);
			}),
		open: (sql, values = []) =>
			guard(async () => {
				portals += 1;
				const name = `bulkhead_${portals}`;
				const columns = await named(() => {
					const opening = new OpenPortal(name, sql, values);
					client.query(opening);
					return opening.result;
				});
				return {
					columns,
					fetch: (most) =>
						guard(() =>
							named(() => {
								const fetching = new FetchPortal(name, most, columns);
								client.query(fetching);
								return fetching.result;
							}),
						),
				};
			}),
		execute: (sql, options) =>
			(options?.anyTime ? guard : guards.question)(() => {
				const statement = new Statement(sql, options?.maxRows ?? 1_000);
				return named((): Promise<Rows> => {
					client.query(statement);
					return statement.result;
				});
			}),
		executeAll: (texts, { maxRows, told }) =>
			guard(() => named(() => new Pipeline(client, texts, { maxRows: maxRows ?? 1_000, told }).result)),
		executeTogether: (texts, told) =>
			guard(() =>
				named(() => {
					const together = new Together(texts, told);
					client.query(together);
					return together.result;
				}),
			),
		copyOut: (sql, take) => guard(() => named(() => copyOut({ client, link }, sql, take)), "ours"),
		copyIn: (sql, pieces) => guard(() => named(() => copyIn(client, sql, pieces)), "ours"),
	};
}

/** "18.4" as server_version_num has it: 180004; a beta counts as its major. */
function versionNumber(text: string): number {
	const [, major = "0", minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(text) ?? [];
	return Number(major) * 10_000 + Number(minor);
}

async function named<T>(call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (caught) {
		throw toSessionError(caught);
	}
}
