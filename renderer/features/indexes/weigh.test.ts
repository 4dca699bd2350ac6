import { expect, test } from "vitest";
import type { IndexFinding, IndexSeverity } from "../../../main/contract/index.ts";
import { weighChecks, weighTables } from "./weigh.ts";

const finding = (check: string, severity: IndexSeverity, object: string, table?: string): IndexFinding => ({
	...{ check, severity, object, detail: "", why: "", evidence: [] },
	...(table === undefined ? {} : { table }),
});

test("a table weighs as its gravest finding, and notes take nothing", () => {
	const findings = [
		finding("a", "WARN", "index x", "public.t"),
		finding("b", "ERROR", "index y", "public.t"),
		finding("a", "WARN", "index z", "public.u"),
		finding("c", "INFO", "index w", "public.v"),
	];
	expect(weighTables({ findings, tablesInAll: 5 })).toEqual({ whole: 3, half: 1, none: 1 });
});

test("checks stand the gravest first, with how many objects they were asked of", () => {
	const findings = [finding("a", "INFO", "x"), finding("a", "INFO", "y"), finding("b", "ERROR", "z")];
	const evaluated = [{ check: "a", asks: "", objects: 9, findings: 2 }];
	expect(weighChecks({ findings, evaluated })).toEqual([
		{ check: "b", found: 1, objects: 1, worst: "ERROR" },
		{ check: "a", found: 2, objects: 9, worst: "INFO" },
	]);
});
