/** A plain owner is held by forced row security himself: no migration may be blind for it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, ids, rollBack, verify } from "../helpers/run-files.ts";

let cluster: PrivateCluster;
let owner: Login;

beforeAll(async () => {
	cluster = await privateCluster();
	owner = await cluster.login("CREATEROLE");
});
afterAll(() => cluster.stop());

// First, for it needs a cluster in which nobody has made the roles yet.
test("without CREATEROLE he is told so, and nothing is done, unless the roles are there already", async () => {
	const plain = await cluster.login();
	await onServer(await cluster.database(plain), async (session) => {
		await forward(session, ids.slice(0, 7));
		const before = await catalogFingerprint(session);
		await expect(forward(session, ["008"])).rejects.toMatchObject({ sqlstate: "42501" });
		expect(await catalogFingerprint(session)).toEqual(before);
		await onServer(await cluster.database(owner), (other) => forward(other));
		await forward(session, ["008"]);
		expect(failing(await verify(session))).toEqual([]);
	});
});

test.for(["on", "off"])(
	"each file changes nothing when it is run again after 008, with row_security %s",
	async (rowSecurity) =>
		onServer(await cluster.database(owner), async (session) => {
			await forward(session);
			const before = await catalogFingerprint(session);
			await session.execute(`SET row_security = ${rowSecurity}`);
			for (const id of ids) await forward(session, [id]);
			await session.execute("RESET row_security");
			expect(await catalogFingerprint(session)).toEqual(before);
			expect(failing(await verify(session))).toEqual([]);
		}),
);

test.for(["on", "off"])(
	"rows that forced row security hides from him get their tenant all the same, with row_security %s",
	async (rowSecurity) =>
		onServer(await cluster.database(owner), async (session) => {
			await forward(session, ids.slice(0, 6));
			await session.execute(`
				INSERT INTO public.projects (name) VALUES ('first'), ('second');
				ALTER TABLE public.projects ADD COLUMN tenant_id uuid;
				ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
				ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
				SET row_security = ${rowSecurity}`);
			await forward(session, ["007"]);
			await session.execute("RESET row_security");
			const flags = await session.execute(
				"SELECT relname, relforcerowsecurity FROM pg_class WHERE relname IN ('projects', 'tenants') ORDER BY 1",
			);
			expect(flags.rows).toEqual([
				["projects", "t"],
				["tenants", "t"],
			]);
			await forward(session, ["008"]);
			await session.execute("SELECT set_tenant('00000000-0000-0000-0000-000000000000')");
			expect((await session.execute("SELECT name FROM public.projects ORDER BY 1")).rows).toEqual([
				["first"],
				["second"],
			]);
			expect(failing(await verify(session))).toEqual([]);
		}),
);

test("his foreign keys are proven for rows that forced row security hides from him", async () =>
	onServer(await cluster.database(owner), async (session) => {
		await forward(session, ids.slice(0, 6));
		await session.execute(`
			INSERT INTO public.projects (name) VALUES ('first');
			ALTER TABLE public.projects ADD COLUMN tenant_id uuid DEFAULT gen_random_uuid();
			ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
		await expect(forward(session, ["007"])).rejects.toMatchObject({ sqlstate: "23503" });
	}));

test("what he has rolled back under 008 by hand, as the seed says, he can apply again", async () =>
	onServer(await cluster.database(owner), async (session) => {
		await forward(session);
		const applied = await catalogFingerprint(session);
		await session.execute(`SELECT enable_superadmin_mode();
			INSERT INTO projects (tenant_id, name) VALUES ('00000000-0000-0000-0000-000000000000', 'kept');
			SELECT disable_superadmin_mode();
			ALTER TABLE projects DROP COLUMN tenant_id CASCADE`);
		await forward(session, ["007", "008"]);
		expect(await catalogFingerprint(session)).toEqual(applied);
		expect(failing(await verify(session))).toEqual([]);
		await session.execute("SELECT set_tenant('00000000-0000-0000-0000-000000000000')");
		expect((await session.execute("SELECT name FROM projects")).rows).toEqual([["kept"]]);
		await rollBack(session);
	}));
