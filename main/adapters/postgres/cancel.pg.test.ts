import { expect, test } from "vitest";
import { onServer, port, withDatabase } from "../../../test/helpers/postgres.ts";
import { cancelRunning } from "./cancel.ts";
import { login } from "./login.ts";
import { endingOf } from "./said-by-server.ts";
import { toSessionError } from "./session-error.ts";
import { noTunnels } from "./tunnels.ts";

test("where the announced process is none of ours, as behind a pooler, nobody else is ended for it, and that is said", () =>
	withDatabase(({ params }) =>
		port.withSession({ ...params, applicationName: "a stranger" }, {}, async (stranger) => {
			const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
			const query = endingOf(
				opened.client.query("SELECT pg_sleep(30)").catch((caught) => Promise.reject(toSessionError(caught))),
			);
			// What a pooler makes up may be somebody else's.
			Object.assign(opened.client, { processID: stranger.backendPid });
			// The server sees within a second that we are gone, and that is seen.
			expect(await cancelRunning(opened, params, query)).toMatch(
				new RegExp(
					`process ${stranger.backendPid}, .* is no session of ours: a pooler .* the statement has stopped\\.$`,
				),
			);
			expect(await query).toBe("lost");
			expect(await stranger.query("SELECT 'here' AS still")).toEqual([{ still: "here" }]);
			await onServer(params, async (session) => {
				for (;;) {
					const left = await session.query(
						"SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(30)' AND pid <> pg_backend_pid()",
					);
					if (left.length === 0) return;
				}
			});
		}),
	));

test("what is heard to stop leaves nothing unknown", () =>
	withDatabase(async ({ params }) => {
		const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
		const query = endingOf(
			opened.client.query("SELECT pg_sleep(30)").catch((caught) => Promise.reject(toSessionError(caught))),
		);
		expect(await cancelRunning(opened, params, query)).toBeUndefined();
		await opened.client.end();
	}));

test("a link that ends in the middle of a cancel is no proof that its statement has: it is asked after", () =>
	withDatabase(async ({ params, sql }) => {
		const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
		// Each cancel is swallowed, and nobody says to the server that we are gone.
		const statement = `DO $$ BEGIN SET client_connection_check_interval = 0;
			LOOP BEGIN PERFORM pg_sleep(30); EXCEPTION WHEN query_canceled THEN END; END LOOP; END $$`;
		const query = endingOf(opened.client.query(statement));
		// A cancel that comes before it sleeps is not swallowed.
		const asleep = () =>
			sql<{ pid: string }>(
				"SELECT pid::text AS pid FROM pg_stat_activity WHERE query LIKE 'DO %' AND wait_event = 'PgSleep' AND datname = current_database()",
			);
		await expect.poll(asleep, { timeout: 10_000 }).toHaveLength(1);
		const [{ pid } = { pid: "" }] = await asleep();
		const cancelling = cancelRunning(opened, params, query);
		setTimeout(() => opened.link.socket.destroy(), 500);
		expect(await cancelling).toMatch(new RegExp(`still has sessions of ours at work, .*: process ${pid}\\.$`));
		await sql("SELECT pg_terminate_backend($1::int, 5000)", [pid]);
	}));

test("where the server cannot be asked any more, nothing is claimed", () =>
	withDatabase(async ({ params }) => {
		const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
		const query = endingOf(opened.client.query("SELECT pg_sleep(30)"));
		setTimeout(() => opened.link.socket.destroy(), 100);
		expect(await cancelRunning(opened, { ...params, port: 1 }, query)).toMatch(
			/it is not known whether .* still runs\.$/,
		);
	}));

test("a session that ends with its signal begins nothing behind it, though what ran then was answered", () =>
	withDatabase(async ({ params, sql }) => {
		const controller = new AbortController();
		const calls = port.withSession(params, { signal: controller.signal, endsWithSignal: true }, async (session) => {
			await session.query("SELECT 1");
			controller.abort();
			await session.query("SELECT pg_sleep(20)");
		});
		const began = performance.now();
		await expect(calls).rejects.toMatchObject({ code: "CANCELLED" });
		expect(performance.now() - began).toBeLessThan(5_000);
		expect(
			await sql("SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()"),
		).toEqual([]);
	}));

test("one that does not can still be cleaned up", () =>
	withDatabase(async ({ params }) => {
		const controller = new AbortController();
		const cleaned = await port.withSession(params, { signal: controller.signal }, async (session) => {
			controller.abort();
			return session.query("SELECT 'clean' AS state");
		});
		expect(cleaned).toEqual([{ state: "clean" }]);
	}));
