import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import {
	hasVersion,
	onServer,
	paramsOf,
	port,
	type TestDatabase,
	withDatabase,
} from "../../../test/helpers/postgres.ts";
import { withProxy } from "../../../test/helpers/tcp-proxy.ts";
import type { AppError } from "../../core/errors.ts";
import type { Session } from "../../core/ports.ts";

const backends = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'watched' AND datname = current_database()";

/** Runs through a network that goes silent at the text `now`, and answers with the error and the seconds that it took. */
const inSilence = (
	database: TestDatabase,
	direction: "up" | "down",
	call: (session: Session) => Promise<unknown>,
): Promise<{ error: AppError; seconds: number }> =>
	withProxy(database.server.port, async (proxy) => {
		const params = { ...database.params, port: proxy.port, applicationName: "watched" };
		const began = performance.now();
		const error = await port
			.withSession(params, {}, async (session) => {
				await session.execute("BEGIN");
				proxy.arm({ direction, bytes: 1 }, "silent");
				await call(session);
			})
			.then(
				() => {
					throw new Error("it did not fail");
				},
				(caught: AppError) => caught,
			);
		return { error, seconds: (performance.now() - began) / 1_000 };
	});

test.concurrent.each([
	["the question", "up"],
	["the answer", "down"],
] as const)(
	"a network that swallows %s without a word ends the call within 20 seconds, and the server's side with it",
	async (_what, direction) =>
		withDatabase(async (database) => {
			const { error, seconds } = await inSilence(database, direction, (session) => session.execute("SELECT 1"));
			expect(error).toMatchObject({ code: "CONNECTION_LOST", message: expect.stringContaining("the network lost") });
			expect(seconds).toBeLessThan(20);
			await sleep(200);
			expect(await database.sql(backends)).toEqual([]);
		}),
);

test.concurrent("a statement that works for longer than that is left in peace", () =>
	withDatabase(async (database) => {
		await onServer(database.params, async (session) => {
			expect((await session.execute("SELECT pg_sleep(22)")).command).toBe("SELECT");
		});
	}));

test.concurrent("a server that works for a client that was killed stops within two seconds", () =>
	withDatabase(async (database) => {
		const { host, user, password, database: name } = database.params;
		const script = `import { postgresPort } from ${JSON.stringify(new URL("./postgres.ts", import.meta.url).href)};
			postgresPort().withSession(${JSON.stringify({ ...paramsOf(database.server, name), host, user, password, applicationName: "watched" })}, {}, (s) => s.execute("BEGIN; SELECT pg_sleep(60)"));`;
		const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
		while ((await database.sql(`${backends} AND wait_event = 'PgSleep'`)).length === 0) await sleep(50);
		child.kill("SIGKILL");
		const began = performance.now();
		while ((await database.sql(backends)).length > 0) await sleep(50);
		expect(performance.now() - began).toBeLessThan(2_000);
	}));

test.skipIf(!hasVersion(13))(
	"a server that does not know what is asked of it for the session is connected to all the same",
	() =>
		withDatabase(
			(database) =>
				onServer(database.params, async (session) => {
					expect(Math.floor(session.serverVersion / 10_000)).toBe(13);
				}),
			{ version: 13 },
		),
);
