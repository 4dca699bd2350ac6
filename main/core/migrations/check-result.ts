import type { CheckResult } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Rows } from "../ports.ts";

/** Violating rows that are kept of a check; all are counted. */
export const KEPT_VIOLATIONS = 100;

/** What a check came to: its rows are the violations, and an error is one. */
export function checkOf(
	check: { migration: string; name: string; ms: number },
	outcome: Rows | DatabaseError,
): CheckResult {
	if (outcome instanceof DatabaseError) {
		const violation = { error: outcome.message, sqlstate: outcome.sqlstate, where: outcome.where ?? null };
		return { ...check, ok: false, violations: [violation], violationCount: 1 };
	}
	const violations = outcome.rows.slice(0, KEPT_VIOLATIONS).map((row) => named(outcome, row));
	const violationCount = outcome.rowCount ?? violations.length;
	return { ...check, ok: violationCount === 0, violations, violationCount };
}

/** A row as an object; columns of one name are told apart by their number. */
function named({ columns }: Rows, row: (string | null)[]): Record<string, string | null> {
	const names = columns.map((column, at) => (columns.indexOf(column) === at ? column : `${column} (${at + 1})`));
	return Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
}

export function countVerdicts(checks: readonly CheckResult[]): { passed: number; failed: number } {
	const passed = checks.filter(({ ok }) => ok).length;
	return { passed, failed: checks.length - passed };
}

/** The checks of a migration must prove something: none is no proof. */
export function allHold(checks: readonly CheckResult[]): boolean {
	return checks.length > 0 && checks.every(({ ok }) => ok);
}
