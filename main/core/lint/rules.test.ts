import { describe, expect, test } from "vitest";
import { type LintCase, lintText, marked, sql } from "../../../test/helpers/lint.ts";
import { isolationCases } from "../../../test/helpers/lint-cases/isolation.ts";
import { lockCases } from "../../../test/helpers/lint-cases/locks.ts";
import { runCases } from "../../../test/helpers/lint-cases/runs.ts";
import { rules } from "./rules.ts";

const cases: LintCase[] = [...lockCases, ...runCases, ...isolationCases];
const rows = cases.map((each) => ({ ...each, title: `${each.rule}: ${each.bad.split("\n").at(-1)}` }));

describe("a rule finds what it is about, at its place", () => {
	test.each(rows)("$title", async ({ rule, severity, bad, premises }) => {
		const { text, at } = marked(bad);
		const { findings } = await lintText(text, premises);
		const own = findings.filter((finding) => finding.rule === rule);
		expect(own.map(({ file, line, column, severity: each }) => `${file}:${line}:${column} ${each}`)).toEqual([
			`${at} ${severity}`,
		]);
	});
});

describe("a rule leaves alone what only looks like it", () => {
	const near = cases.flatMap(({ rule, good, premises }) =>
		[good]
			.flat()
			.map((text) => ({ rule, text, premises, title: `${rule}: ${text.replaceAll("\n", " ").slice(-110)}` })),
	);
	test.each(near)("$title", async ({ rule, text, premises }) => {
		const { findings } = await lintText(text, premises);
		expect(findings.filter((finding) => finding.rule === rule)).toEqual([]);
		expect(findings.filter((finding) => finding.rule === "syntax" && rule !== "syntax")).toEqual([]);
	});
});

test("every rule has a case, save the one that only a server can show", () => {
	const judged = new Set(cases.map(({ rule }) => rule));
	expect(rules.map(({ id }) => id).filter((id) => !judged.has(id))).toEqual(["invalid-index-kept"]);
});

test("what a finding proposes is SQL: without its gaps, PostgreSQL's grammar takes it", async () => {
	const proposed = await Promise.all(cases.map(({ bad, premises }) => lintText(bad.replace("«", ""), premises)));
	const fixes = new Set(proposed.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix ?? [])));
	expect(fixes.size).toBeGreaterThan(60);
	for (const fix of fixes) {
		const whole = fix
			.split("\n")
			.filter((line) => !line.includes("…") && /^(ALTER|CREATE|DROP|UPDATE|DELETE|GRANT|REVOKE|SET|LOCK)\b/.test(line));
		for (const line of whole) for (const { text } of await sql.statements(line)) await sql.parse(text);
	}
});
