/** `bulkhead isolation scan`, as its users run it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanResult } from "../../main/contract/index.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { runCli } from "../helpers/run-cli.ts";
import { APP, PROFILE, scene } from "../integration/scan-scene.ts";

async function withScene(
	planted: string,
	use: (run: (...args: string[]) => ReturnType<typeof runCli>, script: (sql: string) => Promise<void>) => Promise<void>,
): Promise<void> {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		await withDatabase(async ({ url, script }) => {
			await script(scene(planted));
			const file = join(store, "tenancy.json");
			writeFileSync(file, JSON.stringify(PROFILE));
			await use((...args) => runCli(store, ["isolation", "scan", "--url", url, "--tenancy", file, ...args]), script);
		});
	} finally {
		rmSync(store, { recursive: true });
	}
}

const revive = (json: unknown): unknown => ({
	...(json as object),
	startedAt: new Date((json as { startedAt: string }).startedAt),
});

test("--json is one document of the promised form; a clean schema exits 0, a leak and what was not looked at exit 1", () =>
	withScene("", async (run, script) => {
		const clean = await run("--json");
		expect(clean.code).toBe(0);
		expect(scanResult.safeParse(revive(clean.json)).error).toBeUndefined();
		expect(clean.json).toMatchObject({ tables: 5, tenants: 3, foreignRows: [], notEvaluated: [] });
		await script(`CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true)`);
		const leaking = await run("--json", "--tenant", "beta");
		expect(leaking.code).toBe(1);
		expect(leaking.json).toMatchObject({
			tenants: 1,
			foreignRows: [{ table: "public.notes", tenant: PROFILE.tenants && expect.stringMatching(/b$/), rows: 8 }],
		});
		await script(
			"DROP POLICY wide ON notes; CREATE FUNCTION no() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$; CREATE POLICY no ON notes AS RESTRICTIVE USING (no())",
		);
		const unseen = await run("--json", "--table", "public.notes");
		expect([unseen.code, unseen.json]).toMatchObject([
			1,
			{ tables: 1, foreignRows: [], notEvaluated: [{ table: "public.notes", reason: "no" }] },
		]);
	}));

test("people get the foreign rows as a table, and a last line that says how it stands", () =>
	withScene(`CREATE POLICY wide ON notes FOR SELECT TO ${APP} USING (true);`, async (run) => {
		const { stdout, code } = await run("--tenants", "2");
		expect(code).toBe(1);
		expect(stdout).toMatch(/TABLE +AS TENANT +FOREIGN ROWS +WHOSE/);
		expect(stdout.match(/public\.notes +(Alpha|Beta|Gamma) \(/g)).toHaveLength(2);
		expect(stdout).toMatch(/foreign rows were seen: 5 tables, 2 tenants, 10 looks as bulkhead_scan_app/);
	}));

test("a number that is none, and both ways of choosing tenants, are bad usage", () =>
	withScene("", async (run) => {
		for (const args of [
			["--tenants", "many"],
			["--sessions", "9"],
			["--timeout", "0"],
			["--tenant", "beta", "--tenants", "2"],
		])
			expect([args, (await run("--json", ...args)).code]).toEqual([args, 2]);
	}));
