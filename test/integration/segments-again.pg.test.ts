/** Ways on from a file that stopped midway: resume, also when its rest was mended; redo; clean. */
import { expect, test } from "vitest";
import { finish, putFiles, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

type How = { resume: true } | { interrupted: "redo" | "clean" } | Record<string, never>;

interface Work {
	database: TestDatabase;
	edit(text: string): void;
	apply(how?: How): ReturnType<typeof finish<"apply">>;
	status(): Promise<
		{ state: string; interruption?: { done: number; of: number; line: number } | undefined } | undefined
	>;
	reasons(): Promise<(string | null)[]>;
}

const withWork = (text: string, use: (work: Work) => Promise<void>) =>
	withDatabase((database) =>
		withSet({ "001_work.sql": text }, (folder) =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(database.url, folder);
				await use({
					database,
					edit: (edited) => putFiles(folder, { "001_work.sql": edited }),
					apply: (how = {}) => finish(client, "apply", client.migrations.apply({ connection, ...how })),
					status: async () => (await client.migrations.status({ connection })).migrations[0],
					reasons: async () =>
						(
							await database.sql<{ reason: string | null }>(
								"SELECT reason FROM bulkhead.events WHERE event <> 'step' ORDER BY id",
							)
						).map(({ reason }) => reason),
				});
			}),
		),
	);

const broken = "CREATE TABLE one (id int);\nVACUUM one;\nSELECT nonsense;\nCREATE TABLE two (id int);";
const mended = broken.replace("SELECT nonsense", "SELECT 1");

test("what stopped it is mended in the file: resume runs the rest as it is now, and the ledger has the file that ran", () =>
	withWork(broken, async ({ edit, apply, status, reasons, database }) => {
		expect((await apply()).error).toMatchObject({ code: "INTERRUPTED", line: 3 });
		edit(mended);
		const { error, result } = await apply({ resume: true });
		expect(error).toBeUndefined();
		expect(result?.applied[0]?.statements.map(({ line }) => line)).toEqual([3, 4]);
		expect(await status()).toMatchObject({ state: "applied" });
		expect(await reasons()).toEqual([null, "resumed with an edited file: 2 segments are as they were", null]);
		expect(await database.sql("SELECT 1 FROM pg_class WHERE relname IN ('one', 'two')")).toHaveLength(2);
	}));

test("mended wrongly it stops again, with what was done before still counted", () =>
	withWork(broken, async ({ edit, apply, status }) => {
		await apply();
		edit(broken.replace("nonsense", "still_nonsense"));
		expect((await apply({ resume: true })).error).toMatchObject({ code: "INTERRUPTED", line: 3 });
		expect(await status()).toMatchObject({ state: "interrupted", interruption: { done: 2, of: 3, line: 3 } });
		edit(mended);
		expect((await apply({ resume: true })).error).toBeUndefined();
	}));

test("an edit in a part that is done is refused by resume, with the ways on; redo runs the file from its beginning", () =>
	withWork(broken, async ({ edit, apply, status, database }) => {
		await apply();
		edit(mended.replace("one (id int)", "one (id bigint)"));
		const refused = await apply({ resume: true });
		expect(refused.error).toMatchObject({
			code: "REFUSED",
			message: expect.stringContaining("in a part that is done"),
		});
		expect(refused.error?.hint).toContain("--redo");
		expect((await apply({ interrupted: "redo" })).error).toMatchObject({
			code: "STATEMENT_FAILED",
			sqlstate: "42P07",
			line: 1,
		});
		await database.script("DROP TABLE one");
		expect((await apply()).error).toBeUndefined();
		expect(await status()).toMatchObject({ state: "applied" });
	}));

test("clean drops the invalid index that was left, forgets the try, and applies nothing; what was done stays and is told", () =>
	withWork(
		"CREATE TABLE one (id int); INSERT INTO one VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);",
		async ({ apply, status, reasons, database }) => {
			await database.script(`CREATE SCHEMA later;
				CREATE FUNCTION later.stop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not dropped'; END $$;
				CREATE EVENT TRIGGER keep ON ddl_command_start WHEN TAG IN ('DROP INDEX') EXECUTE FUNCTION later.stop()`);
			const { error } = await apply();
			expect(error).toMatchObject({
				code: "INTERRUPTED",
				sqlstate: "23505",
				data: { state: expect.stringContaining("not dropped") },
			});
			const invalid = "SELECT 1 FROM pg_index WHERE NOT indisvalid";
			expect(await database.sql(invalid)).toHaveLength(1);
			await database.script("DROP EVENT TRIGGER keep");
			const { result } = await apply({ interrupted: "clean" });
			expect(result).toMatchObject({
				applied: [],
				skipped: [{ id: "001", reason: "it is pending again; what 1 of 2 segments did stays" }],
			});
			expect(await database.sql(invalid)).toEqual([]);
			expect(await status()).toMatchObject({ state: "pending" });
			expect((await reasons()).at(-1)).toBe("given up and cleaned: what 1 of 2 segments did stays");
		},
	));
