/** A real standby: its data folder is a copy of the primary's, taken while that was down, and streams from it. */
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
	type Cluster,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { clusterIn } from "../helpers/clusters.ts";
import { onServer, paramsOf } from "../helpers/postgres.ts";
import { as } from "../helpers/private-cluster.ts";
import { ALPHA, shopSql, shopTenancy, urlOf } from "../helpers/view-scene.ts";

const owner = { user: "shop_owner", password: "password-of-a-test" };
const reader = { user: "shop_reader", password: "password-of-a-test" };
const reason = "a test";

describe("on a standby", () => {
	let folder: string;
	let primary: Cluster;
	let standby: Cluster;
	let at: { primary: ConnectParams; standby: ConnectParams };

	beforeAll(async () => {
		folder = mkdtempSync(join(inject("clusters"), "standby-"));
		chmodSync(folder, 0o755);
		const made = clusterIn(folder, 18);
		if (!made) throw new Error("no PostgreSQL 18 for this platform");
		primary = made;
		standby = { ...primary, folder: join(folder, "second") };
		await makeCluster(primary);
		await startCluster(primary);
		await stopCluster(primary);
		cpSync(primary.folder, standby.folder, { recursive: true });
		const { port } = await startCluster(primary);
		const password = superuserPassword(primary);
		const source = `host=127.0.0.1 port=${port} user=${SUPERUSER} password=${password}`;
		writeFileSync(join(standby.folder, "data", "standby.signal"), "");
		writeFileSync(join(standby.folder, "data", "postgresql.auto.conf"), `primary_conninfo = '${source}'\n`);
		rmSync(join(standby.folder, "port"), { force: true });
		chmodSync(join(standby.folder, "data"), 0o700);
		own(standby);
		const second = await startCluster(standby);
		const server = { version: 18 as const, host: "127.0.0.1", user: SUPERUSER, password };
		const admin = paramsOf({ ...server, port }, "postgres");
		await onServer(admin, (session) =>
			session.execute(
				`CREATE ROLE ${owner.user} LOGIN CREATEROLE PASSWORD '${owner.password}'; CREATE ROLE ${reader.user} LOGIN PASSWORD '${reader.password}'`,
			),
		);
		await onServer(admin, (session) => session.execute(`CREATE DATABASE shop OWNER ${owner.user}`));
		at = {
			primary: paramsOf({ ...server, port }, "shop"),
			standby: paramsOf({ ...server, port: second.port }, "shop"),
		};
		await onServer(at.primary, (session) => session.execute(`GRANT CREATE ON SCHEMA public TO ${owner.user}`));
		await onServer(as(at.primary, owner), (session) => session.execute(shopSql()));
		await withBulkhead(async ({ client, open }) => {
			await client.barrier.install({ connection: await open(urlOf(as(at.primary, owner))), tenancy: shopTenancy });
		});
		await onServer(at.primary, (session) =>
			session.execute(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader.user}`),
		);
		await caughtUp();
	});
	afterAll(async () => {
		await stopCluster(standby);
		await stopCluster(primary);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	});

	/** The copy belongs to whom the server runs as. */
	function own({ folder: copy, as: { uid, gid } }: Cluster): void {
		if (uid === undefined) return;
		for (const entry of ["", ...readdirSync(copy, { recursive: true })])
			chownSync(join(copy, String(entry)), uid, gid ?? uid);
	}

	/** With all that was made on the primary, what its writer has still in hand among it: these servers commit without waiting. */
	async function caughtUp(): Promise<void> {
		const lsn = (params: ConnectParams, what: string) =>
			onServer(params, (session) => session.query<{ lsn: string }>(`SELECT (${what} - '0/0')::text AS lsn`));
		const [wanted] = await lsn(at.primary, "pg_current_wal_insert_lsn()");
		for (let tries = 0; tries < 300; tries += 1) {
			const [has] = await lsn({ ...at.standby, database: "postgres" }, "pg_last_wal_replay_lsn()");
			if (BigInt(has?.lsn ?? 0) >= BigInt(wanted?.lsn ?? 0)) return;
			await sleep(100);
		}
		throw new Error("the standby does not catch up");
	}

	it("the server's level is not to be had, and the way up names the primary; a bare login has level tool", () =>
		withBulkhead(async ({ client, open }) => {
			for (const [login, level] of [
				[owner, "structured"],
				[reader, "tool"],
			] as const) {
				const connection = await open(urlOf(as(at.standby, login)));
				const opened = await client.views.open({ connection, tenancy: shopTenancy, tenant: ALPHA, reason });
				expect(opened.level).toBe(level);
				expect(opened.why.join(" ")).toContain("This server is a standby");
				expect(opened.waysUp.join(" ")).toContain("primary");
				const { rows } = await client.views.browse({ view: opened.view, table: { schema: "public", name: "orders" } });
				expect(rows).toHaveLength(20);
				expect(JSON.stringify(rows)).not.toContain("beta-secret");
				expect(opened.swept).toEqual([]);
			}
		}));

	it("the barrier is checked, and a view of the primary is not disturbed by it", () =>
		withBulkhead(async ({ client, open }) => {
			const onPrimary = await open(urlOf(as(at.primary, owner)));
			const view = await client.views.open({ connection: onPrimary, tenancy: shopTenancy, tenant: ALPHA, reason });
			expect(view.level).toBe("server");
			await caughtUp();
			const state = await client.barrier.check({
				connection: await open(urlOf(as(at.standby, owner))),
				tenancy: shopTenancy,
			});
			expect(state).toMatchObject({ installed: true, holds: true, swept: [] });
			const table = { schema: "public", name: "orders" };
			expect((await client.views.browse({ view: view.view, table })).rows).toHaveLength(20);
		}));
});
