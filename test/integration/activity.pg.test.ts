/** Who is there, what they wait for, who keeps whom waiting; on an old server and on a new one. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ActivityResult, BlockingNode, ServerSession } from "../../main/contract/index.ts";
import { type BusyServer, busyServer, type Held } from "../helpers/activity-scene.ts";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import { hasVersion } from "../helpers/postgres.ts";

const PLAIN = { user: "plain", password: "password-of-a-test" };
const WATCHER = { user: "watcher", password: "password-of-a-test" };

/** Looks again until it is as it should be. */
async function until(
	look: () => Promise<ActivityResult>,
	done: (seen: ActivityResult) => boolean,
): Promise<ActivityResult> {
	for (let tries = 0; ; tries += 1) {
		const seen = await look();
		if (done(seen) || tries > 100) return seen;
		await sleep(50);
	}
}

const find = (seen: ActivityResult, { pid }: { pid: number }): ServerSession | undefined =>
	seen.sessions.find((each) => each.pid === pid);

const drawn = (nodes: readonly BlockingNode[], names: Record<string, Held>): string[] =>
	nodes.map(({ pid, prepared, depth, mark }) => {
		const name = Object.entries(names).find(([, held]) => held.pid === pid)?.[0] ?? prepared ?? String(pid);
		return `${"  ".repeat(depth - 1)}${name}${mark ? ` ${mark}` : ""}`;
	});

describe.each([14, 18] as const)("PostgreSQL %i", (version) => {
	let server: BusyServer;
	beforeAll(async () => {
		if (!hasVersion(version)) throw new Error(`no PostgreSQL ${version} here`);
		server = await busyServer(version);
		await server.sql(`
			CREATE TABLE rows (id int PRIMARY KEY, body text); INSERT INTO rows SELECT g, '' FROM generate_series(1, 20) g;
			CREATE ROLE plain LOGIN PASSWORD 'password-of-a-test'; CREATE ROLE watcher LOGIN PASSWORD 'password-of-a-test' IN ROLE pg_read_all_stats;
			GRANT SELECT, UPDATE ON rows TO plain;`);
		await server.sql(
			"CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'",
			"postgres",
		);
	});
	afterEach(() => server.settle());
	afterAll(async () => {
		await server?.stop();
	});

	const looking = <T>(use: (bulkhead: Bulkhead, id: string) => Promise<T>, login?: typeof PLAIN): Promise<T> =>
		withBulkhead(async (bulkhead) => use(bulkhead, await bulkhead.open(server.url(login?.user, login?.password))));

	test("sixty sessions are listed with what each does, and a look at them is one quick query", () =>
		looking(async ({ client }, connection) => {
			const many = await Promise.all(Array.from({ length: 60 }, (_, at) => server.hold(`SELECT ${at} AS mine`)));
			const seen = await client.activity.list({ connection });
			const own = many.map((each) => find(seen, each));
			expect(own.every((each) => each?.state === "idle" && each.kind === "client backend" && !each.hidden)).toBe(true);
			expect(find(seen, many[7] as Held)).toMatchObject({
				query: "SELECT 7 AS mine",
				database: "busy",
				client: "127.0.0.1",
				application: "bulkhead-test",
				wait: { type: "Client", text: "waits for the application to say something" },
				tooLong: false,
			});
			expect(seen.total).toBe(seen.sessions.length);
			expect(seen.sessions.filter(({ bulkhead }) => bulkhead === "this")).toHaveLength(1);
			const began = performance.now();
			for (let time = 0; time < 5; time += 1) await client.activity.list({ connection });
			expect((performance.now() - began) / 5).toBeLessThan(500);
		}));

	test("a chain of four with branches is drawn as it is, and each knows how many are behind it", () =>
		looking(async ({ client }, connection) => {
			const a = await server.hold("BEGIN; UPDATE rows SET body = 'a' WHERE id = 1");
			const b = await server.wait(
				"UPDATE rows SET body = 'b' WHERE id = 1",
				"BEGIN; UPDATE rows SET body = 'b' WHERE id = 2",
			);
			const c = await server.wait(
				"UPDATE rows SET body = 'c' WHERE id = 2",
				"BEGIN; UPDATE rows SET body = 'c' WHERE id = 3",
			);
			const d = await server.wait("UPDATE rows SET body = 'd' WHERE id = 3");
			const e = await server.wait(
				"UPDATE rows SET body = 'e' WHERE id = 4",
				"BEGIN; UPDATE rows SET body = 'e' WHERE id = 5",
			);
			const other = await server.hold("BEGIN; UPDATE rows SET body = 'o' WHERE id = 9");
			const last = await server.wait("UPDATE rows SET body = 'l' WHERE id = 9");
			const f = await server.wait("SELECT id FROM rows WHERE id = 2 FOR UPDATE");
			const seen = await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.length >= 7,
			);
			expect(drawn(seen.tree, { a, b, c, d, e, f, other, last })).toEqual([
				"a",
				"  b",
				"    c",
				"      d",
				"      f",
				"other",
				"  last",
			]);
			expect(find(seen, a)).toMatchObject({ behind: 4, blockedBy: [], state: "idle in transaction" });
			expect(find(seen, d)).toMatchObject({
				behind: 0,
				blockedBy: [c.pid],
				wait: { type: "Lock", text: "waits for another transaction to end, which changed a row that it wants" },
			});
			expect(find(seen, e)?.blockedBy).toEqual([]);
		}));

	test("many behind one queued ALTER TABLE stand below it, which stands below the one that holds the table", () =>
		looking(async ({ client }, connection) => {
			const reader = await server.hold("BEGIN; SELECT count(*) FROM rows");
			const alter = await server.wait("ALTER TABLE rows ADD COLUMN later int", "BEGIN");
			await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.length === 2,
			);
			const readers = await Promise.all(Array.from({ length: 12 }, () => server.wait("SELECT count(*) FROM rows")));
			const seen = await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.length >= 14,
			);
			expect(seen.tree.map(({ depth }) => depth)).toEqual([1, 2, ...readers.map(() => 3)]);
			expect(seen.tree.slice(0, 2).map(({ pid }) => pid)).toEqual([reader.pid, alter.pid]);
			expect(find(seen, alter)).toMatchObject({ behind: 12, wait: { text: "waits for a lock on a table" } });
		}));

	test("a circle that the server has not broken yet is drawn and ends", () =>
		looking(async ({ client }, connection) => {
			const own = (id: number) => `BEGIN; UPDATE rows SET body = 'own' WHERE id = ${id}`;
			await server.wait("SELECT pg_sleep(0.5); UPDATE rows SET body = '1' WHERE id = 12", own(11));
			await server.wait("UPDATE rows SET body = '2' WHERE id = 11", own(12));
			const seen = await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.some(({ mark }) => mark === "circle"),
			);
			expect(seen.tree.map(({ depth, mark }) => [depth, mark])).toEqual([
				[1, undefined],
				[2, undefined],
				[3, "circle"],
			]);
		}));

	test("a prepared transaction that keeps others waiting is named as such, with the statement that ends it", () =>
		looking(async ({ client }, connection) => {
			await server.sql("BEGIN; UPDATE rows SET body = 'p' WHERE id = 15; PREPARE TRANSACTION 'batch ''7'''");
			const waiting = await server.wait("UPDATE rows SET body = 'w' WHERE id = 15");
			const seen = await until(
				() => client.activity.list({ connection, longMs: 1_000 }),
				({ tree, prepared }) => tree.length >= 2 && prepared[0]?.tooLong === true,
			);
			expect(drawn(seen.tree, { waiting })).toEqual(["batch '7'", "  waiting"]);
			expect(seen.prepared).toMatchObject([
				{ name: "batch '7'", owner: "postgres", behind: 1, tooLong: true, resolve: "ROLLBACK PREPARED 'batch ''7''';" },
			]);
			expect(find(seen, waiting)).toMatchObject({ blockedBy: [], blockedByPrepared: ["batch '7'"] });
			await waiting.leave();
			await server.sql("ROLLBACK PREPARED 'batch ''7'''");
		}));

	test("a replication slot that nobody uses and that keeps VACUUM back is listed", () =>
		looking(async ({ client }, connection) => {
			await server.sql("SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')");
			const { slots } = await client.activity.list({ connection });
			expect(slots).toEqual([{ name: "forgotten", kind: "logical", xminAge: expect.any(Number) }]);
			await server.sql("SELECT pg_drop_replication_slot('forgotten')");
		}));

	test("a transaction that is open for longer than was asked for is pointed at, at work or idle", () =>
		looking(async ({ client }, connection) => {
			const idle = await server.hold("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM rows");
			const works = await server.wait("SELECT pg_sleep(30)", "BEGIN");
			await sleep(1_100);
			const seen = await client.activity.list({ connection, longMs: 1_000 });
			expect([find(seen, idle)?.tooLong, find(seen, works)?.tooLong]).toEqual([true, true]);
			expect(find(seen, idle)).toMatchObject({ state: "idle in transaction", xminAge: expect.any(Number) });
			expect(find(seen, works)?.wait?.text).toBe("sleeps (pg_sleep)");
			const late = await client.activity.list({ connection });
			expect([late.longMs, find(late, idle)?.tooLong]).toEqual([300_000, false]);
		}));

	test("a role without rights is told what it does not see, and still sees who keeps whom waiting", () =>
		looking(async ({ client }, connection) => {
			const a = await server.hold("BEGIN; UPDATE rows SET body = 'secret' WHERE id = 1");
			const b = await server.wait("UPDATE rows SET body = 'b' WHERE id = 1");
			const seen = await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.length === 2,
			);
			expect(drawn(seen.tree, { a, b })).toEqual(["a", "  b"]);
			expect(find(seen, a)).toMatchObject({ hidden: true, query: "", state: "", user: "postgres" });
			expect(find(seen, b)?.wait).toEqual({ type: "Lock", event: "", text: "waits for a lock" });
			expect(JSON.stringify(seen)).not.toContain("secret");
			expect(seen.role).toMatchObject({ name: "plain", seesAll: false, stopsAll: false });
			expect(seen.notes.join()).toContain("GRANT pg_read_all_stats TO plain");
			expect(find(seen, a)?.notStoppable).toContain("superuser");
			await expect(client.activity.stop({ connection, pid: a.pid, how: "terminate" })).rejects.toMatchObject({
				data: { sqlstate: "42501" },
			});
			expect(find(await client.activity.list({ connection }), a)).toBeDefined();
		}, PLAIN));

	test("pg_read_all_stats shows the statements and does not let stop them", () =>
		looking(async ({ client }, connection) => {
			const mine = await server.hold("BEGIN; SELECT 1", PLAIN);
			const seen = await client.activity.list({ connection });
			expect(find(seen, mine)).toMatchObject({ hidden: false, state: "idle in transaction" });
			expect(find(seen, mine)?.notStoppable).toContain("pg_signal_backend");
			expect(seen.notes).toEqual([]);
		}, WATCHER));

	test("cancel is seen to end the statement, terminate the session, and what is gone was not heard", () =>
		looking(async ({ client }, connection) => {
			const sleeper = await server.wait("SELECT pg_sleep(60)");
			const seen = await until(
				() => client.activity.list({ connection }),
				(each) => find(each, sleeper)?.state === "active",
			);
			const began = find(seen, sleeper)?.began;
			const stop = (how: "cancel" | "terminate", other = began) =>
				client.activity.stop({ connection, pid: sleeper.pid, how, ...(other ? { began: other } : {}) });
			expect(await stop("cancel", new Date(0))).toEqual({ heard: false });
			expect(await stop("cancel")).toEqual({ heard: true, ended: true });
			expect(await stop("cancel")).toEqual({ heard: true, ended: false });
			expect(await stop("terminate")).toEqual({ heard: true, ended: true });
			expect(await stop("terminate")).toEqual({ heard: false });
		}));

	test("this Bulkhead's own sessions are marked, and are not stopped", () =>
		looking(async ({ client }, connection) => {
			const watching = new AbortController();
			const looks = await client.activity.watch({ connection, everyMs: 500 }, { signal: watching.signal });
			const first = (await looks.next()).value as ActivityResult;
			const own = (await client.activity.list({ connection })).sessions.filter(({ bulkhead }) => bulkhead === "this");
			expect(own).toHaveLength(2);
			const [kept] = first.sessions.filter(({ bulkhead }) => bulkhead === "this");
			expect(kept?.notStoppable).toContain("Bulkhead's own");
			await expect(client.activity.stop({ connection, pid: kept?.pid ?? 0, how: "terminate" })).rejects.toMatchObject({
				code: "REFUSED",
			});
			watching.abort();
			await looks.return?.(undefined).catch(() => {});
		}));

	test("watching tells anew on one session, and closes it when nobody listens", () =>
		looking(async ({ client }, connection) => {
			const looks: ActivityResult[] = [];
			for await (const seen of await client.activity.watch({ connection, everyMs: 500 })) {
				if (looks.push(seen) === 3) break;
			}
			const pids = new Set(looks.map(({ sessions }) => sessions.find(({ bulkhead }) => bulkhead === "this")?.pid));
			expect(pids.size).toBe(1);
			const after = await until(
				() => client.activity.list({ connection }),
				({ sessions }) => sessions.filter(({ bulkhead }) => bulkhead === "this").length === 1,
			);
			expect(after.sessions.filter(({ bulkhead }) => bulkhead === "this")).toHaveLength(1);
		}));

	test("another database is looked into only when it is asked for, its bytes are no characters, and it is not stopped from here", () =>
		looking(async ({ client }, connection) => {
			const far = await server.hold("SELECT chr(233) || 'é' AS \"é\"", { database: "latin" });
			expect(find(await client.activity.list({ connection }), far)).toBeUndefined();
			const seen = await client.activity.list({ connection, everywhere: true });
			expect(find(seen, far)).toMatchObject({ database: "latin", query: expect.stringContaining("\\351") });
			expect(find(seen, far)?.notStoppable).toContain("database latin");
			expect(await client.activity.stop({ connection, pid: far.pid, how: "terminate" })).toEqual({ heard: false });
			expect((await client.activity.inspect({ connection, pid: far.pid })).query).toContain("\\351");
		}));

	test("a session's locks are told by name, those it waits for first, and its statement in full", () =>
		looking(async ({ client }, connection) => {
			const long = `SELECT ${"1 + ".repeat(150)}1`;
			const a = await server.hold(`BEGIN; UPDATE rows SET body = 'a' WHERE id = 1; SELECT pg_advisory_xact_lock(7)`);
			const b = await server.wait("UPDATE rows SET body = 'b' WHERE id = 1");
			const c = await server.hold(long);
			await until(
				() => client.activity.list({ connection }),
				({ tree }) => tree.length === 2,
			);
			const { locks } = await client.activity.inspect({ connection, pid: a.pid });
			expect(locks).toContainEqual({
				type: "relation",
				object: "public.rows",
				mode: "RowExclusiveLock",
				granted: true,
			});
			expect(locks.map(({ object }) => object)).toContain("advisory lock 7");
			const waiting = await client.activity.inspect({ connection, pid: b.pid });
			expect(waiting.locks[0]).toMatchObject({ type: "transactionid", granted: false, waitsSince: expect.any(Date) });
			expect(waiting.lockCount).toBe(waiting.locks.length);
			expect((await client.activity.inspect({ connection, pid: c.pid })).query).toBe(long);
			await expect(client.activity.inspect({ connection, pid: 4_000_000 })).rejects.toMatchObject({
				code: "NOT_FOUND",
			});
		}));
});
