import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

/** Biome skips test/fixtures, so each fixture is looked at from a folder of its own inside the project. */
function lint(fixture: string): { status: number | null; output: string } {
	const folder = mkdtempSync(resolve("test/rules/lint-"));
	try {
		cpSync(resolve("test/fixtures/lint", fixture), `${folder}/${fixture}`);
		const result = spawnSync(resolve("node_modules/.bin/biome"), ["ci", "--vcs-enabled=false", folder], {
			encoding: "utf8",
		});
		return { status: result.status, output: result.stdout + result.stderr };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test.each([
	["any.ts", "noExplicitAny"],
	["floating-promise.ts", "noFloatingPromises"],
	["markup.tsx", "noDangerouslySetInnerHtml"],
	["badly-formatted.ts", "format"],
])("the linter refuses %s by its rule %s", (fixture, rule) => {
	const { status, output } = lint(fixture);
	expect(output).toContain(rule);
	expect(status).toBe(1);
});

test("the compiler refuses an element of an array that may not be there", () => {
	const tsc = resolve("node_modules/.bin/tsc");
	const result = spawnSync(
		tsc,
		["--noEmit", "--strict", "--ignoreConfig", "--noUncheckedIndexedAccess", "test/fixtures/types/unchecked-index.ts"],
		{ encoding: "utf8" },
	);
	expect(result.stdout).toContain("TS2322");
});
