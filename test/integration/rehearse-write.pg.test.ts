import { expect, test } from "vitest";
import type { RehearsedWrite, RowWrite } from "../../main/contract/index.ts";
import { failureOf, type RowScene, withRowScene } from "../helpers/row-scene.ts";

const reason = "a ticket says that it cannot be saved";

const rehearse = (
	{ client, connection, tenancy }: RowScene,
	write: RowWrite,
	rest: object = {},
): Promise<RehearsedWrite> =>
	client.rows.rehearseWrite({ connection, tenancy, tenant: "one", table: "shop.orders", write, reason, ...rest });

const insert = (values: Record<string, string | null>): RowWrite => ({
	command: "INSERT",
	values: Object.entries(values).map(([column, value]) => ({ column, value })),
});

const all = ({ database }: RowScene): Promise<object[]> =>
	database.sql("SELECT count(*)::text AS rows, sum(total)::text AS total, max(status) AS status FROM shop.orders");

test("a write as the tenant goes through or is refused as the server decides, and leaves nothing behind but the numbers it drew", async () => {
	await withRowScene(async (scene) => {
		const before = await all(scene);
		const done = await rehearse(scene, insert({ tenant_id: "1", total: "7.50" }));
		expect(done).toMatchObject({ outcome: "done", rows: 1, statement: expect.stringContaining("($2::text)::numeric") });
		expect(done.sequences).toEqual([{ name: "shop.orders_id_seq", from: "2000", to: "2001" }]);
		expect(await rehearse(scene, insert({ tenant_id: "2" }))).toMatchObject({
			outcome: "refused",
			error: { sqlstate: "42501" },
		});
		expect(await rehearse(scene, insert({ tenant_id: "1", status: "bad" }))).toMatchObject({
			outcome: "failed",
			error: { sqlstate: "23514" },
		});
		const update = (key: string, values: { column: string; value: string }[]): RowWrite => ({
			command: "UPDATE",
			key: [{ value: key }],
			values,
		});
		expect(await rehearse(scene, update("2", [{ column: "status", value: "done" }]))).toMatchObject({
			outcome: "done",
			rows: 1,
		});
		expect(await rehearse(scene, update("1", [{ column: "status", value: "done" }]))).toMatchObject({
			outcome: "no-row",
		});
		expect(await rehearse(scene, update("2", [{ column: "status", value: "closed" }]))).toMatchObject({
			outcome: "refused",
		});
		expect(await rehearse(scene, { command: "DELETE", key: [{ value: "2" }] })).toMatchObject({
			outcome: "refused",
			rows: 0,
		});
		expect(await all(scene)).toEqual(before);
	});
});

test("a role that may insert and not read can: counting what it did asks for no further right", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`REVOKE ALL ON shop.orders FROM ${scene.app}; GRANT INSERT ON shop.orders TO ${scene.app}; DROP POLICY own ON shop.orders;
			CREATE POLICY adds ON shop.orders FOR INSERT TO ${scene.app} WITH CHECK (tenant_id = shop.tenant())`);
		expect(await rehearse(scene, insert({ tenant_id: "1" }))).toMatchObject({ outcome: "done", rows: 1 });
	});
});

test("triggers are told in the order they fire, those of foreign keys that act too, and deferred constraints are asked", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`
			CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN coalesce(NEW, OLD); END';
			CREATE TRIGGER z_after AFTER UPDATE ON shop.orders FOR EACH STATEMENT EXECUTE FUNCTION shop.touch();
			CREATE TRIGGER b_row BEFORE UPDATE OF status ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
			CREATE TRIGGER a_row BEFORE UPDATE OF total ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
			CREATE TRIGGER off BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch(); ALTER TABLE shop.orders DISABLE TRIGGER off;
			CREATE TABLE shop.child (id int PRIMARY KEY, order_id int REFERENCES shop.orders ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
			CREATE TRIGGER child_row AFTER UPDATE ON shop.child FOR EACH ROW EXECUTE FUNCTION shop.touch();
			ALTER TABLE shop.orders ADD UNIQUE (card) DEFERRABLE INITIALLY DEFERRED`);
		const write = (column: string, value: string): RowWrite => ({
			command: "UPDATE",
			key: [{ value: "2" }],
			values: [{ column, value }],
		});
		const told = await rehearse(scene, write("status", "sent"));
		expect(told.triggers.map(({ name, timing, level, on }) => [name, timing, level, on])).toEqual([
			["b_row", "BEFORE", "ROW", undefined],
			["child_row", "AFTER", "ROW", "shop.child"],
			["z_after", "AFTER", "STATEMENT", undefined],
		]);
		expect(told.triggers[0]).toMatchObject({ function: "shop.touch", definer: true });
		expect(await rehearse(scene, write("card", "card-7"))).toMatchObject({
			outcome: "failed",
			error: { sqlstate: "23505" },
		});
	});
});

test.each([
	["PERFORM dblink_exec('x', 'y')", "dblink"],
	["NOTIFY changed", "NOTIFY"],
	["PERFORM pg_notify('a', 'b')", "NOTIFY"],
	["EXECUTE 'SELECT 1'", "EXECUTE"],
	["PERFORM pg_advisory_lock(1)", "lock of the session"],
	["PERFORM setval('shop.orders_id_seq', 9)", "setval"],
	["PERFORM shop.deep()", "dblink"],
	["INSERT INTO shop.log VALUES (1)", "NOTIFY"],
	["COPY shop.log TO PROGRAM 'sh'", "COPY"],
	["PERFORM set_config('a.b', 'c', false)", "setting of the session"],
] as const)("a write is refused where a rollback would not undo what a trigger does: %s", async (body, word) => {
	await withRowScene(async (scene) => {
		const before = await scene.database.sql("SELECT last_value::text FROM shop.orders_id_seq");
		await scene.database.script(`
			CREATE FUNCTION shop.deep() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN PERFORM dblink('a', 'b'); END $f$;
			CREATE TABLE shop.log (a int); CREATE FUNCTION shop.log_says() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NOTIFY said; RETURN NEW; END $f$;
			CREATE TRIGGER says AFTER INSERT ON shop.log FOR EACH ROW EXECUTE FUNCTION shop.log_says();
			CREATE FUNCTION shop.fires() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN ${body}; RETURN NEW; END $f$;
			CREATE TRIGGER fires BEFORE INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.fires();`);
		const { code, reasons, hint } = await failureOf(rehearse(scene, insert({ tenant_id: "1" })));
		expect(code).toBe("REFUSED");
		expect(reasons.join(" ")).toContain(word);
		expect(hint).not.toBe("");
		expect(await scene.database.sql("SELECT last_value::text FROM shop.orders_id_seq")).toEqual(before);
	});
});

test("a trigger that only speaks of such things in a comment is none, and an ordinary one is let", async () => {
	await withRowScene(async (scene) => {
		await scene.database.script(`CREATE FUNCTION shop.fires() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN -- no NOTIFY here, no dblink('x')
			NEW.total := 3; /* EXECUTE */ RETURN NEW; END $f$;
			CREATE TRIGGER fires BEFORE INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.fires();`);
		expect(await rehearse(scene, insert({ tenant_id: "1" }))).toMatchObject({ outcome: "done" });
	});
});

test("rules, and values and rows that cannot be read, are refused before anything is written", async () => {
	await withRowScene(async (scene) => {
		expect(await failureOf(rehearse(scene, insert({ tenant_di: "1" })))).toMatchObject({
			hint: "Did you mean tenant_id?",
		});
		expect(await failureOf(rehearse(scene, insert({ tenant_id: "1" }), { table: "shop.order_view" }))).toMatchObject({
			code: "BAD_INPUT",
		});
		expect(await rehearse(scene, insert({ tenant_id: "one" }))).toMatchObject({
			outcome: "failed",
			error: { sqlstate: "22P02" },
		});
		await scene.database.script(
			"CREATE RULE copies AS ON INSERT TO shop.orders DO ALSO INSERT INTO shop.lines VALUES (9, 9, 1, 'x')",
		);
		expect(await failureOf(rehearse(scene, insert({ tenant_id: "1" })))).toMatchObject({ code: "REFUSED" });
	});
});

test("a connection that is locked against writing is not written to, and each try stands in the audit trail as a change with its reason", async () => {
	await withRowScene(async (scene) => {
		const { client, database } = scene;
		await rehearse(scene, insert({ tenant_id: "1", card: "4111 secret" }));
		const { entries } = await client.audit.list({ action: "rehearse-insert" });
		expect(entries[0]).toMatchObject({ effect: "change", tenant: "one", reason, outcome: "done" });
		expect(JSON.stringify(entries)).not.toContain("4111");
		const locked = await client.connections.open({ url: database.url, settings: { environment: "production" } });
		expect(await failureOf(rehearse({ ...scene, connection: locked.id }, insert({ tenant_id: "1" })))).toMatchObject({
			code: "REFUSED",
		});
	});
});
