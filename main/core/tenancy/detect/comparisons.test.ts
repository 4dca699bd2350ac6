import { expect, test } from "vitest";
import { comparisonsOf } from "./comparisons.ts";
import { readerOf } from "./sources.ts";
import { bare, tokensOf } from "./tokens.ts";

const text = (tokens: readonly { text: string }[]): string => tokens.map((token) => token.text).join(" ");
const compared = (sql: string): string[] =>
	comparisonsOf(tokensOf(sql)).map(({ left, right }) => `${text(bare(left))} ~ ${text(right)}`);

test("what is compared is found in conjunctions, sub-selects and lists, in every spelling of equality", () => {
	expect(compared("((a = f()) AND (NOT (b IS DISTINCT FROM 'x'::text)))")).toEqual(["a ~ f ( )", "b ~ x :: text"]);
	expect(compared("(EXISTS ( SELECT 1 FROM orders o WHERE ((o.id = t.order_id) AND (o.tenant = f()))))")).toEqual([
		"o . id ~ t . order_id",
		"o . tenant ~ f ( )",
	]);
	expect(compared("(a)::text IS NOT DISTINCT FROM b")).toEqual(["a ~ b"]);
	expect(compared(`("odd = name" = ANY (string_to_array('x = y'::text, ','::text)))`)).toEqual([
		"odd = name ~ ( string_to_array ( x = y :: text , , :: text ) )",
	]);
	expect(compared("a > b OR a <> b")).toEqual([]);
});

test("a claim is followed over casts, coalesce, nullif and steps; comments and strings say nothing", () => {
	const sources = (sql: string) =>
		readerOf([])
			.inTokens(tokensOf(sql))
			.sources.map(({ setting, claim }) => [setting, ...claim]);
	expect(sources("(nullif(current_setting('r.c', true), '')::jsonb -> 'app' ->> 'tenant')::uuid")).toEqual([
		["r.c", "app", "tenant"],
	]);
	expect(sources("current_setting('r.c')::json #>> '{app,tenant}'")).toEqual([["r.c", "app", "tenant"]]);
	expect(
		sources(
			"current_setting('a.b') -- current_setting('c.d')\n /* current_setting('e.f') */ || 'current_setting(''g.h'')'",
		),
	).toEqual([["a.b"]]);
});

test("text that was made to be slow is read in time, and nesting without end breaks nothing", () => {
	const began = performance.now();
	for (const piece of ["/*", "$a$", "'", '"', "(", "((a = ", "current_setting('x.y' ", "current_setting("]) {
		const tokens = tokensOf(piece.repeat(200_000 / piece.length));
		comparisonsOf(tokens);
		bare(tokens);
		readerOf([]).inTokens(tokens);
	}
	expect(performance.now() - began).toBeLessThan(10_000);
});
