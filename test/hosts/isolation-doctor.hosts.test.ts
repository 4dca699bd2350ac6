/** `bulkhead isolation doctor`, as its users run it. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DoctorResult, doctorResult } from "../../main/contract/index.ts";
import { isolationDefects } from "../../main/core/demo/defects/isolation-defects.ts";
import { packageFolder } from "../../main/hosts/compose.ts";
import { runCli } from "../helpers/run-cli.ts";
import { type DoctorServer, doctorServer, urlOf } from "../isolation/doctor-scene.ts";

let server: DoctorServer;
let store: string;
beforeAll(async () => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	server = await doctorServer(18);
});
afterAll(async () => {
	await server?.stop();
	rmSync(store, { recursive: true });
});

const doctor = (...args: string[]) => runCli(store, ["isolation", "doctor", "--json", ...args]);

test("--json tells what the contract says; the exit is 1 for a finding at or above --fail-on, and else 0", () =>
	server.withCopy(async ({ admin, sql }) => {
		const url = urlOf({ ...admin, ...server.owner });
		const clean = await doctor("--url", url);
		expect(doctorResult.safeParse(clean.json).error).toBeUndefined();
		expect(clean.code).toBe(0);
		expect((clean.json as DoctorResult).findings.map(({ check }) => check)).toEqual(["role-owner"]);
		expect((await doctor("--url", url, "--fail-on", "warn")).code).toBe(1);
		expect((await doctor("--url", url, "--fail-on", "warn", "--check", "policy-flag,not-forced")).code).toBe(0);
		expect((await doctor("--url", url, "--check", "nothing")).code).toBe(2);
		expect((await doctor("--url", url, "--fail-on", "grave")).code).toBe(2);
		await sql("CREATE POLICY readable ON public.projects FOR SELECT USING (true)");
		const open = await doctor("--url", url, "--demonstrate");
		expect(open.code).toBe(1);
		const [finding] = (open.json as DoctorResult).findings;
		expect(finding).toMatchObject({
			check: "policy-always-true",
			severity: "ERROR",
			object: "policy readable on public.projects",
			fix: { sql: expect.stringContaining("DROP POLICY"), undo: expect.stringContaining("CREATE POLICY") },
		});
		expect((open.json as { demonstrations: object[] }).demonstrations).toContainEqual(
			expect.objectContaining({ object: "policy readable on public.projects", leaks: true }),
		);
	}));

test("people read what is so, why, what was shown and what mends it", () =>
	server.withCopy(async ({ admin, sql }) => {
		await sql(
			'CREATE TABLE public."\u001b[31mred" (tenant_id uuid NOT NULL); ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY',
		);
		const { stdout } = await runCli(store, ["isolation", "doctor", "--url", urlOf({ ...admin, ...server.owner })]);
		expect(stdout).toContain("not-forced table public.projects");
		expect(stdout).toContain('ALTER TABLE "public"."projects" FORCE ROW LEVEL SECURITY;');
		expect(stdout).toMatch(/\d+ checks for iafactory_app: 1 ERROR/);
		expect(stdout).not.toContain("\u001b[31mred");
	}));

test("--migration writes the next migration of the folder, with its rollback and its checks", () =>
	server.withCopy(async ({ admin, sql }) => {
		const folder = mkdtempSync(join(tmpdir(), "bulkhead-set-"));
		try {
			cpSync(join(packageFolder, "migrations"), folder, { recursive: true });
			await sql("ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY");
			const url = urlOf({ ...admin, ...server.owner });
			expect((await doctor("--url", url, "--migration")).code).toBe(7);
			const { json } = await doctor("--url", url, "--migrations", folder, "--migration", "--name", "force_projects");
			expect(json).toMatchObject({ migration: { id: "009" } });
			for (const part of ["", "rollback", "verify"]) {
				expect(readdirSync(join(folder, part))).toContain("009_force_projects.sql");
			}
		} finally {
			rmSync(folder, { recursive: true });
		}
	}));

/** Each planted fault, and the check that finds it. The fourth is the first half of the eleventh. */
const planted: [check: string, object: string][] = [
	["view-bypasses", "workshop.all_leads"],
	["not-forced", "public.pme_analyses"],
	["not-forced", "workshop.invoices"],
	["row-security-off", "workshop.sessions"],
	["policies-not-asked", "workshop.appointments"],
	["policy-always-true", "notes_readable"],
	["policy-always-true", "tickets_open"],
	["definer-bypasses", "workshop.invoice_total"],
	["materialized-view", "workshop.monthly_usage"],
	["default-privileges", "workshop"],
	["grant-public", "workshop.sessions"],
	["schema-create", "workshop"],
	["foreign-key-crosses", "invoice_lines_invoice_id_fkey"],
	["unique-key-tells", "invoices_number_key"],
];

test("every way around row security that the demo plants is found", async () => {
	expect(isolationDefects).toHaveLength(13);
	const demo = mkdtempSync(join(tmpdir(), "bulkhead-demo-"));
	try {
		const made = await runCli(demo, ["demo", "--with-defects", "--json"]);
		const { url } = made.json as { url: string };
		const { findings } = (await runCli(demo, ["isolation", "doctor", "--json", "--url", url])).json as DoctorResult;
		for (const [check, object] of planted) {
			expect(
				findings.some((each) => each.check === check && each.object.includes(object)),
				`${check} ${object}`,
			).toBe(true);
		}
		expect(
			findings
				.filter(({ check, object }) => !planted.some(([name, part]) => name === check && object.includes(part)))
				.map(({ check }) => check)
				.sort(),
		).toEqual(["definer-search-path", "role-owner"]);
	} finally {
		await runCli(demo, ["demo", "--stop"]);
		rmSync(demo, { recursive: true, force: true });
	}
});
