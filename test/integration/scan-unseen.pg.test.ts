/** What a scan could not look at is told with its reason, and never counts as clean. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ScanResult } from "../../main/contract/index.ts";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import { port, withDatabase } from "../helpers/postgres.ts";
import { APP, PROFILE, ROLE, scanIt, scanning, scene, told } from "./scan-scene.ts";

const reasons = ({ notEvaluated }: ScanResult): string[] =>
	notEvaluated.map(({ table = "*", reason }) => `${table}: ${reason}`);

test("a table that another session holds locked is not evaluated, and does not hold up the others", () =>
	withDatabase(async ({ script, params, url }) => {
		await script(scene(`CREATE POLICY wide ON orders_2026 FOR SELECT TO ${APP} USING (true);`));
		await port.withSession(params, {}, async (holder) => {
			await holder.execute("BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE");
			const began = performance.now();
			const { result } = await scanIt(url);
			expect(performance.now() - began).toBeLessThan(8_000);
			await holder.execute("ROLLBACK");
			expect(result?.notEvaluated.filter(({ tenants }) => tenants > 0)).toEqual([
				expect.objectContaining({ table: "public.notes", tenants: 3, reason: expect.stringContaining("lock timeout") }),
			]);
			expect(result?.byTable.find(({ table }) => table === "public.notes")?.tenants).toBe(0);
			expect(result && told(result)).toHaveLength(3);
			expect(result?.evaluated).toBe(12);
		});
	}));

test("a policy that takes too long is not evaluated, the others are", () =>
	scanning(
		`CREATE FUNCTION slow() RETURNS boolean LANGUAGE sql VOLATILE AS 'SELECT pg_sleep(20) IS NOT NULL';
		 CREATE POLICY sleepy ON notes AS RESTRICTIVE USING (slow());`,
		(result) => {
			expect(reasons(result)).toEqual([expect.stringMatching(/^public.notes: .*statement timeout/)]);
			expect(result.notEvaluated[0]?.tenants).toBe(3);
			expect(result.evaluated).toBe(12);
		},
		{ timeoutMs: 200 },
	));

test("a policy that fails for one tenant is not evaluated for that one alone", () =>
	scanning(
		`CREATE FUNCTION picky() RETURNS boolean LANGUAGE plpgsql STABLE AS
		 $$ BEGIN IF current_setting('app.tenant') LIKE '%b' THEN RAISE 'not for Beta'; END IF; RETURN true; END $$;
		 CREATE POLICY picky ON notes AS RESTRICTIVE USING (picky());`,
		({ notEvaluated, byTable }) => {
			expect(notEvaluated).toEqual([
				expect.objectContaining({ table: "public.notes", tenants: 1, reason: "not for Beta" }),
			]);
			expect(byTable.find(({ table }) => table === "public.notes")?.tenants).toBe(2);
		},
	));

test.each([
	["a role that is not there", { ...PROFILE, role: "bulkhead_nobody" }, /There is no role bulkhead_nobody/],
	["a context that is not there", { ...PROFILE, context: "SELECT public.choose($1)" }, /does not work here: function/],
	["a context that chooses nothing", { ...PROFILE, context: "SELECT length($1)" }, /nothing is proved/],
	[
		"a context that fails",
		{ ...PROFILE, context: "SELECT 1 / length(replace($1, $1, ''))" },
		/could not be chosen: division by zero/,
	],
])("%s: the scan is not clean, and says why", (_, tenancy, reason) =>
	scanning(
		"",
		(result) => {
			expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
			expect(result.foreignRows).toEqual([]);
		},
		{ tenancy },
	),
);

test("a login that may not act as the application's role evaluates nothing, and says so", () =>
	withDatabase(async ({ script, url, database }) => {
		await script(`${scene()} DO $$ BEGIN CREATE ROLE bulkhead_scan_bare LOGIN PASSWORD 'of-a-test'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
			GRANT SELECT ON ALL TABLES IN SCHEMA public TO bulkhead_scan_bare`);
		const bare = url.replace(/\/\/[^@]+@/, "//bulkhead_scan_bare:of-a-test@");
		const { result } = await scanIt(bare);
		expect(result?.evaluated).toBe(0);
		expect(result && reasons(result)).toContainEqual(expect.stringMatching(`cannot act as ${APP}`));
		expect(database).toBeTruthy();
	}));

test("a policy that asks for SESSION_USER, and a view without a tenant that reads as its owner, are not evaluated", () =>
	scanning(
		`CREATE POLICY login ON notes AS RESTRICTIVE USING (SESSION_USER <> 'nobody');
		 CREATE VIEW totals AS SELECT count(*) FROM notes; GRANT SELECT ON totals TO ${APP};`,
		(result) =>
			expect(reasons(result)).toEqual([
				expect.stringMatching(/^public.notes: A policy asks for SESSION_USER/),
				expect.stringMatching(/^public.totals: A view that reads tables with tenants as its owner/),
			]),
	));

test("nothing is written, whatever a policy tries", () =>
	withDatabase(async ({ script, sql, url }) => {
		await script(
			scene(`CREATE TABLE seen (at timestamptz); GRANT INSERT ON seen TO ${APP};
				CREATE FUNCTION spy() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN INSERT INTO seen VALUES (now()); RETURN true; END $$;
				CREATE POLICY spy ON notes AS RESTRICTIVE USING (spy());`),
		);
		const { result } = await scanIt(url);
		expect(result && reasons(result)).toEqual([
			expect.stringMatching(/^public.notes: cannot execute INSERT in a read-only/),
		]);
		expect(await sql("SELECT FROM seen")).toEqual([]);
	}));

/** Many tenants, and a pause at each, so that there is time to stop it. */
const MANY = `
INSERT INTO tenants SELECT md5(n::text)::uuid, 'T' || n, 't' || n FROM generate_series(1, 200) AS n;
CREATE FUNCTION pause() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT pg_sleep(0.004) IS NOT NULL';
CREATE OR REPLACE FUNCTION set_tenant(t uuid) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(0.01); PERFORM set_config('app.tenant', t::text, false); END $$;
CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);`;

test("a scan that is cancelled stops at once, keeps what is done, and goes on to the same result as one that was not", () =>
	withDatabase(async ({ script, url, sql }) => {
		await script(scene(MANY));
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(url);
			const input = { connection, tenancy: PROFILE, tables: ["public.notes", "public.tenants"] };
			let asked = 0;
			const first = await finish(client, "scan", client.scan.start(input), (progress, jobId) => {
				if (progress.kind !== "step" || (progress.done ?? 0) < 60 || asked > 0) return;
				asked = performance.now();
				void client.jobs.cancel({ jobId });
			});
			expect(first.error).toMatchObject({ code: "CANCELLED", hint: expect.stringContaining("--resume") });
			expect(performance.now() - asked).toBeLessThan(2_000);
			await sleep(100);
			expect(
				await sql(
					"SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'bulkhead_row' AND pid <> pg_backend_pid()",
				),
			).toEqual([]);
			const { unfinished } = await client.scan.coverage({ connection, tenancy: PROFILE });
			expect(unfinished).toMatchObject({ of: 203, found: true, asked: {} });
			const done = unfinished?.done ?? 0;
			expect(done).toBeGreaterThanOrEqual(60);
			expect(done).toBeLessThan(203);

			const resumed = await finish(client, "scan", client.scan.start({ ...input, resume: true }));
			const counts = resumed.progress.flatMap((each) =>
				each.kind === "step" && each.done !== undefined ? [each.done] : [],
			);
			expect(Math.min(...counts)).toBe(done);
			const whole = await finish(client, "scan", client.scan.start(input));
			expect([resumed.error, whole.error]).toEqual([undefined, undefined]);
			expect(resumed.result?.resumed?.tenants).toBe(done);
			expect(whole.result?.resumed).toBeUndefined();
			expect(resumed.result && told(resumed.result)).toEqual(whole.result && told(whole.result));
			expect(resumed.result?.evaluated).toBe(406);
			expect(whole.result?.foreignRows).toHaveLength(203);
			const after = await client.scan.coverage({ connection, tenancy: PROFILE });
			expect([after.unfinished, after.last?.id]).toEqual([undefined, whole.result?.id]);
		});
	}));

test("an interrupted scan is not gone on with when the policies have changed since", () =>
	withDatabase(async ({ script, url }) => {
		await script(scene(MANY));
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(url);
			const input = { connection, tenancy: PROFILE };
			await finish(client, "scan", client.scan.start(input), (progress, jobId) => {
				if (progress.kind === "step" && (progress.done ?? 0) >= 40) void client.jobs.cancel({ jobId });
			});
			await script("DROP POLICY wide ON notes");
			const { result } = await finish(client, "scan", client.scan.start({ ...input, resume: true }));
			expect(result?.resumed).toBeUndefined();
			expect(result?.notes).toEqual([expect.stringContaining("began anew")]);
			expect(result?.foreignRows).toEqual([]);
		});
	}));

test("other ways of tenancy: text ids in JWT claims, a path through foreign keys, a procedure that chooses", () =>
	withDatabase(async ({ script, url }) => {
		await script(`${ROLE}
			CREATE SCHEMA shop;
			CREATE TABLE shop.accounts (id text PRIMARY KEY);
			INSERT INTO shop.accounts VALUES ('a''1'), ('b\\2'), ('c"3');
			CREATE TABLE shop.carts (id int PRIMARY KEY, account text REFERENCES shop.accounts);
			CREATE TABLE shop.lines (id int PRIMARY KEY, cart int REFERENCES shop.carts);
			CREATE TABLE shop.loose (id int PRIMARY KEY, cart int REFERENCES shop.carts);
			INSERT INTO shop.carts SELECT n, (ARRAY['a''1', 'b\\2', 'c"3'])[1 + n % 3] FROM generate_series(1, 9) AS n;
			INSERT INTO shop.lines SELECT n, 1 + n % 9 FROM generate_series(1, 27) AS n;
			INSERT INTO shop.loose SELECT n, 1 + n % 9 FROM generate_series(1, 9) AS n;
			CREATE FUNCTION shop.me() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('request.jwt.claims', true)::json ->> 'account' $$;
			CREATE PROCEDURE shop.choose(t text) LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('request.jwt.claims', json_build_object('account', t)::text, false); END $$;
			ALTER TABLE shop.carts ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON shop.carts USING (account = shop.me());
			ALTER TABLE shop.lines ENABLE ROW LEVEL SECURITY;
			CREATE POLICY own ON shop.lines USING (cart IN (SELECT id FROM shop.carts WHERE account = shop.me()));
			GRANT USAGE ON SCHEMA shop TO ${APP}; GRANT SELECT ON ALL TABLES IN SCHEMA shop TO ${APP};`);
		const carts = { column: "cart", table: "shop.carts", key: "id" };
		const tenancy = {
			...{ tenants: { table: "shop.accounts", id: "id" }, tenantColumn: "account", role: APP },
			tables: { "shop.lines": carts, "shop.loose": carts },
		};
		for (const context of [
			"SELECT set_config('request.jwt.claims', json_build_object('account', $1::text)::text, true)",
			"CALL shop.choose($1)",
		]) {
			const { result } = await scanIt(url, { tenancy: { ...tenancy, context } });
			expect(result?.notEvaluated).toEqual([]);
			expect(result && told(result)).toEqual(["shop.loose a'1 6", "shop.loose b\\2 6", 'shop.loose c"3 6']);
			expect(result?.byTable.map(({ table, sawRows }) => `${table} ${sawRows}`)).toEqual([
				"shop.carts 3",
				"shop.lines 3",
				"shop.loose 3",
			]);
		}
	}));

test("tenants that are whole numbers, and that no table lists, are found by their rows", () =>
	withDatabase(async ({ script, url }) => {
		await script(`${ROLE} CREATE TABLE counts (account bigint, n int); INSERT INTO counts VALUES (1, 1), (2, 2), (2, 3);
			ALTER TABLE counts ENABLE ROW LEVEL SECURITY;
			CREATE POLICY own ON counts USING (account = current_setting('app.account')::bigint OR n = 1); GRANT SELECT ON counts TO ${APP};`);
		const context = "SELECT set_config('app.account', $1, true)";
		const { result } = await scanIt(url, { tenancy: { tenantColumn: "account", role: APP, context } });
		expect(result && told(result)).toEqual(["public.counts 2 1"]);
		expect([result?.tenants, result?.tenantsThere, result?.notEvaluated]).toEqual([2, 2, []]);
	}));
