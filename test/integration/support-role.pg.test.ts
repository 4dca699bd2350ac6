/** The usual login of a set that forces row security: its owner, whom the policies hold, and who may act as support. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish } from "../helpers/bulkhead.ts";
import { ALPHA, BETA, type DoctorServer, doctorServer } from "../isolation/doctor-scene.ts";

let server: DoctorServer;
beforeAll(async () => {
	server = await doctorServer(18);
});
afterAll(() => server?.stop());

test("a scan as the owner knows every tenant, and is clean", () =>
	server.withCopy(async ({ client, asOwner: connection }) => {
		const { result, error } = await finish(client, "scan", client.scan.start({ connection }));
		expect(error).toBeUndefined();
		expect(result).toMatchObject({ tenants: 3, foreignRows: [], notEvaluated: [] });
	}));

test("a restrictive policy, or one that lets nobody through, makes a list of tenants a part of it, and the scan says so", () =>
	server.withCopy(async ({ client, asOwner: connection, sql }) => {
		const missed = async () => {
			const { result } = await finish(client, "scan", client.scan.start({ connection }));
			return result?.notEvaluated.map(({ reason }) => reason).join(" ") ?? "";
		};
		await sql(`CREATE POLICY narrow ON public.tenants AS RESTRICTIVE USING (slug <> 'beta')`);
		expect(await missed()).toContain("sees only a part of public.tenants");
		await sql("DROP POLICY narrow ON public.tenants");
		expect(await missed()).toBe("");
		const [opening] = (
			await client.rows.policies({ connection, table: { schema: "public", name: "tenants" } })
		).policies.filter(({ roles }) => roles.includes("iafactory_superadmin"));
		await sql(`ALTER POLICY ${opening?.name} ON public.tenants USING (current_setting('app.nobody', true) = 'on')`);
		expect(await missed()).toContain("sees only a part of public.tenants");
	}));

test("what the owner, whom policies hold, counts of a tenant's rows is not told as all of them", () =>
	server.withCopy(async ({ client, asOwner, asSuperuser }) => {
		const told = async (connection: string) => {
			const table = { schema: "public", name: "projects" };
			const { causes } = await client.rows.whyZero({ connection, tenant: ALPHA, table });
			return causes.map(({ cause, text }) => `${cause}: ${text}`).join(" ");
		};
		expect(await told(asSuperuser)).toMatch(/^not-empty: .* belongs? to it\.$/);
		expect(await told(asOwner)).toMatch(/^not-empty: /);
		expect(await told(asOwner)).not.toContain("to it");
	}));

test("a row is explained to the owner by the tenant's slug, whoever it belongs to; one that is not there is not there", () =>
	server.withCopy(async ({ client, asOwner, asSuperuser }) => {
		const table = { schema: "public", name: "projects" };
		const ask = (connection: string, key: string) =>
			client.rows.explain({ connection, tenant: "alpha", table, key: [{ value: key }] });
		const sees = async (connection: string) => {
			const visible = new Map<string, boolean | undefined>();
			for (let key = 1; key <= 9; key += 1) {
				const { rowTenant, verdicts } = await ask(connection, String(key));
				visible.set(rowTenant ?? "", verdicts.find(({ command }) => command === "SELECT")?.visible);
			}
			return visible;
		};
		const owner = await sees(asOwner);
		expect([owner.get(ALPHA), owner.get(BETA)]).toEqual([true, false]);
		expect(owner).toEqual(await sees(asSuperuser));
		await expect(ask(asOwner, "999999")).rejects.toMatchObject({
			code: "NOT_FOUND",
			data: { hint: expect.stringContaining("gone for everybody") },
		});
	}));
