import { expect, test } from "vitest";
import { compareCatalogues } from "./compare.ts";

test("between two versions, what only one of them lists is left out; within one version nothing is", () => {
	const older = ["column 1 public.t.id integer not null", "table public.t owner a grants a=arwdDxt/a b=r*/a"];
	const newer = [
		"column 1 public.t.id integer not null",
		"constraint odd on public.t NOT NULL id NO INHERIT",
		'constraint "odd name" on public."t ""x" NOT NULL "i d"',
		"table public.t owner a grants a=arwdDxtm/a b=r*/a",
	];
	expect(compareCatalogues(older, newer, false)).toEqual({ equalsTarget: true, differences: [], count: 0 });
	expect(compareCatalogues(older, newer, true).count).toBe(4);
	const check = ["constraint c on public.t CHECK ((note IS NOT NULL))"];
	expect(compareCatalogues(check, [], false).equalsTarget).toBe(false);
});
