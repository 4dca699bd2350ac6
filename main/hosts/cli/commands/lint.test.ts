import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ErrorValue, LintResult } from "../../../contract/index.ts";
import { runCli } from "../cli.ts";

let folder = "";
const written = { out: "", err: "" };

function keep(stream: keyof typeof written, text: string | Uint8Array): true {
	written[stream] += String(text);
	return true;
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-lint-"));
	Object.assign(written, { out: "", err: "" });
	vi.spyOn(process.stdout, "write").mockImplementation((text) => keep("out", text));
	vi.spyOn(process.stderr, "write").mockImplementation((text) => keep("err", text));
	// A server that is not there: only what is named on the command line may be asked.
	vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

/** Nothing that `lint` does needs a door to another host. */
const lint = (...args: string[]): Promise<number> =>
	runCli(["lint", ...args, "--store", join(folder, "store")], { serve: () => Promise.reject(new Error("no host")) });
const answer = <T>(): T => JSON.parse(written.out) as T;

test("findings are one JSON document with file, line, rule, severity, message and fix; an error makes exit 1", async () => {
	const path = file("a.sql", "SELECT 1;\nALTER TABLE t ADD CHECK (a > 0);");
	expect(await lint(path, "--json")).toBe(1);
	const { findings } = answer<LintResult>();
	expect(findings).toMatchObject([
		{ file: path, line: 2, column: 15, rule: "check-validates", severity: "error", message: expect.any(String) },
	]);
	expect(findings[0]?.fix).toContain("NOT VALID");
});

test.each([
	["error", "DROP INDEX i;", 0],
	["warning", "DROP INDEX i;", 1],
	["warning", "CREATE TABLE t (at timestamp);", 0],
	["info", "CREATE TABLE t (at timestamp);", 1],
	["info", "SELECT 1;", 0],
])("--fail-on %s: %s exits %i", async (failOn, text, code) => {
	expect(await lint(file("a.sql", text), "--fail-on", failOn, "--json")).toBe(code);
});

test("files are read in the order that is given: the second knows what the first made", async () => {
	const [a, b] = [
		file("a.sql", "CREATE TABLE t (account int, b int);"),
		file("b.sql", "CREATE VIEW v AS SELECT * FROM t;"),
	];
	expect(await lint(a, b, "--json", "--tenant-column", "account")).toBe(1);
	expect(answer<LintResult>().findings.map(({ rule }) => rule)).toEqual([
		"tenant-table-without-rls",
		"view-without-invoker",
	]);
});

test("for people: place, rule, why, and a safer form; a name cannot turn the line around", async () => {
	const path = file("a.sql", 'DROP INDEX "i\u202e";');
	expect(await lint(path)).toBe(0);
	expect(written.out).toContain(`${path}:1:1: warning drop-index-blocks: `);
	expect(written.out).toContain("DROP INDEX CONCURRENTLY");
	expect(written.out).toContain("0 errors, 1 warning, 0 notes");
	expect(written.out).not.toContain("\u202e");
});

test.each([
	["no file", () => [], "BAD_USAGE"],
	["a file that is not there", () => [join(folder, "none.sql")], "BAD_INPUT"],
	["a folder", () => [folder], "BAD_INPUT"],
	["bytes that are no UTF-8", () => [file("a.sql", Buffer.from([0x53, 0xff, 0xfe]))], "BAD_INPUT"],
	["a severity that there is not", () => [file("a.sql", ""), "--fail-on", "fatal"], "BAD_USAGE"],
	["a version that is none", () => [file("a.sql", ""), "--server-version", "9.6"], "BAD_USAGE"],
])("%s exits 2 and says so", async (_what, args, code) => {
	expect(await lint(...args(), "--json")).toBe(2);
	expect(answer<{ error: ErrorValue }>().error.code).toBe(code);
});

test("a file that does not parse is a finding, not a failure of the command", async () => {
	expect(await lint(file("a.sql", "SELEC 1;"), "--json")).toBe(1);
	expect(answer<LintResult>().findings).toMatchObject([{ rule: "syntax", line: 1, column: 1 }]);
});
