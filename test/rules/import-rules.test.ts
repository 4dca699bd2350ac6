import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { afterAll, expect, test } from "vitest";

type Config = Required<Pick<IFlattenedRuleSet, "forbidden">> & { options: Record<string, object> };
const { default: config } = (await import(resolve(".dependency-cruiser.mjs"))) as { default: Config };
const fixtures = resolve("test/fixtures/import-rules");
const names = readdirSync(fixtures);
const made: string[] = [];

afterAll(() => {
	for (const folder of made) rmSync(folder, { recursive: true });
});

/** The fixture as if it were the project: with our packages beside it. */
async function violationsIn(fixture: string): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-rules-"));
	made.push(folder);
	cpSync(join(fixtures, fixture), folder, { recursive: true });
	symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "dir");
	const { options, ...ruleSet } = config;
	const roots = ["main", "renderer"].filter((root) => existsSync(join(folder, root)));
	const { output } = await cruise(
		roots,
		{ ...options, baseDir: folder, preserveSymlinks: true, validate: true, ruleSet },
		{ symlinks: false, ...options.enhancedResolveOptions },
	);
	return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

test.each(names)("the rule %s finds its fixture", async (name) => {
	expect(await violationsIn(name)).toContain(name);
});

test("every rule that forbids something has a fixture, but those of a family that is made from one line", () => {
	const families = [/^adapter-/, /^only-adapter-/, /^host-.*-alone$/];
	const family = (name: string) => families.find((pattern) => pattern.test(name))?.source ?? name;
	const rules = new Set(config.forbidden.map((rule) => family(rule.name ?? "")));
	expect(rules).toEqual(new Set(names.map(family)));
});
