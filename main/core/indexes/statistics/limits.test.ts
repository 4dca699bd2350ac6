import { expect, test } from "vitest";
import type { TableFact } from "../facts.ts";
import { usedOf } from "./sequence-exhaustion.ts";
import { analyzeThreshold, autovacuumOff, vacuumThreshold } from "./thresholds.ts";
import type { SequenceFact, UpkeepFacts } from "./upkeep-facts.ts";
import { severityOf } from "./wraparound.ts";

test("old rows are a warning from one and a half of what autovacuum allows, and an error where the server gives everything up for them", () => {
	expect(severityOf(299_000_000, 200_000_000, 1_600_000_000)).toBeUndefined();
	expect(severityOf(301_000_000, 200_000_000, 1_600_000_000)).toBe("WARN");
	expect(severityOf(1_600_000_001, 200_000_000, 1_600_000_000)).toBe("ERROR");
	// Before 14 there is no such age: half a milliard that is left is.
	expect(severityOf(1_600_000_001, 200_000_000, undefined)).toBe("WARN");
	expect(severityOf(1_650_000_000, 200_000_000, undefined)).toBe("ERROR");
});

const sequence: SequenceFact = {
	...{ name: "public.s", last: 50n, readable: true, minimum: 1n, maximum: 101n, increment: 1n, cycles: false },
	...{ column: undefined, referring: [] },
};

test("the least that the sequence, its column and what refers to it can hold is its end", () => {
	expect(usedOf(sequence)).toMatchObject({ share: 0.49, limit: 101n, by: "the sequence" });
	const column = { table: "1", schema: "public", relation: "t", name: "id", width: 2 };
	const wide = { ...sequence, maximum: 9_223_372_036_854_775_807n, last: 32_000n, column };
	expect(usedOf(wide)).toMatchObject({ limit: 32_767n, by: "column public.t.id" });
	expect(usedOf({ ...wide, column: { ...column, width: 8 }, referring: [{ name: "c.t_id", width: 4 }] })).toMatchObject(
		{
			limit: 2_147_483_647n,
		},
	);
	expect(usedOf({ ...sequence, last: undefined }).share).toBe(0);
	expect(usedOf({ ...sequence, increment: -1n, minimum: -101n, maximum: -1n, last: -51n })).toMatchObject({
		share: 0.5,
		limit: -101n,
	});
});

test("a table's own settings come before the server's, and 18's limit before both", () => {
	const settings = {
		analyzeThreshold: 50,
		analyzeScale: 0.1,
		vacuumThreshold: 50,
		vacuumScale: 0.2,
		vacuumMaxThreshold: 1_000,
	};
	const upkeep = { settings } as UpkeepFacts;
	const table = (options: string[]): TableFact => ({ rows: 100_000, options }) as TableFact;
	expect(analyzeThreshold(table([]), upkeep)).toBe(10_050);
	expect(analyzeThreshold(table(["autovacuum_analyze_scale_factor=0.01"]), upkeep)).toBe(1_050);
	expect(vacuumThreshold(table([]), upkeep)).toBe(1_000);
	expect(vacuumThreshold(table(["autovacuum_vacuum_max_threshold=-1"]), upkeep)).toBe(20_050);
	expect(
		[["autovacuum_enabled=false"], ["autovacuum_enabled=off"], ["autovacuum_enabled=true"], []].map((options) =>
			autovacuumOff(table(options)),
		),
	).toEqual([true, true, false, false]);
});
