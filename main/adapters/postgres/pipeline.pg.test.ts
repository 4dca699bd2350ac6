import { expect, test } from "vitest";
import { onServer, port, withDatabase } from "../../../test/helpers/postgres.ts";
import { DatabaseError } from "../../core/errors.ts";
import type { Rows, Session } from "../../core/ports.ts";

async function outcomesOf(session: Session, texts: string[]): Promise<(string | undefined)[]> {
	const heard: (Rows | DatabaseError)[] = [];
	await session.executeAll(texts, { told: (outcome, at) => expect(heard.push(outcome)).toBe(at + 1) });
	return heard.map((each) => (each instanceof DatabaseError ? each.sqlstate : each.command));
}

test("texts that are sent together are answered in their order, each with its own rows, and the session goes on after", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const heard: (Rows | DatabaseError)[] = [];
			const texts = ["SELECT 1 AS one", "", "SELECT 2 AS two, 3 AS three", "CREATE TABLE t (a int)"];
			await session.executeAll(texts, { told: (outcome) => heard.push(outcome) });
			expect(heard).toEqual([
				{ columns: ["one"], rows: [["1"]], command: "SELECT", rowCount: 1 },
				{ columns: [], rows: [], command: "" },
				{ columns: ["two", "three"], rows: [["2", "3"]], command: "SELECT", rowCount: 1 },
				{ columns: [], rows: [], command: "CREATE TABLE" },
			]);
			expect(await session.query("SELECT 4::text AS four")).toEqual([{ four: "4" }]);
			await session.executeAll([], { told: () => expect.unreachable() });
		}),
	);
});

test("in a transaction the server refuses everything behind a failure, and ROLLBACK leaves nothing", async () => {
	await withDatabase(({ params, sql }) =>
		onServer(params, async (session) => {
			const texts = ["BEGIN", "CREATE TABLE t (a int)", "SELECT 1/0", "CREATE TABLE u (a int)", "ROLLBACK", "SELECT 1"];
			expect(await outcomesOf(session, texts)).toEqual([
				"BEGIN",
				"CREATE TABLE",
				"22012",
				"25P02",
				"ROLLBACK",
				"SELECT",
			]);
			expect(await sql("SELECT relname FROM pg_class WHERE relname IN ('t', 'u')")).toEqual([]);
		}),
	);
});

test("a session that ends in the middle is CONNECTION_LOST, and what was answered before was heard", async () => {
	await withDatabase(({ params }) =>
		port.withSession(params, {}, async (session) => {
			const heard: string[] = [];
			const texts = ["SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 2"];
			const told = (outcome: Rows | DatabaseError) =>
				heard.push(outcome instanceof DatabaseError ? outcome.sqlstate : outcome.command);
			await expect(session.executeAll(texts, { told })).rejects.toMatchObject({ code: "CONNECTION_LOST" });
			expect(heard).toEqual(["SELECT"]);
			await expect(session.query("SELECT 1")).rejects.toMatchObject({ code: "CONNECTION_LOST" });
		}),
	);
});

test("COPY FROM STDIN, which would take the texts behind it for its rows, ends the session instead", async () => {
	await withDatabase(({ params, sql }) =>
		port.withSession(params, {}, async (session) => {
			await session.execute("CREATE TABLE t (a text)");
			const sent = session.executeAll(["COPY t FROM STDIN", "INSERT INTO t VALUES ('x')"], { told: () => {} });
			await expect(sent).rejects.toMatchObject({ code: "CONNECTION_LOST" });
			expect(await sql("SELECT * FROM t")).toEqual([]);
		}),
	);
});

test("what the listener throws is thrown, once the server has answered", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const told = () => {
				throw new Error("enough");
			};
			await expect(session.executeAll(["SELECT 1", "SELECT 2"], { told })).rejects.toThrow("enough");
			expect(await session.query("SELECT 3::text AS three")).toEqual([{ three: "3" }]);
		}),
	);
});

test("statements as one text are answered each by itself, up to the first that fails, with the place in its own text", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const heard: (string | number | undefined)[] = [];
			const told = (outcome: Rows | DatabaseError, at: number) =>
				heard.push(at, outcome instanceof DatabaseError ? outcome.sqlstate : outcome.command, positionOf(outcome));
			await session.execute("BEGIN; CREATE TABLE t (a int)");
			await session.executeTogether(
				["INSERT INTO t VALUES (1), (2) -- two", "SELECT 'é😀;'", "UPDATE t SET a = 3"],
				told,
			);
			expect(heard).toEqual([0, "INSERT", undefined, 1, "SELECT", undefined, 2, "UPDATE", undefined]);
			heard.length = 0;
			await session.executeTogether(["SELECT '😀'", "SELECT 1, 'é' || b", "SELECT 2"], told);
			expect(heard).toEqual([0, "SELECT", undefined, 1, "42703", 18]);
			expect(await outcomesOf(session, ["SELECT 1", "ROLLBACK"])).toEqual(["25P02", "ROLLBACK"]);
		}),
	);
});

test("of statements as one text none is run where one cannot be read, and it is that one which failed", async () => {
	await withDatabase(({ params, sql }) =>
		onServer(params, async (session) => {
			const heard: unknown[] = [];
			const told = (outcome: Rows | DatabaseError, at: number) => heard.push([at, positionOf(outcome)]);
			await session.executeTogether(["CREATE TABLE t (a int)", "SELECT 1", "SELEC 1"], told);
			expect(heard).toEqual([[2, 1]]);
			expect(await sql("SELECT 1 FROM pg_class WHERE relname = 't'")).toEqual([]);
		}),
	);
});

const positionOf = (outcome: Rows | DatabaseError): number | undefined =>
	outcome instanceof DatabaseError ? outcome.position : undefined;
