/** One suite over every pipe: what a client sees does not depend on which host is between it and the core. */
import { ORPCError } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobEvent } from "../../main/contract/index.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { finish, withSet } from "../helpers/bulkhead.ts";
import { hold, type Piped, pipes } from "../helpers/pipes.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

describe.each(pipes)("over %s", (_name, lend) => {
	let held: Awaited<ReturnType<typeof hold<Piped>>>;
	let client: Client;
	beforeAll(async () => {
		held = await hold(lend);
		({ client } = await held.lent.connect());
	});
	afterAll(() => held.release());

	/** A database with a set of files, opened through the pipe. */
	const withWork = (
		files: Record<string, string>,
		use: (connection: string, database: TestDatabase) => Promise<void>,
	): Promise<void> =>
		withDatabase((database) =>
			withSet(files, async (migrations) => {
				const { id } = await client.connections.open({ url: database.url, settings: { migrations } });
				await use(id, database);
			}),
		);

	test("a connection is opened, listed and tested on a real server", () =>
		withWork({ "001_one.sql": "SELECT 1;" }, async (id, database) => {
			const { connections } = await client.connections.list();
			expect(connections.find((card) => card.id === id)).toMatchObject({ origin: "session", password: "session" });
			const result = await client.connections.test({ id });
			expect(result).toMatchObject({ database: database.database, role: { name: "postgres", superuser: true } });
			expect(result.server.version).toMatch(/^18\./);
		}));

	test("migrations run as a job whose events are numbered without a gap, with dates that are dates", () =>
		withWork({ "001_a.sql": "CREATE TABLE a ();", "002_b.sql": "CREATE TABLE b ();" }, async (connection, database) => {
			const { jobId } = await client.migrations.apply({ connection });
			const events = await watch(client, jobId, 0);
			expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
			expect(events.every(({ at }) => at instanceof Date)).toBe(true);
			expect(events.at(-1)?.end).toMatchObject({ status: "done", outcome: { job: "apply" } });
			expect(await database.sql("SELECT to_regclass('a')::text AS a, to_regclass('b')::text AS b")).toEqual([
				{ a: "a", b: "b" },
			]);
			const { jobs } = await client.jobs.list();
			expect(jobs.find((job) => job.jobId === jobId)?.startedAt).toBeInstanceOf(Date);
			const { events: ledger } = await client.migrations.history({ connection });
			expect(ledger[0]?.at).toBeInstanceOf(Date);
		}));

	test("a pipe that breaks in the middle of a job ends the watch with an error that is no answer, and the rest is heard after it", () =>
		withWork({ "001_slow.sql": slowStatements(40) }, async (connection) => {
			const { jobId } = await client.migrations.apply({ connection });
			const broken = await held.lent.connect();
			const first: JobEvent[] = [];
			const listening = (async () => {
				for await (const event of await broken.client.jobs.watch({ jobId })) {
					first.push(event);
					if (first.length === 12) await broken.drop();
				}
			})();
			const caught = await listening.then(
				() => undefined,
				(error: unknown) => error,
			);
			expect(caught).toBeInstanceOf(Error);
			expect(caught).not.toBeInstanceOf(ORPCError);
			expect(first.at(-1)?.end).toBeUndefined();

			const again = await held.lent.connect();
			const rest = await watch(again.client, jobId, first.at(-1)?.seq ?? 0);
			const all = [...first, ...rest];
			expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
			expect(all.at(-1)?.end?.status).toBe("done");
			expect(all.filter(({ progress }) => progress?.kind === "statement-done")).toHaveLength(40);
			await again.drop();
		}));

	test("a cancel stops the statement on the server and nothing of the file stays", () =>
		withWork({ "001_slow.sql": "CREATE TABLE left_over ();\nSELECT pg_sleep(60);" }, async (connection, database) => {
			const started = client.migrations.apply({ connection });
			const { error } = await finish(client, "apply", started, (progress, jobId) => {
				if (progress.kind === "statement-started" && progress.index === 2) void client.jobs.cancel({ jobId });
			});
			expect(error).toMatchObject({ code: "CANCELLED" });
			expect(await database.sql("SELECT to_regclass('left_over')::text AS there")).toEqual([{ there: null }]);
		}));

	test("two runners at once: the one that waits is told who works, since when, as a date", () =>
		withWork({ "001_slow.sql": "SELECT pg_sleep(1.5);" }, async (connection) => {
			const begun = Promise.withResolvers<void>();
			const first = finish(client, "apply", client.migrations.apply({ connection }), ({ kind }) => {
				if (kind === "statement-started") begun.resolve();
			});
			await begun.promise;
			const second = await finish(client, "apply", client.migrations.apply({ connection }));
			const waiting = second.progress.find((progress) => progress.kind === "waiting-for-lock");
			expect(waiting?.kind === "waiting-for-lock" && waiting.holder.since).toBeInstanceOf(Date);
			expect((await first).result?.applied).toHaveLength(1);
			expect(second.result?.applied).toEqual([]);
		}));

	test("an error arrives with the table's code, its data and its next step", async () => {
		const { id } = await client.connections.open({ url: "postgres://nobody@127.0.0.1:1/nothing", password: "x" });
		const caught = await failureOf(client.connections.test({ id }));
		expect(caught).toMatchObject({ code: "CONNECT_FAILED", defined: true, status: 502 });
		expect(caught.data).toMatchObject({ hint: expect.any(String), data: { reason: "unreachable" } });
		const unknown = await failureOf(client.jobs.cancel({ jobId: "none" }));
		expect(unknown).toMatchObject({ code: "NOT_FOUND", defined: true });
		expect(await failureOf(client.jobs.watch({ jobId: "none" }))).toMatchObject({ code: "NOT_FOUND", defined: true });
	});

	test("an input that the contract refuses is BAD_INPUT that names the field and repeats nothing", async () => {
		const wrong = { settings: { port: 70_000 }, password: ["hunter2"] };
		const caught = await failureOf(client.connections.open(wrong as never));
		expect(caught).toMatchObject({ code: "BAD_INPUT", defined: true, status: 400 });
		expect(caught.message).toContain("settings.port: ");
		expect(caught.message).toContain("password: ");
		expect(JSON.stringify(caught)).not.toContain("hunter2");
		for (const input of [undefined, null, 7, [], "text"]) {
			expect(await failureOf(client.connections.test(input as never))).toMatchObject({ code: "BAD_INPUT" });
		}
	});

	test("an input that is far too large is refused, and the core goes on", async () => {
		const sender = await held.lent.connect();
		await expect(sender.client.connections.open({ url: "x".repeat(2_000_000) })).rejects.toThrow();
		await sender.drop();
		const { connections } = await client.connections.list();
		expect(Array.isArray(connections)).toBe(true);
	});
});

async function watch(client: Client, jobId: string, after: number): Promise<JobEvent[]> {
	const events: JobEvent[] = [];
	for await (const event of await client.jobs.watch({ jobId, after })) events.push(event);
	return events;
}

async function failureOf(call: Promise<unknown>): Promise<ORPCError<string, Record<string, unknown>>> {
	const caught = await call.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (caught instanceof ORPCError) return caught as ORPCError<string, Record<string, unknown>>;
	throw new Error(`no error of the wire: ${String(caught)}`);
}

const slowStatements = (count: number): string =>
	Array.from({ length: count }, (_, at) => `SELECT ${at}, pg_sleep(0.02);`).join("\n");
