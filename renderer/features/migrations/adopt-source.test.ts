import { expect, test } from "vitest";
import type { HistorySummary } from "../../../main/contract/index.ts";
import { firstSource } from "./adopt-source.ts";

const history = (table: string, more: Partial<HistorySummary> = {}): HistorySummary => ({
	...{ tool: "flyway", table, rows: 3, known: 3, doubtful: false, refusals: [] },
	...more,
});

test("the only history that knows the folder is taken; one that knows nothing of it is in nobody's way", () => {
	expect(firstSource([history("a.h"), history("b.h", { known: 0 })])).toEqual({ table: "a.h" });
});

test("of several that know it, a person has to choose", () => {
	expect(firstSource([history("a.h"), history("b.h")])).toBeUndefined();
});

test("without one, or with a doubtful one alone, the checks count", () => {
	expect(firstSource([])).toEqual({ from: "checks" });
	expect(firstSource([history("a.h", { doubtful: true })])).toEqual({ from: "checks" });
});

test("one that tells of a failure is taken all the same, so that it is seen and not gone around", () => {
	expect(firstSource([history("a.h", { refusals: ["failed"] })])).toEqual({ table: "a.h" });
});
