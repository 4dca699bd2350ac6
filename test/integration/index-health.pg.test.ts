/** Index health on a real server: every defect of the scene, the clean set, fixes, locks, history. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { onServer, port, withDatabase } from "../helpers/postgres.ts";
import { tenancy } from "../indexes/defects.ts";
import { foundIn, judgeDefects } from "../indexes/judge-defects.ts";
import { type Defects, defects, urlOf } from "../indexes/look-at-defects.ts";

// 14 and 16 as well in test/faults.
judgeDefects(18);

let scene: Defects;
beforeAll(async () => {
	scene = await defects(18);
});
afterAll(() => scene?.cluster.stop());

/** A copy of the scene, for what changes it. */
async function withCopy<T>(use: (url: string, sql: (text: string) => Promise<void>) => Promise<T>): Promise<T> {
	const name = `copy_${Math.random().toString(36).slice(2, 8)}`;
	const admin = scene.cluster.admin();
	await onServer(admin, (session) => session.execute(`CREATE DATABASE ${name} TEMPLATE ${scene.database}`));
	try {
		const params = scene.cluster.admin(name);
		return await use(urlOf(params), (text) =>
			onServer(params, async (session) => void (await session.execute(text, { anyTime: true }))),
		);
	} finally {
		await onServer(admin, (session) => session.execute(`DROP DATABASE ${name} WITH (FORCE)`));
	}
}

test("the IAFactory set as its migrations leave it has no finding, and a score", () =>
	withDatabase(({ url }) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(url);
			const { error } = await finish(client, "apply", client.migrations.apply({ connection, checks: false }));
			expect(error).toBeUndefined();
			const health = await client.indexes.examine({ connection });
			expect(health.findings).toEqual([]);
			expect(health.score).toBe(100);
			expect(health.indexesInAll).toBeGreaterThan(60);
		}),
	));

test("an index is printed as PostgreSQL prints it", () =>
	withCopy((url, sql) =>
		withBulkhead(async ({ client, open }) => {
			await sql(`CREATE TABLE public."Odd one" (id int, "user" text, "näme" text, "q""q" int);
				CREATE INDEX "An Index" ON public."Odd one" ("user" DESC NULLS LAST, "näme", "q""q" NULLS FIRST) INCLUDE (id) WHERE id > 0;
				CREATE INDEX odd_opts ON public."Odd one" ("user" COLLATE "POSIX" text_pattern_ops) WITH (fillfactor = 70);
				CREATE UNIQUE INDEX odd_nulls ON public."Odd one" (id) NULLS NOT DISTINCT;`);
			const connection = await open(url);
			await client.indexes.examine({ connection, tenancy });
			await sql("DROP TABLE public.x_none");
			const [last] = await client.indexes.history({ connection });
			await client.indexes.examine({ connection, tenancy });
			const [now] = await client.indexes.history({ connection });
			const difference = await client.indexes.difference({ connection, from: last?.id ?? "", to: now?.id ?? "" });
			expect(difference).toMatchObject({ added: [], dropped: ["public.x_none_pkey"], changed: [] });
			const printed = await onServer(scene.cluster.admin(new URL(url).pathname.slice(1)), (session) =>
				session.query<{ name: string; definition: string }>(
					`SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_get_indexdef(c.oid) AS definition
					   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
					  WHERE c.relkind IN ('i', 'I') AND n.nspname = 'public' ORDER BY 1`,
				),
			);
			const kept = await definitions(url);
			expect(kept).toEqual(Object.fromEntries(printed.map(({ name, definition }) => [name, definition])));
		}),
	));

/** As `difference` knows them, from nothing. */
async function definitions(url: string): Promise<Record<string, string>> {
	const { readCatalogue } = await import("../../main/core/indexes/read/read-facts.ts");
	const { readTenancy } = await import("../../main/core/tenancy/read-tenancy.ts");
	const { nameOf } = await import("../../main/core/indexes/read/print-index.ts");
	const { hostname, port: number, username, password, pathname } = new URL(url);
	const params = {
		...{ host: hostname, port: Number(number), user: username, password: decodeURIComponent(password) },
		...{ database: pathname.slice(1), sslMode: "disable" as const },
	};
	return port.withSession(params, {}, async (session) => {
		await session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
		const { facts } = await readCatalogue(session, await readTenancy(session, tenancy));
		return Object.fromEntries([...facts.indexes.values()].map((index) => [nameOf(index), index.definition]));
	});
}

test("the fixes become a migration that runs, holds by its checks, leaves nothing that it mends, and rolls back", () =>
	withCopy((url) =>
		withSet({ "001_first.sql": "SELECT 1;", "rollback/001_first.sql": "SELECT 1;" }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(url, folder);
				const before = await client.indexes.examine({ connection, tenancy });
				const fixable = before.findings.filter(({ fix }) => fix && fix.byHand === undefined);
				expect(fixable.length).toBeGreaterThan(20);
				const findings = fixable.map(({ check, object }) => ({ check, object }));
				// Rows that are not unique stand in its way, as they should.
				const wanted = findings.filter(({ object }) => !object.includes("v_unique"));
				const made = await client.indexes.migrationFile({ connection, tenancy, findings: wanted, write: true });
				const applied = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(applied.error).toBeUndefined();
				expect(applied.result?.checks.failed).toBe(0);
				const after = await client.indexes.examine({ connection, tenancy });
				const again = new Set(after.findings.map(({ check, object }) => `${check} ${object}`));
				expect(wanted.filter(({ check, object }) => again.has(`${check} ${object}`))).toEqual([]);
				const known = new Set(before.findings.map(({ check, object }) => `${check} ${object}`));
				const grave = after.findings.filter(({ severity }) => severity !== "INFO");
				expect(grave.filter(({ check, object }) => !known.has(`${check} ${object}`))).toEqual([]);
				const back = await finish(
					client,
					"rollback",
					client.migrations.rollback({ connection, ids: [made.id], reason: "test", confirmed: true }),
				);
				expect(back.error).toBeUndefined();
			}),
		),
	));

test("a table that somebody holds alone stops nothing: it is named as not evaluated", () =>
	withCopy((url) => {
		const params = scene.cluster.admin(new URL(url).pathname.slice(1));
		return port.withSession(params, {}, async (holder) => {
			await holder.execute("BEGIN; LOCK TABLE public.d_exact, public.d_expr IN ACCESS EXCLUSIVE MODE");
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(url);
				const began = Date.now();
				const health = await client.indexes.examine({ connection, tenancy });
				expect(Date.now() - began).toBeLessThan(10_000);
				const held = health.notEvaluated.find(({ reason }) => reason.startsWith("another session holds it, or waits"));
				expect(held?.objects).toEqual(expect.arrayContaining(["index public.d_exact_1", "table public.d_expr"]));
				expect(foundIn(health)).toContain("WARN index-duplicate index public.d_key_again");
			});
			await holder.execute("ROLLBACK");
		});
	}));

test("a build that is going on is told as a build, and not as a broken index", () =>
	withCopy((url, sql) => {
		const params = scene.cluster.admin(new URL(url).pathname.slice(1));
		return port.withSession(params, {}, async (old) => {
			await sql("CREATE TABLE public.growing (a int); INSERT INTO growing SELECT generate_series(1, 1000)");
			await old.execute("BEGIN; LOCK TABLE public.growing IN ROW EXCLUSIVE MODE");
			const building = sql("CREATE INDEX CONCURRENTLY growing_a ON public.growing (a)");
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(url);
				await expect
					.poll(async () =>
						(await client.indexes.builds({ connection })).map(({ index, waitsFor }) => ({ index, waitsFor })),
					)
					.toEqual([{ index: "public.growing_a", waitsFor: [old.backendPid] }]);
				const health = await client.indexes.examine({ connection, tenancy });
				expect(foundIn(health).filter((each) => each.includes("growing"))).toEqual([]);
				const slow = await client.indexes.slow({ connection });
				expect(slow.builds).toHaveLength(1);
				expect(slow.invalid.map(({ index }) => index)).toContain("public.v_unique_broken");
				expect(slow.says.join(" ")).toContain(`waits for ${old.backendPid}`);
			});
			await old.execute("ROLLBACK");
			await building;
		});
	}));

test("an index that was made beside old transactions is told to wait for them, and not once they are gone", () =>
	withCopy((url, sql) => {
		const params = scene.cluster.admin(new URL(url).pathname.slice(1));
		return port.withSession(params, {}, async (old) => {
			await old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
			await sql("UPDATE pg_index SET indcheckxmin = true WHERE indexrelid = 'public.d_idle_1'::regclass");
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(url);
				const waiting = async () =>
					foundIn(await client.indexes.examine({ connection, tenancy })).filter((each) => each.includes("waits-for"));
				expect(await waiting()).toEqual(["INFO index-waits-for-snapshots index public.d_idle_1"]);
				await old.execute("ROLLBACK");
				expect(await waiting()).toEqual([]);
			});
		});
	}));

test("looks are kept over runs of Bulkhead, and what changed between two is told by name", async () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		await withCopy(async (url, sql) => {
			const ids: string[] = [];
			for (const change of ["SELECT 1", "DROP INDEX public.d_exact_2; CREATE INDEX later ON public.d_idle (a)"]) {
				await sql(change);
				await withBulkhead(async ({ client, open }) => {
					const connection = await open(url);
					await client.indexes.examine({ connection, tenancy });
					ids.push((await client.indexes.history({ connection }))[0]?.id ?? "");
				}, store);
			}
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(url);
				expect((await client.indexes.history({ connection })).map(({ id }) => id)).toEqual(ids.toReversed());
				const [from = "", to = ""] = ids;
				const difference = await client.indexes.difference({ connection, from, to });
				expect(difference.gone.map(({ object }) => object)).toEqual(["index public.d_exact_2"]);
				expect(difference.appeared.map(({ check, object }) => `${check} ${object}`)).toContain(
					"index-prefix index public.later",
				);
				expect([difference.added, difference.dropped]).toEqual([["public.later"], ["public.d_exact_2"]]);
			}, store);
		});
	} finally {
		rmSync(store, { recursive: true });
	}
});
