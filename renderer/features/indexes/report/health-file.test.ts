import { expect, test } from "vitest";
import { csvOf } from "./health-file.ts";

test("a finding is a line with its evidence and its fix, and what a server named like a formula is none", () => {
	const csv = csvOf({
		findings: [
			{
				...{ check: "unused-index", severity: "WARN", object: "=1+1", detail: 'says "so"', why: "it costs" },
				evidence: [{ name: "scans in window", value: 0 }],
				fix: { sql: "DROP INDEX a", undo: "", lock: "a lock", cost: "little" },
			},
		],
		notEvaluated: [],
	});
	const [, line] = csv.split("\r\n");
	expect(line).toBe(
		'finding,WARN,unused-index,\'=1+1,,"says ""so""",it costs,scans in window: 0,DROP INDEX a,,a lock,little',
	);
});

test("what could not be judged is in the file, with how many more there are", () => {
	const csv = csvOf({
		findings: [],
		notEvaluated: [
			{ check: "bloat", reason: "no statistics", objects: ["index a"], count: 3 },
			{ check: "replicas", reason: "none given", objects: [], count: 0 },
		],
	});
	expect(csv.trim().split("\r\n").slice(1)).toEqual([
		"not evaluated,,bloat,index a,,no statistics,,,,,,",
		"not evaluated,,bloat,and 2 more,,no statistics,,,,,,",
		"not evaluated,,replicas,,,none given,,,,,,",
	]);
});
