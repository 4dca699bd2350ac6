import type { JobEnd } from "../../contract/index.ts";
import { errorTable } from "../../contract/index.ts";
import { toErrorValue } from "../errors.ts";
import type { AuditEnd } from "./entry.ts";

type Told = Pick<ReturnType<typeof toErrorValue>, "code" | "sqlstate">;

/** The code alone: an error's sentence may quote rows. */
function endOfError({ code, sqlstate }: Told): AuditEnd {
	const { exit } = errorTable[code];
	const refused = exit === 7 || exit === 2 || exit === 4;
	return { outcome: code === "CANCELLED" ? "cancelled" : refused ? "refused" : "failed", code, sqlstate };
}

export const endOfFailure = (caught: unknown): AuditEnd => endOfError(toErrorValue(caught));

export function endOfJob(end: JobEnd): AuditEnd {
	if (end.status === "failed") return endOfError(end.error);
	return { outcome: "done", counts: countsOf(end.outcome.result) };
}

/** How many of each: of every list of a result its length, and each number beside them. */
function countsOf(result: unknown): Record<string, number> {
	if (typeof result !== "object" || result === null) return {};
	return Object.fromEntries(
		Object.entries(result).flatMap(([name, value]: [string, unknown]): [string, number][] => {
			if (Array.isArray(value)) return [[name, value.length], ...rowsIn(name, value)];
			if (typeof value === "number") return [[name, value]];
			return isVerdict(value)
				? [
						["checksPassed", value.passed],
						["checksFailed", value.failed],
					]
				: [];
		}),
	);
}

/** Of an answer that is no job's: its lists alone, for its numbers are no counts. */
export function listsOf(result: unknown): Record<string, number> | undefined {
	if (typeof result !== "object" || result === null) return undefined;
	const lists = Object.entries(result).flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.length]] : []));
	return lists.length > 0 ? Object.fromEntries(lists) : undefined;
}

/** Rows that were lost or put back: what is asked for first afterwards. */
function rowsIn(name: string, values: readonly unknown[]): [string, number][] {
	const rows = values.map((each) =>
		typeof each === "object" && each !== null && "rows" in each ? each.rows : undefined,
	);
	const numbers = rows.filter((each) => typeof each === "number");
	return numbers.length > 0 ? [[`${name}Rows`, numbers.reduce((sum, each) => sum + each, 0)]] : [];
}

function isVerdict(value: unknown): value is { passed: number; failed: number } {
	return typeof value === "object" && value !== null && "passed" in value && "failed" in value;
}
