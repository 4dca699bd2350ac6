import { expect, test } from "vitest";
import type { ExplainedRow, RowCommand } from "../../main/contract/index.ts";
import { failureOf, type RowScene, withRowScene } from "../helpers/row-scene.ts";

const outcomes = ({ verdicts }: ExplainedRow): string[] =>
	verdicts.map(({ command, outcome }) => `${command} ${outcome}`);

const verdict = ({ verdicts }: ExplainedRow, command: RowCommand) => {
	const found = verdicts.find((each) => each.command === command);
	if (!found) throw new Error(`no verdict for ${command}`);
	return found;
};

const explain = ({ client, connection, tenancy }: RowScene, rest: object): Promise<ExplainedRow> =>
	client.rows.explain({ connection, tenancy, tenant: "one", table: "shop.orders", ...rest });

test("a tenant's own row is let where policies and rights let it, another tenant's is kept out, and each policy says why", async () => {
	await withRowScene(async (scene) => {
		// Order 2 is tenant 1's, order 1 is tenant 2's.
		const own = await explain(scene, { key: [{ value: "2" }] });
		expect(outcomes(own)).toEqual(["SELECT lets", "INSERT lets", "UPDATE lets", "DELETE keeps"]);
		expect(verdict(own, "DELETE").missing).toEqual([
			{ privilege: "DELETE", on: '"shop"."orders"', grant: `GRANT DELETE ON "shop"."orders" TO "${scene.app}";` },
		]);
		expect(verdict(own, "DELETE").byPolicies).toBe(true);
		expect(own.seen).toBe(true);
		expect(own.rowTenant).toBe("1");
		const foreign = await explain(scene, { key: [{ value: "1" }] });
		expect(outcomes(foreign)).toEqual(["SELECT keeps", "INSERT keeps", "UPDATE keeps", "DELETE keeps"]);
		expect(foreign.seen).toBe(false);
		const select = verdict(foreign, "SELECT");
		expect(select.why).toBe("Policy own (USING): not true of this row.");
		expect(select.policies).toMatchObject([
			{
				name: "own",
				permissive: true,
				passes: false,
				clauses: [{ clause: "USING", words: "tenant_id is what shop.tenant() answers", result: "false" }],
				settings: [{ name: "shop.tenant", value: "1", through: "shop.tenant" }],
			},
		]);
		expect(select.ignored.map(({ name }) => name)).toEqual(["no_closing", "others"]);
	});
});

test("what an UPDATE would set is held against WITH CHECK: moving a row to another tenant, and what a restrictive policy forbids", async () => {
	await withRowScene(async (scene) => {
		const moved = await explain(scene, { key: [{ value: "2" }], set: [{ column: "tenant_id", value: "2" }] });
		expect(outcomes(moved)[2]).toBe("UPDATE keeps");
		expect(verdict(moved, "UPDATE").steps).toMatchObject([
			{ step: "read", passes: true },
			{ step: "reach", passes: true },
			{ step: "write", passes: false },
		]);
		const closed = await explain(scene, { key: [{ value: "2" }], set: [{ column: "status", value: "closed" }] });
		expect(verdict(closed, "UPDATE").why).toBe(
			"Policy no_closing (WITH CHECK): restrictive, and not true of the new row.",
		);
	});
});

test("a row that is in no table is judged as it is given, and one that a type does not take is refused", async () => {
	await withRowScene(async (scene) => {
		const given = await explain(scene, { row: [{ column: "tenant_id", value: "1" }] });
		expect(given.origin).toBe("given");
		expect(verdict(given, "INSERT").outcome).toBe("lets");
		expect(given.notes.join(" ")).toContain("status");
		expect(await failureOf(explain(scene, { row: [{ column: "tenant_id", value: "one" }] }))).toMatchObject({
			code: "BAD_INPUT",
		});
	});
});

test("a masked column's value does not leave the server, also where a policy reads it", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(
			`CREATE POLICY by_card ON shop.orders FOR SELECT TO ${scene.app} USING (card = 'card-1')`,
		);
		const told = await explain(scene, { key: [{ value: "1" }] });
		expect(verdict(told, "SELECT").outcome).toBe("lets");
		expect(told.row.find(({ column }) => column === "card")).toMatchObject({ value: null, masked: true });
		expect(JSON.stringify(told.row)).not.toContain("card-1");
	});
});

test("rows go through unchanged whatever their types: NULLs, bytea, NaN, -0, infinity, json, arrays, composites, dropped and generated columns", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`
			CREATE TYPE shop.pair AS (x int, y text); CREATE DOMAIN shop.few AS int CHECK (VALUE < 10);
			CREATE TABLE shop.odd (id int PRIMARY KEY, gone int, tenant_id int, b bytea, f float8, r real, n numeric, n2 numeric(10, 3), ts timestamptz,
			  d date, iv interval, j json, jb jsonb, a text[], aa int[][], p shop.pair, ps shop.pair[], few shop.few, c char(5), bits bit varying,
			  "we""ird\n" text, rng tstzrange, u uuid, x xml, ip inet, m money, "oid" oid, g int GENERATED ALWAYS AS (id * 2) STORED, v tsvector);
			ALTER TABLE shop.odd DROP COLUMN gone; GRANT SELECT ON shop.odd TO ${scene.app};
			INSERT INTO shop.odd VALUES (1, 1, '\\x00ff27', '-0', 'NaN', 'NaN', 1.1, 'infinity', '-infinity', '-1 mon +2 days -00:00:01.5', '{"a" : 1.10, "a": "é"}',
			  '{"a": 1.10}', '{a,NULL,"NULL","",","}', '{{1,2},{3,NULL}}', '(1,"a ""q"", \\\\ b")', ARRAY['(,)', NULL]::shop.pair[], 9, 'ab', '10101', E'\\n"', '[2026-01-01,)',
			  gen_random_uuid(), '<a>1</a>', '::1', '12.30', 4294967295, DEFAULT, 'a:1 b:2'),
			  (2, NULL, NULL, 5e-324, 3.4e38, 'Infinity', NULL, '2026-11-24 08:00:00.123456+00', '4713-01-01 BC', '178000000 years', 'null', 'null', '{}', NULL,
			  NULL, '{}', NULL, '', '', NULL, 'empty', NULL, NULL, NULL, NULL, NULL, DEFAULT, NULL); INSERT INTO shop.odd VALUES (3);
			CREATE FUNCTION shop.same(r shop.odd) RETURNS boolean LANGUAGE sql SECURITY DEFINER AS
			  $$ SELECT record_image_eq(r, (SELECT o FROM shop.odd o WHERE o.id = r.id)) $$;
			ALTER TABLE shop.odd ENABLE ROW LEVEL SECURITY; CREATE POLICY same ON shop.odd USING (shop.same(odd));
			ALTER DATABASE ${scene.database.database} SET intervalstyle = 'sql_standard'; ALTER DATABASE ${scene.database.database} SET datestyle = 'SQL, DMY';
			ALTER DATABASE ${scene.database.database} SET extra_float_digits = -3; ALTER DATABASE ${scene.database.database} SET bytea_output = 'escape';`);
		for (const id of ["1", "2", "3"]) {
			const told = await explain(scene, { table: "shop.odd", key: [{ value: id }] });
			expect(verdict(told, "SELECT").policies).toMatchObject([{ name: "same", passes: true }]);
		}
	});
});

test("a policy that fails is told as that with the server's words, and a function in a schema that the role may not use is asked all the same", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`
			CREATE SCHEMA hidden; CREATE FUNCTION hidden.yes() RETURNS boolean LANGUAGE sql AS 'SELECT true';
			CREATE TABLE shop.picky (id int PRIMARY KEY, n int); INSERT INTO shop.picky VALUES (1, 0), (2, 1);
			ALTER TABLE shop.picky ENABLE ROW LEVEL SECURITY; GRANT ALL ON shop.picky TO ${scene.app};
			CREATE POLICY ratio ON shop.picky USING (10 / n > 1); CREATE POLICY hides ON shop.picky AS RESTRICTIVE FOR DELETE USING (hidden.yes())`);
		const broken = await explain(scene, { table: "shop.picky", key: [{ value: "1" }] });
		expect(verdict(broken, "UPDATE")).toMatchObject({ outcome: "fails", visible: false });
		expect(verdict(broken, "UPDATE").policies[0]?.clauses[0]).toMatchObject({
			result: "error",
			error: { sqlstate: "22012", message: "division by zero" },
		});
		const told = await explain(scene, { table: "shop.picky", key: [{ value: "2" }] });
		expect(verdict(told, "DELETE").policies.map(({ name, passes }) => [name, passes])).toEqual([
			["hides", true],
			["ratio", true],
		]);
	});
});

test("whom no policy holds is told so: superuser, BYPASSRLS, owner without FORCE, and a table whose row-level security is off", async () => {
	await withRowScene(async (scene) => {
		const why = async (table: string, role: string) =>
			(await explain(scene, { table, role, where: [{ column: "id", value: "1" }] })).viewer.rowSecurity;
		expect(await why("shop.orders", scene.app)).toMatchObject({ active: true });
		expect((await why("shop.orders", "postgres")).why).toBe("postgres is a superuser: no policy holds it.");
		await scene.database.script(`ALTER TABLE shop.orders OWNER TO ${scene.app}; ALTER ROLE ${scene.other} BYPASSRLS`);
		expect((await why("shop.orders", scene.app)).why).toContain("FORCE ROW LEVEL SECURITY holds it");
		expect((await why("shop.orders", scene.other)).why).toContain("has BYPASSRLS");
		await scene.database.script("ALTER TABLE shop.orders NO FORCE ROW LEVEL SECURITY");
		expect((await why("shop.orders", scene.app)).why).toContain("which is not forced");
		await scene.database.script("ALTER TABLE shop.orders DISABLE ROW LEVEL SECURITY");
		expect((await why("shop.orders", scene.app)).why).toContain("Row-level security is off");
	});
});

test("what cannot be asked says what can: tenant, table, column, key, view, role", async () => {
	await withRowScene(async (scene) => {
		const failure = (rest: object) => failureOf(explain(scene, { key: [{ value: "1" }], ...rest }));
		expect(await failure({ tenant: "nobody" })).toMatchObject({ code: "NOT_FOUND" });
		expect(await failure({ table: "shop.ordrs" })).toMatchObject({
			code: "NOT_FOUND",
			hint: "Did you mean shop.orders?",
		});
		expect(await failure({ table: "ordesr" })).toMatchObject({ code: "NOT_FOUND", hint: "Did you mean shop.orders?" });
		expect(await failure({ key: [{ value: "999999" }] })).toMatchObject({ code: "NOT_FOUND" });
		expect(await failure({ key: [{ value: "x" }] })).toMatchObject({ code: "BAD_INPUT" });
		expect(await failure({ key: undefined, where: [{ column: "totl", value: "1" }] })).toMatchObject({
			hint: "Did you mean total?",
		});
		expect(await failure({ key: undefined, where: [{ column: "status", value: "open" }] })).toMatchObject({
			message: "More than one row has these values.",
		});
		expect(await failure({ table: "shop.order_view" })).toMatchObject({ code: "BAD_INPUT" });
		expect(await failure({ role: "no such role" })).toMatchObject({ code: "NOT_FOUND" });
		await scene.database.script('CREATE TABLE shop."no ""key""\n" (a int)');
		expect(await failure({ table: { schema: "shop", name: 'no "key"\n' } })).toMatchObject({
			code: "BAD_INPUT",
			hint: expect.stringContaining("--where"),
		});
		expect(await failure({ table: "shop.lines", key: [{ value: "order_id=1" }] })).toMatchObject({
			message: "The primary key of shop.lines is order_id, no.",
		});
	});
});

test("a key of several columns is read in each of its forms, and a table called as SQL would have to quote it", async () => {
	await withRowScene(async (scene) => {
		const forms = [
			[{ value: "order_id=1" }, { value: "no=2" }],
			[
				{ column: "no", value: "2" },
				{ column: "order_id", value: "1" },
			],
			[{ value: '{"no": 2, "order_id": 1}' }],
		];
		for (const key of forms) {
			const told = await explain(scene, { table: "shop.lines", key });
			expect(told.row.find(({ column }) => column === "body")?.value).toBe("b");
		}
		await scene.database.script(
			'CREATE TABLE shop."Odd ""T"".x" ("__proto__" text PRIMARY KEY); INSERT INTO shop."Odd ""T"".x" VALUES (\'k\')',
		);
		const told = await explain(scene, { table: 'shop."Odd ""T"".x"', key: [{ value: "k" }] });
		expect(told.key).toEqual([{ column: "__proto__", value: "k" }]);
	});
});

test("where PostgreSQL 18 makes something else of a whole row with virtual columns, what a SELECT finds decides", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`CREATE TABLE shop.made (id int PRIMARY KEY, gone int, a int, g int GENERATED ALWAYS AS (a + 1) VIRTUAL);
			INSERT INTO shop.made VALUES (1, NULL, 2); ALTER TABLE shop.made DROP COLUMN gone; GRANT ALL ON shop.made TO ${scene.app};
			ALTER TABLE shop.made ENABLE ROW LEVEL SECURITY; CREATE POLICY whole ON shop.made USING (made.* IS NOT NULL)`);
		const told = await explain(scene, { table: "shop.made", key: [{ value: "1" }] });
		const [row] = await scene.database.sql("SELECT count(*)::text AS rows FROM shop.made WHERE made.* IS NOT NULL");
		const seen = row?.rows === "1";
		expect(told.seen).toBe(seen);
		expect([verdict(told, "SELECT").visible, verdict(told, "DELETE").visible]).toEqual([seen, seen]);
		expect(told.notes.join(" ")).toContain("virtual columns");
	});
});

test.each([14, 16] as const)("on PostgreSQL %i as well", async (version) => {
	await withRowScene(async (scene) => {
		expect(outcomes(await explain(scene, { key: [{ value: "2" }] }))).toEqual([
			...["SELECT lets", "INSERT lets", "UPDATE lets", "DELETE keeps"],
		]);
	}, version);
});
