/** The doctor finds each planted fault, shows it, mends it, and says nothing of what is as it should be. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoctorFinding } from "../../main/contract/index.ts";
import { packageFolder } from "../../main/hosts/compose.ts";
import { finish } from "../helpers/bulkhead.ts";
import { type DoctorServer, doctorServer, urlOf } from "../isolation/doctor-scene.ts";
import { judgeMutants, notOfTheLogin } from "../isolation/judge-mutants.ts";
import { type Mutant, mutants } from "../isolation/mutants.ts";

// Each takes seconds: all of them, on each version, are in test/faults.
judgeMutants(18, 4);

describe("on PostgreSQL 18", () => {
	let server: DoctorServer;
	beforeAll(async () => {
		server = await doctorServer(18);
	});
	afterAll(() => server?.stop());

	test("fixes become a migration that runs, runs twice, holds by its checks and rolls back to what was", () =>
		server.withCopy(async ({ admin, client, sql, open }) => {
			await sql(
				mutants
					.filter(({ undo }) => undo === undefined)
					.filter(together)
					.map((each) => each.sql)
					.join(";\n"),
			);
			await withOwnSet(async (folder) => {
				const connection = await open(urlOf(admin), folder);
				const before = (await client.doctor.examine({ connection })).findings;
				const fixable = before.filter(({ fix }) => fix !== undefined);
				expect(fixable.length).toBeGreaterThan(15);
				const findings = fixable.map(({ check, object }) => ({ check, object }));
				const shown = await client.doctor.migrationFile({ connection, findings });
				expect(readdirSync(folder).some((name) => name.startsWith("009"))).toBe(false);
				const made = await client.doctor.migrationFile({ connection, findings, write: true });
				expect(made.files).toEqual(shown.files);
				expect(made.files.map(({ path }) => path)).toEqual([
					"009_close_isolation_gaps.sql",
					"rollback/009_close_isolation_gaps.sql",
					"verify/009_close_isolation_gaps.sql",
				]);
				const applied = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(applied.error).toBeUndefined();
				const checks = await finish(client, "verify", client.migrations.verify({ connection, ids: ["009"] }));
				expect(checks.result?.failed).toBe(0);
				expect(checks.result?.passed).toBe(findings.length);
				const mended = (await client.doctor.examine({ connection })).findings;
				expect(mended.filter(({ fix }) => fix !== undefined)).toEqual([]);
				await sql(made.files[0]?.text ?? "");
				const rolledBack = await finish(
					client,
					"rollback",
					client.migrations.rollback({ connection, ids: ["009"], reason: "test", confirmed: true }),
				);
				expect(rolledBack.error).toBeUndefined();
				const after = (await client.doctor.examine({ connection })).findings;
				expect(after.map(named)).toEqual(before.map(named));
			});
		}));

	test("the bundled set is not added to, and what is not there any more is not mended", () =>
		server.withCopy(async ({ client, asSuperuser: connection, admin, open, sql }) => {
			await sql("ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY");
			const findings = [{ check: "not-forced", object: "table public.projects" }];
			await expect(client.doctor.migrationFile({ connection, findings, write: true })).rejects.toMatchObject({
				code: "REFUSED",
			});
			await withOwnSet(async (folder) => {
				const own = await open(urlOf(admin), folder);
				const gone = { check: "not-forced", object: "table public.crm_leads" };
				await expect(
					client.doctor.migrationFile({ connection: own, findings: [gone], write: true }),
				).rejects.toMatchObject({ code: "NOT_FOUND" });
				await expect(client.doctor.demonstrate({ connection, ...gone })).rejects.toMatchObject({ code: "NOT_FOUND" });
				expect(readdirSync(folder).some((name) => name.startsWith("009"))).toBe(false);
			});
		}));

	test("what a rollback could not undo is not run: a trigger under TRUNCATE, a function that talks to others", () =>
		server.withCopy(async ({ client, asSuperuser: connection, sql }) => {
			await sql(`
				CREATE FUNCTION public.seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('seen', ''); RETURN NULL; END $$;
				CREATE TRIGGER seen AFTER TRUNCATE ON public.orchestrator_state EXECUTE FUNCTION public.seen();
				GRANT TRUNCATE ON public.orchestrator_state TO iafactory_app;
				CREATE FUNCTION public.tell() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
					AS $$ SELECT pg_notify('x', name)::text FROM public.projects LIMIT 1 $$`);
			const { findings } = await client.doctor.examine({ connection });
			for (const check of ["grant-outside", "definer-bypasses"]) {
				const finding = findings.find((each) => each.check === check);
				expect(finding?.demonstration?.refused).toMatch(/no rollback takes back/);
				await expect(
					client.doctor.demonstrate({ connection, check, object: finding?.object ?? "" }),
				).rejects.toMatchObject({ code: "REFUSED" });
			}
		}));

	test("a wide policy under a restrictive one that asks about the tenant is none", () =>
		server.withCopy(async ({ client, asSuperuser: connection, sql }) => {
			await sql(`CREATE POLICY readable ON public.projects FOR SELECT USING (true);
				CREATE POLICY pinned ON public.projects AS RESTRICTIVE USING (tenant_id = public.get_current_tenant())`);
			expect(notOfTheLogin(await client.doctor.examine({ connection }))).toEqual([]);
		}));

	test("what cannot be read is not taken for good: a definer of a superuser that puts statements together", () =>
		server.withCopy(async ({ client, asSuperuser: connection, sql }) => {
			await sql(`CREATE FUNCTION public.any_sql(what text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
				SET search_path = pg_catalog, pg_temp AS $$ BEGIN EXECUTE what; END $$`);
			const { notEvaluated } = await client.doctor.examine({ connection });
			expect(notEvaluated).toEqual([
				expect.objectContaining({ check: "definer-bypasses", object: expect.stringContaining("any_sql") }),
			]);
		}));

	test("names with quotes, newlines and markup are quoted in fixes and demonstrations, and inert in comments", () =>
		server.withCopy(async ({ admin, client, sql, open }) => {
			const odd = `a"b'c\n-- DROP TABLE public.projects; <b> \u202e __proto__`;
			const name = `"${odd.replaceAll('"', '""')}"`;
			await sql(`CREATE TABLE public.${name} (tenant_id uuid NOT NULL, ${name} text);
				INSERT INTO public.${name} SELECT id FROM public.tenants; GRANT SELECT ON public.${name} TO iafactory_app;
				CREATE POLICY ${name} ON public.crm_leads FOR SELECT USING (true)`);
			await withOwnSet(async (folder) => {
				const connection = await open(urlOf(admin), folder);
				const before = (await client.doctor.examine({ connection })).findings.filter(({ object }) =>
					object.includes(odd),
				);
				expect(before.map(({ check }) => check).sort()).toEqual(["policy-always-true", "row-security-off"]);
				for (const { check, object } of before) {
					expect((await client.doctor.demonstrate({ connection, check, object })).leaks).toBe(true);
				}
				const findings = before.map(({ check, object }) => ({ check, object }));
				await client.doctor.migrationFile({ connection, findings, write: true });
				expect((await finish(client, "apply", client.migrations.apply({ connection }))).error).toBeUndefined();
				const after = (await client.doctor.examine({ connection })).findings;
				expect(after.filter(({ object }) => object.includes(odd))).toEqual([]);
			});
		}));
});

/** A copy of the bundled set, which is the user's to add to. */
async function withOwnSet(use: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-set-"));
	try {
		cpSync(join(packageFolder, "migrations"), folder, { recursive: true });
		await use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const named = ({ check, object }: DoctorFinding): string => `${check} ${object}`;

/** Mutants that change the same object, or need what another one took, cannot be in one database. */
function together({ sql, name }: Mutant): boolean {
	return (
		/^(FORCE|row security is turned off|USING \(true\) beside|a view of a|a materialised view for|TRUNCATE is|with the right|a unique key|a foreign key|a publication|a rule|a trigger|a definer function|a function that is said|default privileges for PUBLIC|a child by inheritance, granted$|SELECT for|a new table with tenants, without row security, granted$|the tenant may|PUBLIC may)/.test(
			name,
		) && sql !== ""
	);
}
