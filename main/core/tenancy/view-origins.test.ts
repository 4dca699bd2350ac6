import { expect, test } from "vitest";
import { originsOf, takesWholeRows } from "./view-origins.ts";

const entry = (place: number, rest: string, name = "a"): string =>
	`{TARGETENTRY :expr {FUNCEXPR :funcid 1 :args ({VAR :varno 1 :varattno 2 :location 7}) :location -1} :resno ${place} :resname ${name} :ressortgroupref 0 ${rest}}`;
const tree = (...entries: string[]): string =>
	`({QUERY :commandType 1 :rtable ({RANGETBLENTRY :alias <> :eref {ALIAS :aliasname o :colnames ("id" "x\\ :targetList\\ \\(")} :subquery {QUERY :targetList (${entry(9, ":resorigtbl 9 :resorigcol 9 :resjunk false")}) :rowMarks <>}}) :targetList (${entries.join(" ")}) :sortClause <> :rowMarks <>})`;

test("each column of a view has the place it comes from, and a computed one has none", () => {
	const text = tree(
		entry(1, ":resorigtbl 16385 :resorigcol 3 :resjunk false"),
		entry(2, ":resorigtbl 0 :resorigcol 0 :resjunk false", "odd\\ \\{name\\}"),
		entry(3, ":resorigtbl 16385 :resorigcol 1 :resjunk true"),
	);
	expect(originsOf(text)).toEqual([
		{ place: 1, relation: "16385", column: 3 },
		{ place: 2, relation: "0", column: 0 },
	]);
	expect(takesWholeRows(text)).toBe(false);
});

test("a whole row is known by its attribute number, and what is no tree has no columns", () => {
	expect(takesWholeRows("{VAR :varno 1 :varattno 0 :vartype 9}")).toBe(true);
	expect(originsOf("")).toEqual([]);
});
