import { expect, test } from "vitest";
import type { LintFinding, PlanResult } from "../../../main/contract/index.ts";
import { countFindings, groupFindings, planFacts, segmentsOf } from "./plan-facts.ts";

const statement = (line: number, segment: number, alone = false) => ({ line, segment, alone, text: `line ${line}` });
const step = (id: string, statements: PlanResult["steps"][number]["statements"]) => ({
	...{ id, name: id, checkCount: 2 },
	statements,
});
const finding = (migration: string, severity: LintFinding["severity"], line: number): LintFinding => ({
	...{ migration, severity, line, file: `${migration}.sql`, column: 1 },
	...{ rule: "r", message: "m", why: "w", versions: "13–18" },
});

test("statements of one segment stand together, in the file's order", () => {
	const parts = segmentsOf(step("001", [statement(1, 1), statement(2, 1), statement(3, 2, true), statement(4, 3)]));
	expect(parts.map(({ alone, statements }) => [alone, statements.map(({ line }) => line)])).toEqual([
		[false, [1, 2]],
		[true, [3]],
		[false, [4]],
	]);
});

test("segments are counted in each migration by itself: two migrations are two transactions", () => {
	const steps = [step("001", [statement(1, 1)]), step("002", [statement(1, 1), statement(2, 2, true)])];
	expect(planFacts({ direction: "apply", steps })).toEqual({ statements: 3, transactions: 2, alone: 1, checks: 4 });
});

test("a rollback of several migrations is one transaction", () => {
	const steps = [step("002", [statement(1, 1)]), step("001", [statement(1, 1)])];
	expect(planFacts({ direction: "rollback", steps })).toMatchObject({ transactions: 1, alone: 0 });
});

test("findings are grouped in the order of the plan, the gravest of each first", () => {
	const findings = [finding("002", "info", 1), finding("002", "error", 9), finding("001", "warning", 3)];
	const groups = groupFindings(findings, ["002", "001", "003"]);
	expect(groups.map(({ id, findings: own }) => [id, own.map(({ line }) => line)])).toEqual([
		["002", [9, 1]],
		["001", [3]],
	]);
	expect(countFindings(findings)).toEqual({ error: 1, warning: 1, info: 1 });
});
