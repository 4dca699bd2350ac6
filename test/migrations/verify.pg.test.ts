/** The checks themselves: they fail where the migration is not, hold where it is, for whoever may ask, and leave nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectParams } from "../../main/core/ports.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, ids, verify } from "../helpers/run-files.ts";

let cluster: PrivateCluster;

beforeAll(async () => {
	cluster = await privateCluster();
});
afterAll(() => cluster.stop());

test("no check of a migration holds before it is applied, none breaks, and with it all of them hold", async () => {
	const owner = await cluster.login("CREATEROLE");
	await onServer(await cluster.database(owner), async (session) => {
		for (const next of [...ids, undefined]) {
			const applied = next ? ids.slice(0, ids.indexOf(next)) : ids;
			const verdicts = await verify(session);
			expect(verdicts.filter(({ error }) => error !== undefined)).toEqual([]);
			const held = verdicts.filter(({ violations }) => violations.length === 0);
			const expected = verdicts.filter(({ migration }) => applied.includes(migration));
			expect(held).toEqual(expected);
			if (next) await forward(session, [next]);
		}
	});
});

test("where another database of the cluster made the roles, only the check of the roles themselves holds too early", async () => {
	await onServer(await cluster.database(), (session) => forward(session));
	await onServer(await cluster.database(), async (session) => {
		const held = (await verify(session)).filter(({ violations }) => violations.length === 0);
		expect(held.map(({ check }) => check)).toEqual([expect.stringContaining("the two roles are there")]);
	});
});

test("the owner of a second database, who may not act as the roles, proves the isolation as himself", async () => {
	const first = await cluster.login("CREATEROLE");
	const second = await cluster.login("CREATEROLE");
	await onServer(await cluster.database(first), (session) => forward(session));
	await onServer(await cluster.database(second), async (session) => {
		await forward(session);
		await expect(session.execute("SET ROLE iafactory_app")).rejects.toMatchObject({ sqlstate: "42501" });
		expect(failing(await verify(session))).toEqual([]);
		await session.execute("ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY");
		expect(failing(await verify(session, ["008"])).length).toBeGreaterThan(5);
	});
});

test("what is read from the catalogue holds for every role, and what needs the owner says so without breaking", async () => {
	const stranger = await cluster.login();
	const params = await cluster.database();
	await onServer(params, (session) => forward(session));
	await onServer(as(params, stranger), async (session) => {
		expect(failing(await verify(session, ["001", "002", "003", "004", "005", "007"]))).toEqual([]);
		const verdicts = await verify(session, ["006", "008"]);
		expect(verdicts.filter(({ error }) => error !== undefined)).toEqual([]);
		const refused = failing(verdicts);
		expect(refused).toContainEqual(expect.stringMatching(/^006 the system tenant is there: .* cannot look/));
		expect(refused).toContainEqual(expect.stringMatching(/^008 a tenant sees no row of another: .*broke off/));
	});
});

test("the checks leave nothing behind: no row, no counter moved, no setting, no role, no object", async () => {
	const owner = await cluster.login("CREATEROLE");
	const params = await cluster.database(owner);
	const state = (connection: ConnectParams) =>
		onServer(connection, async (session) => [
			...(await catalogFingerprint(session)),
			...(await session.execute("SELECT xmin, * FROM public.users")).rows,
			...(await session.execute("SELECT xmin, * FROM public.tenants")).rows,
			...(await session.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")).rows,
			...(await session.execute("SELECT count(*) FROM public.projects")).rows,
		]);
	await onServer(params, async (session) => {
		await forward(session);
		const before = await state(cluster.admin(params.database));
		await verify(session);
		expect(await state(cluster.admin(params.database))).toEqual(before);
		const [settings] = await session.query(`SELECT current_setting('app.tenant_id', true) AS tenant,
			current_setting('row_security') AS row_security, current_setting('role') AS role, current_setting('search_path') AS path`);
		expect(settings).toEqual({ tenant: "", row_security: "on", role: "none", path: '"$user", public' });
	});
});
