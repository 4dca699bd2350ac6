import { expect, test } from "vitest";
import { tellBeforeRun } from "../../main/hosts/cli/before-run.ts";
import type { Context } from "../../main/hosts/cli/context.ts";
import { withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

const set = {
	"001_a.sql": "CREATE TABLE a (id int);",
	"002_b.sql": `${Array.from({ length: 7 }, (_, at) => `CREATE INDEX a_${at} ON a (id);\n`).join("")}DROP TABLE old;`,
	"rollback/002_b.sql": "DROP TABLE a;",
};

/** What somebody is told before these files run. */
async function told(who: Partial<Context["out"]>, options: Context["options"] = {}): Promise<string[]> {
	const lines: string[] = [];
	await withDatabase(({ url, script }) =>
		withSet(set, (folder) =>
			withBulkhead(async ({ client, open }) => {
				await script("CREATE TABLE old (id int); INSERT INTO old VALUES (1); CREATE TABLE a (id int)");
				const connection = await open(url, folder);
				const out = { json: false, interactive: true, note: (line: string) => lines.push(line), ...who };
				const context = { client, out, options, interrupted: new AbortController().signal } as unknown as Context;
				await tellBeforeRun(context, connection, {});
			}),
		),
	);
	return lines;
}

test("somebody at a terminal is told the grave findings of what will run, the gravest first, and how many more there are", async () => {
	const lines = await told({});
	expect(lines[0]).toMatch(/^Lint \(`bulkhead lint`/);
	expect(lines[1]).toMatch(/^ {2}002_b\.sql:8: error drop-table: /);
	expect(lines).toHaveLength(7);
	expect(lines.at(-1)).toMatch(/^ {2}… and \d+ more$/);
	expect(lines.join("\n")).not.toContain("rollback/");
});

test("nobody is told anything with --json, with --yes, or where there is no terminal", async () => {
	expect(await told({ interactive: false })).toEqual([]);
	expect(await told({ json: true })).toEqual([]);
	expect(await told({}, { yes: true })).toEqual([]);
});
