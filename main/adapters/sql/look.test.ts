import { describe, expect, it } from "vitest";
import { sqlPort } from "./sql.ts";

const look = (text: string) => sqlPort().look(text);

describe("a query as it is judged", () => {
	it("names every function, operator, type, field and relation, wherever it stands", async () => {
		const tree = await look(
			'WITH w AS (SELECT lower(a) FROM s.t) SELECT x.f, (y).g, 1 OPERATOR(public.+) 2, z::public.kind FROM w, "o""dd" AS x ORDER BY 1 USING <; -- end',
		);
		expect(tree).toMatchObject({ statements: 1, refused: [], withNames: ["w"], fields: ["f", "g"], parameters: false });
		expect(tree.notQuery).toBeUndefined();
		expect(tree.functions).toEqual([{ name: "lower" }]);
		expect(tree.operators).toEqual([{ schema: "public", name: "+" }, { name: "<" }]);
		expect(tree.types).toEqual([{ schema: "public", name: "kind" }]);
		const names = tree.relations.map(({ at, length }) => tree.text.slice(at, at + length));
		expect(names.sort()).toEqual(['"o""dd"', "s.t", "w"]);
		expect(tree.text.endsWith("USING <")).toBe(true);
	});

	it.each([
		["SELECT 1 INTO t", "INTO"],
		["SELECT 1 FOR UPDATE", "FOR UPDATE or FOR SHARE"],
		["WITH d AS (DELETE FROM t RETURNING 1) SELECT 1 FROM d", "DELETE"],
		["SELECT xmlforest(a) FROM t", "XML EXPR"],
		["SELECT * FROM JSON_TABLE('[]', '$' COLUMNS (a int)) AS j", "JSON TABLE"],
	])("%s holds what is not let through", async (text, what) => {
		expect((await look(text)).refused).toContain(what);
	});

	it("what is no query, or more than one statement, is told as that", async () => {
		expect(await look("DO $$ $$")).toMatchObject({ notQuery: "DO" });
		expect(await look("COMMIT; SELECT 1")).toMatchObject({ statements: 2 });
		expect(await look(" -- nothing")).toMatchObject({ statements: 0 });
	});

	it("what cannot be read is refused, and nothing falls over", async () => {
		const deep = (times: number) => `SELECT ${"(".repeat(times)}1${")".repeat(times)}`;
		expect(await look(deep(2_000))).toMatchObject({ statements: 1 });
		await expect(look(deep(40_000))).rejects.toMatchObject({ code: expect.stringMatching(/REFUSED|BAD_INPUT/) });
		await expect(look(`SELECT '${"x".repeat(300_000)}'`)).rejects.toMatchObject({ code: "REFUSED" });
		await expect(look("SELECT 1\0")).rejects.toMatchObject({ code: "BAD_INPUT" });
		await expect(look("SELECT '\ud800'")).rejects.toMatchObject({ code: "BAD_INPUT" });
		expect(await look("SELECT 2")).toMatchObject({ statements: 1 });
	});
});
