import { expect, test } from "vitest";
import { byReason } from "./by-reason.ts";

test("a reason stands once with all its checks, and a check that could not be asked at all counts as one", () => {
	const missed = (check: string, reason: string, count: number) => ({ check, reason, count, objects: [] });
	const gathered = byReason([
		missed("a", "no rights", 0),
		missed("b", "no statistics", 7),
		missed("c", "no rights", 2),
	]);
	expect(gathered.map(({ reason, count, checks }) => [reason, count, checks.map(({ check }) => check)])).toEqual([
		["no statistics", 7, ["b"]],
		["no rights", 3, ["a", "c"]],
	]);
});
