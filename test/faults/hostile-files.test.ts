/** Files that are malformed or made to harm: none crashes, none runs a statement (the server's log is the witness), each is named with a next step. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ErrorValue } from "../../main/contract/index.ts";
import { withBreakableCluster } from "../helpers/breakable-cluster.ts";
import { type Bulkhead, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { doubtfulFolders, type Hostile, hostileFolders } from "../helpers/hostile-files.ts";
import { withDatabase } from "../helpers/postgres.ts";

const COUNT = Number(process.env.BULKHEAD_HOSTILE_FILES ?? 500);
const DOUBTFUL = 50;

/** Milliseconds that one folder may take; those of 200 MB are read whole. */
const PATIENCE = 60_000;

/** What is wrong with how a folder was refused. */
function judge(error: ErrorValue | undefined): string[] {
	if (!error) return ["it was applied"];
	if (error.code === "INTERNAL") return [`INTERNAL: ${error.message}`];
	const faults = error.data?.faults ?? [{ file: error.file, message: error.message, hint: error.hint }];
	return faults.flatMap(({ file, message, hint }) => [
		...(file ? [] : [`${error.code} names no file: ${message}`]),
		...(hint ? [] : [`${error.code} names no next step: ${message}`]),
	]);
}

async function refusal({ client, open }: Bulkhead, url: string, folder: string): Promise<string[]> {
	const connection = await open(url, folder);
	const late = new Promise<"late">((done) => setTimeout(() => done("late"), PATIENCE).unref());
	const ended = await Promise.race([finish(client, "apply", client.migrations.apply({ connection })), late]);
	return ended === "late" ? ["it takes for ever"] : judge(ended.error);
}

const CLEAN = "DROP SCHEMA IF EXISTS bulkhead CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public";

/** Each folder on an empty database; answers with what is wrong, and with the lines of the server's log that say `hostile`. */
async function tryAll(
	folders: Hostile[],
	tryOne: (bulkhead: Bulkhead, url: string, folder: string) => Promise<string[]>,
) {
	return withBreakableCluster(
		({ server, cluster }) =>
			withDatabase(
				(database) =>
					withBulkhead(async (bulkhead) => {
						const wrong: string[] = [];
						for (const { what, make } of folders) {
							await database.script(CLEAN);
							const found = await inFolder(make, (folder) => tryOne(bulkhead, database.url, folder));
							wrong.push(...found.map((each) => `${what}: ${each}`));
						}
						const log = () => readFileSync(join(cluster.folder, "server.log"), "utf8");
						const heard = log()
							.split("\n")
							.filter((line) => line.includes("hostile"));
						// The witness does hear what is good.
						await database.script(CLEAN);
						await withSet({ "001_good.sql": "SELECT 'good, and run';" }, async (folder) => {
							expect(await refusal(bulkhead, database.url, folder)).toEqual(["it was applied"]);
						});
						expect(log()).toContain("good, and run");
						return { wrong, heard };
					}),
				{ server },
			),
		{ log_statement: "all", log_min_messages: "error" },
	);
}

async function inFolder(make: Hostile["make"], use: (folder: string) => Promise<string[]>): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-hostile-"));
	try {
		make(folder);
		return await use(folder);
	} catch (caught) {
		return [`threw ${caught instanceof Error ? caught.message : String(caught)}`];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

test(`${COUNT} malformed or hostile folders: each is refused with its file and a next step, and the server hears none of their statements`, async () => {
	const { wrong, heard } = await tryAll(hostileFolders(COUNT), refusal);
	expect(wrong.slice(0, 50), `${wrong.length} of ${COUNT}`).toEqual([]);
	expect(heard.slice(0, 10)).toEqual([]);
});

test(`${DOUBTFUL} that only the server can judge: it takes them, or each is told with its file and a next step`, async () => {
	const { wrong } = await tryAll(doubtfulFolders(DOUBTFUL), async (...one) =>
		(await refusal(...one)).filter((each) => each !== "it was applied"),
	);
	expect(wrong.slice(0, 50), `${wrong.length} of ${DOUBTFUL}`).toEqual([]);
});
