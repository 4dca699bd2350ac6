/** Roles belong to the whole cluster: databases side by side share them, and none may spoil them for another. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectParams, Session } from "../../main/core/ports.ts";
import { catalogFingerprint, roleFingerprint } from "../helpers/catalog-fingerprint.ts";
import { hasVersion, onServer } from "../helpers/postgres.ts";
import { type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, forwardPart, ids, rollBack, verify } from "../helpers/run-files.ts";

const seven = ids.slice(0, 7);

// How memberships are granted changed with 16.
describe.skipIf(!hasVersion(14)).each([14, 18] as const)("PostgreSQL %i", (version) => {
	let cluster: PrivateCluster;

	beforeAll(async () => {
		cluster = await privateCluster(version);
	});
	afterAll(() => cluster.stop());

	const roles = () => onServer(cluster.admin(), roleFingerprint);

	/** A database that 001–007 are applied to. */
	async function upTo007(owner?: Login): Promise<ConnectParams> {
		const params = await cluster.database(owner);
		await onServer(params, (session) => forward(session, seven));
		return params;
	}

	async function allHold(...databases: ConnectParams[]): Promise<void> {
		for (const params of databases)
			expect(await onServer(params, async (session) => failing(await verify(session)))).toEqual([]);
	}

	async function rollBackAll(...databases: ConnectParams[]): Promise<void> {
		for (const params of databases) await onServer(params, (session) => rollBack(session));
		expect(await roles()).toEqual([]);
	}

	async function isWaiting(session: Session): Promise<boolean> {
		for (let tries = 0; tries < 100; tries += 1) {
			const [row] = await onServer(cluster.admin(), (admin) =>
				admin.query("SELECT wait_event_type FROM pg_stat_activity WHERE pid = $1", [session.backendPid]),
			);
			if (row?.wait_event_type === "Lock") return true;
			await new Promise((done) => setTimeout(done, 20));
		}
		return false;
	}

	test.for(["COMMIT", "ROLLBACK"])(
		"one database makes the roles while another is at it too: both end well, whether the first does %s",
		async (end) => {
			const owner = await cluster.login("CREATEROLE");
			const first = await upTo007(owner);
			const second = await upTo007(owner);
			await onServer(first, (one) =>
				onServer(second, async (two) => {
					await one.execute("BEGIN");
					await forwardPart(one, "008", 2);
					const other = forward(two, ["008"]);
					expect(await isWaiting(two), "the second waits for what the first makes of the roles").toBe(true);
					await one.execute(end);
					await other;
					await forward(one, ["008"]);
				}),
			);
			await allHold(first, second);
			await rollBackAll(first, second);
		},
	);

	test("many databases of many owners, and a superuser, migrate at the same moment, and roll back at the same moment", async () => {
		const owner = await cluster.login("CREATEROLE");
		const owners = [owner, owner, await cluster.login("CREATEROLE"), undefined];
		for (let round = 0; round < 2; round += 1) {
			const databases = await Promise.all(owners.map((each) => cluster.database(each)));
			await Promise.all(databases.map((params) => onServer(params, (session) => forward(session))));
			await allHold(...databases);
			await Promise.all(databases.map((params) => onServer(params, (session) => rollBack(session))));
			// Whoever did not make the roles cannot drop them; the superuser can, but not while another database still holds them.
			const [last] = databases.slice(-1);
			if (last) await onServer(last, (session) => rollBack(session, ["008"]));
			await onServer(cluster.admin(), (admin) =>
				admin.execute("DROP ROLE IF EXISTS iafactory_app; DROP ROLE IF EXISTS iafactory_superadmin"),
			);
		}
	});

	test("one database migrates while another, the last that used the roles, drops them: the first ends whole", async () => {
		const owner = await cluster.login("CREATEROLE");
		let [dropping, migrating] = [await upTo007(owner), await upTo007(owner)];
		await onServer(dropping, (session) => forward(session, ["008"]));
		for (let round = 0; round < 8; round += 1) {
			await onServer(dropping, (one) =>
				onServer(migrating, (two) => Promise.all([rollBack(one, ["008"]), forward(two, ["008"])])),
			);
			await allHold(migrating);
			[dropping, migrating] = [migrating, dropping];
		}
		await rollBackAll(dropping, migrating);
	});

	test("a role that is dropped between two steps of 008 is made again", async () => {
		const params = await upTo007();
		await onServer(params, async (session) => {
			await session.execute("CREATE ROLE iafactory_app");
			await onServer(cluster.admin(), async (dropper) => {
				await dropper.execute("BEGIN; DROP ROLE iafactory_app");
				const migrated = forward(session, ["008"]);
				expect(await isWaiting(session)).toBe(true);
				await dropper.execute("COMMIT");
				await migrated;
			});
		});
		await allHold(params);
		await rollBackAll(params);
	});

	test("a rollback leaves the roles to the other database, which stays whole, and the last one takes them away", async () => {
		const owner = await cluster.login("CREATEROLE");
		const first = await upTo007(owner);
		const second = await upTo007(owner);
		for (const params of [first, second]) await onServer(params, (session) => forward(session, ["008"]));
		const before = await roles();
		await onServer(first, (session) => rollBack(session, ["008"]));
		expect(await roles()).toEqual(before);
		await allHold(second);
		await onServer(first, (session) => forward(session, ["008"]));
		await allHold(first, second);
		await rollBackAll(first, second);
	});

	test("a login that is a member of the roles is one after a rollback too, and works again after the next 008", async () => {
		const owner = await cluster.login("CREATEROLE");
		const application = await cluster.login();
		const params = await upTo007(owner);
		await onServer(params, async (session) => {
			await forward(session, ["008"]);
			await session.execute(`GRANT iafactory_app TO ${application.user}`);
			await rollBack(session, ["008"]);
			expect(await roles()).toEqual([expect.stringContaining(application.user)]);
			await forward(session, ["008"]);
			expect(failing(await verify(session, ["008"]))).toEqual([]);
		});
		await onServer({ ...params, ...application }, async (session) => {
			await session.execute("SELECT set_tenant('00000000-0000-0000-0000-000000000000')");
			expect((await session.execute("SELECT slug FROM tenants")).rows).toEqual([["system"]]);
		});
		await onServer(cluster.admin(), (admin) => admin.execute(`DROP ROLE ${application.user}`));
		await rollBackAll(params);
	});

	test("what a customer granted to the roles besides is not taken from them by a rollback, which leaves them for it", async () => {
		const params = await upTo007();
		await onServer(params, async (session) => {
			await session.execute("CREATE TABLE public.own_table (id int)");
			const before = await catalogFingerprint(session);
			await forward(session, ["008"]);
			await session.execute("GRANT SELECT ON public.own_table TO iafactory_app");
			await rollBack(session, ["008"]);
			const { rows } = await session.execute(
				"SELECT has_table_privilege('iafactory_app', 'public.own_table', 'SELECT')",
			);
			expect(rows).toEqual([["t"]]);
			await session.execute("DROP TABLE public.own_table");
			await rollBack(session, ["008"]);
			expect(await catalogFingerprint(session)).toEqual(before.filter((line) => !line.includes("own_table")));
		});
		await rollBackAll(params);
	});

	test.for(["BYPASSRLS", "SUPERUSER", "LOGIN", "CREATEROLE", "REPLICATION"])(
		"a role iafactory_app that is there already, with %s, is refused by name rather than used or changed",
		async (attribute) => {
			const params = await upTo007();
			await onServer(params, async (session) => {
				const before = await catalogFingerprint(session);
				await session.execute(`CREATE ROLE iafactory_app ${attribute}`);
				const made = await roles();
				await expect(forward(session, ["008"])).rejects.toMatchObject({
					sqlstate: "55000",
					message: expect.stringContaining(`iafactory_app is there already, with ${attribute}`),
				});
				expect([...(await catalogFingerprint(session)), ...(await roles())]).toEqual([...before, ...made]);
				await session.execute("DROP ROLE iafactory_app");
			});
		},
	);

	test("a harmless role of that name is used as it is", async () => {
		const params = await upTo007();
		await onServer(params, async (session) => {
			await session.execute("CREATE ROLE iafactory_app; CREATE ROLE iafactory_superadmin");
			await forward(session, ["008"]);
			expect(failing(await verify(session))).toEqual([]);
		});
		await rollBackAll(params);
	});
});
