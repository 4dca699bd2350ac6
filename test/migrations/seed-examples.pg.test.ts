/** Every SQL example of the document that this set was ordered with runs unchanged, and gives what it says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import type { ConnectParams, Rows, Session } from "../../main/core/ports.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, ids, verify } from "../helpers/run-files.ts";
import * as seed from "./seed-examples.ts";

const LINKED = "550e8400-e29b-41d4-a716-446655440000";

let cluster: PrivateCluster;

beforeAll(async () => {
	cluster = await privateCluster();
});
afterAll(() => cluster.stop());

/** Each statement by itself, as a person pastes it. */
async function run(session: Session, text: string): Promise<Rows[]> {
	const results: Rows[] = [];
	for (const statement of await sqlPort().statements(text)) results.push(await session.execute(statement.text));
	return results;
}

const table = ({ columns, rows }: Rows) =>
	rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));

/**
 * The owner is held by forced row security as everybody is: for what needs every tenant, he turns the superadmin mode on. He comes
 * first, for the roles are to be of his making.
 */
describe.each(["a plain owner in superadmin mode", "a superuser"] as const)("as %s", (who) => {
	let params: ConnectParams;
	let owner: Login | undefined;

	beforeAll(async () => {
		owner = who === "a superuser" ? undefined : await cluster.login("CREATEROLE");
		params = await cluster.database(owner);
		await onServer(params, async (session) => {
			await forward(session);
			await session.execute("INSERT INTO users (email, full_name) VALUES ('one@example.dz', 'User One')");
		});
	});

	const session = <T>(use: (session: Session) => Promise<T>) =>
		onServer(params, async (opened) => {
			if (owner) await run(opened, seed.superadmin);
			return use(opened);
		});

	test("tenants are made, with their id returned, and listed newest first, the system tenant among them", () =>
		session(async (opened) => {
			for (const example of [seed.school, seed.medicalOffice, seed.lawFirm]) {
				const [made] = await run(opened, example);
				expect(made?.rows).toEqual([[expect.stringMatching(/^[0-9a-f-]{36}$/)]]);
			}
			const [all, system] = await run(opened, seed.tenants);
			if (!(all && system)) throw new Error("two results");
			expect(all.columns).toEqual(["id", "name", "region", "plan", "status", "created_at"]);
			expect(table(all).map(({ name, region, plan, status }) => [name, region, plan, status])).toEqual([
				["Étude Notariale Belhadi Oran", "DZ", "pro", "active"],
				["Cabinet Dr. Dupont Genève", "CH", "enterprise", "active"],
				["École Ibn Khaldoun Alger", "DZ", "pro", "active"],
				["System", "DZ", "enterprise", "active"],
			]);
			expect(table(system)).toEqual([
				expect.objectContaining({ id: "00000000-0000-0000-0000-000000000000", settings: "{}" }),
			]);
			const { rows } = await opened.execute("SELECT metadata ->> 'city' FROM tenants WHERE region = 'CH'");
			expect(rows).toEqual([["Genève"]]);
		}));

	test("tenant_id is there, uuid and not null, on all 15 tables", () =>
		session(async (opened) => {
			const [columns] = await run(opened, seed.tenantColumns);
			if (!columns) throw new Error("one result");
			expect(columns.rows).toHaveLength(15);
			for (const row of table(columns)) expect(row).toMatchObject({ data_type: "uuid", is_nullable: "NO" });
		}));

	test("both indexes are there on each of the 15 tables, and their use is counted", () =>
		session(async (opened) => {
			const [indexes] = await run(opened, seed.indexes);
			const [tables] = await run(opened, seed.tenantColumns);
			const listed = indexes?.rows.map(([schema, of, name]) => `${schema} ${of} ${name}`);
			const patterns = seed.indexPattern.split("\n").map((line) => line.split(" ")[2] ?? "");
			expect(patterns).toEqual(["idx_{table}_tenant", "idx_{table}_tenant_created"]);
			for (const [name] of tables?.rows ?? []) {
				for (const pattern of patterns) {
					expect(listed).toContain(`public ${name} ${pattern.replace("{table}", name ?? "")}`);
				}
			}
			const [use] = await run(opened, seed.indexUse);
			expect(use?.rows).toHaveLength(listed?.length ?? 0);
		}));

	test("a user is linked to a tenant, and listed with the role", () =>
		session(async (opened) => {
			await opened.execute(
				`INSERT INTO tenants (id, name, slug, region, admin_email) VALUES ('${LINKED}', 'L', 'l', 'FR', 'l@l.fr')`,
			);
			const [link, list] = await run(opened, seed.linkUser);
			expect(link?.rowCount).toBe(1);
			expect(list && table(list)).toEqual([
				{ id: "1", email: "one@example.dz", full_name: "User One", role: "admin", created_at: expect.any(String) },
			]);
		}));

	test("tenant B's projects are 0 rows where tenant A has one", () =>
		session(async (opened) => {
			const [tenants, project, isolated] = await run(opened, seed.isolation);
			expect([tenants?.rows.length, project?.rowCount, isolated?.rows]).toEqual([2, 1, []]);
			const mine = await opened.execute(
				"SELECT name FROM projects WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'test-tenant-a')",
			);
			expect(mine.rows).toEqual([["Secret Project A"]]);
		}));

	test("superadmin mode shows all tenants' projects", () =>
		onServer(params, async (opened) => {
			const [, all] = await run(opened, seed.superadmin);
			expect(all && table(all)).toEqual([expect.objectContaining({ name: "Secret Project A" })]);
		}));

	test("the functions are there as called; the placeholder, which is no UUID, is refused by name", () =>
		onServer(params, async (opened) => {
			const [placeholder, ...others] = await sqlPort().statements(seed.functions);
			await expect(opened.execute(placeholder?.text ?? "")).rejects.toMatchObject({
				sqlstate: "22P02",
				message: expect.stringContaining("tenant-uuid-here"),
			});
			await opened.execute(`SELECT set_tenant('${LINKED}')`);
			const results: unknown[] = [];
			for (const { text } of others) results.push((await opened.execute(text)).rows[0]?.[0]);
			expect(results).toEqual([LINKED, owner ? "f" : "t", ""]);
			expect((await opened.execute("SELECT is_superadmin()")).rows).toEqual([["t"]]);
		}));

	test("each application request sees its own tenant's projects, without a word about tenants in its query", async () => {
		const application = await cluster.login();
		await onServer(cluster.admin(params.database), (admin) =>
			admin.execute(`GRANT iafactory_app TO ${application.user}`),
		);
		const slugs = await session(async (opened) => {
			const { rows } = await opened.execute("SELECT id FROM tenants WHERE slug LIKE 'test-tenant-_' ORDER BY slug");
			return rows.map(([id]) => id);
		});
		await onServer(as(params, application), async (opened) => {
			const seen: unknown[] = [];
			for (const id of slugs) {
				await opened.execute(`SELECT set_tenant('${id}')`);
				seen.push((await opened.execute("SELECT * FROM projects")).rows.length);
			}
			expect(seen).toEqual([1, 0]);
		});
	});

	test("the emergency rollbacks take 007 and 006 away, and the set can be applied again", () =>
		onServer(params, async (opened) => {
			const applied = await catalogFingerprint(opened);
			await run(opened, seed.rollback007);
			expect((await run(opened, seed.tenantColumns)).flatMap(({ rows }) => rows.map(([name]) => name))).toEqual([
				"api_keys",
				"tenant_users",
				"usage_events",
			]);
			await run(opened, seed.rollback006);
			expect((await run(opened, seed.tenantColumns))[0]?.rows).toEqual([]);
			await forward(opened, ids.slice(5));
			expect(await catalogFingerprint(opened)).toEqual(applied);
			expect(failing(await verify(opened))).toEqual([]);
		}));
});
