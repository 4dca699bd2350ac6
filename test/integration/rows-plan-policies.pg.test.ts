import { expect, test } from "vitest";
import { failureOf, withRowScene } from "../helpers/row-scene.ts";

test("the plan as the tenant stands beside the login's: the index on the tenant, the policy's filter, what it costs", async () => {
	await withRowScene(async (scene) => {
		const { client, connection, tenancy, database } = scene;
		const plan = () => client.rows.plan({ connection, tenancy, tenant: "one", table: "shop.orders", limit: 5 });
		const served = await plan();
		expect(served.tenant.nodes.flatMap(({ marks }) => marks)).toContain("tenant-index");
		expect(served.administrator.nodes.flatMap(({ marks }) => marks)).not.toContain("tenant-index");
		await database.script("DROP INDEX shop.orders_tenant");
		const unserved = await plan();
		const marks = unserved.tenant.nodes.flatMap((node) => node.marks);
		expect(marks).toContain("policy-filter");
		expect(marks).not.toContain("tenant-index");
		expect(unserved.administrator.nodes.flatMap((node) => node.marks)).not.toContain("policy-filter");
		expect(unserved.findings.join(" ")).toContain("held against the policies");
		expect(unserved.statement).toBe(
			'SELECT bulkhead_row.* FROM "shop"."orders" AS bulkhead_row ORDER BY bulkhead_row."id" LIMIT 5',
		);
	});
});

test("filters of a plan are bound and its columns checked, and what the role may not read has no plan but the server's words", async () => {
	await withRowScene(async ({ client, connection, tenancy, other }) => {
		const on = { connection, tenancy, tenant: "one", table: "shop.orders" };
		const told = await client.rows.plan({
			...on,
			filters: [{ column: "status", value: "x' OR true --" }],
			sort: [{ column: "total", desc: true }],
		});
		expect(told.statement).toContain(
			'WHERE bulkhead_row."status" = ($1::text)::text ORDER BY bulkhead_row."total" DESC',
		);
		expect(await failureOf(client.rows.plan({ ...on, sort: [{ column: "statsu" }] }))).toMatchObject({
			hint: "Did you mean status?",
		});
		const refused = await client.rows.plan({ ...on, role: other });
		expect(refused.tenant.error).toMatchObject({ sqlstate: "42501" });
		expect(refused.administrator.error).toBeUndefined();
	});
});

test("a table's policies are told in words, with who has what on it, by whom they have it, and whom no policy holds", async () => {
	await withRowScene(async ({ client, connection, database, app, other }) => {
		await database.script(`CREATE ROLE "${app} member" LOGIN; GRANT ${app} TO "${app} member"; GRANT TRUNCATE ON shop.orders TO PUBLIC;
			COMMENT ON POLICY own ON shop.orders IS 'each its own'`);
		try {
			const told = await client.rows.policies({ connection, table: "shop.orders" });
			expect(told.policies.map(({ name, words, reads, comment }) => ({ name, words, reads, comment }))[2]).toEqual({
				name: "own",
				words: `Lets ${app} see, change and remove rows where tenant_id is what shop.tenant() answers. New rows are held to the same.`,
				reads: [{ name: "shop.tenant", through: "shop.tenant" }],
				comment: "each its own",
			});
			const role = (name: string) => told.roles.find((each) => each.role === name);
			expect(role(app)?.policies).toEqual(["no_closing", "own"]);
			expect(role(`${app} member`)).toMatchObject({ login: true, policies: ["no_closing", "own"] });
			expect(role(`${app} member`)?.privileges).toContainEqual({ privilege: "UPDATE", grantable: false, through: app });
			expect(role(other)?.privileges).toContainEqual({
				privilege: "SELECT",
				grantable: false,
				columns: ["id", "tenant_id"],
			});
			expect(role(other)?.privileges).toContainEqual({ privilege: "TRUNCATE", grantable: false, through: "public" });
			expect(role("postgres")).toMatchObject({ bypasses: "superuser" });
			expect(told.notes).toContain("Policy others lets every row, and permissive policies add up.");
			expect(await failureOf(client.rows.policies({ connection, table: "shop.none" }))).toMatchObject({
				code: "NOT_FOUND",
			});
		} finally {
			await database.script(`DROP ROLE "${app} member"`);
		}
	});
});
