import { expect, test } from "vitest";
import type { IndexFinding } from "../../../../main/contract/index.ts";
import { countFindings, findFindings, indexOf, isMendable, noFilter } from "./find-findings.ts";

const finding = (object: string, more: Partial<IndexFinding> = {}): IndexFinding => ({
	...{ check: "unused-index", severity: "WARN", object, detail: "nobody used it", why: "it costs", evidence: [] },
	...more,
});
const fix = { sql: "DROP INDEX a", undo: "", lock: "", cost: "" };
const all = [
	finding("index public.a_idx", { table: "public.a", fix }),
	finding("index public.b_idx", { table: "public.b", check: "invalid-index", severity: "ERROR" }),
	finding("table public.a", { table: "public.a", severity: "INFO", fix: { ...fix, byHand: "it rewrites the table" } }),
];

test("every word has to be there, in whatever case, and each choice narrows further", () => {
	expect(findFindings(all, noFilter)).toHaveLength(3);
	expect(findFindings(all, { ...noFilter, text: "INDEX  USED  b_" })).toEqual([all[1]]);
	expect(findFindings(all, { ...noFilter, table: "public.a", severity: "INFO" })).toEqual([all[2]]);
	expect(findFindings(all, { ...noFilter, check: "invalid-index", text: "a_idx" })).toEqual([]);
});

test("findings are counted by severity", () => {
	expect(countFindings(all)).toEqual({ ERROR: 1, WARN: 1, INFO: 1 });
});

test("what is done by hand, or has no statement, is mended by no file", () => {
	expect(all.map(isMendable)).toEqual([true, false, false]);
});

test("only a finding about an index names one", () => {
	expect(all.map(indexOf)).toEqual(["public.a_idx", "public.b_idx", undefined]);
});
