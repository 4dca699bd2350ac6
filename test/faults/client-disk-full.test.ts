/** The client's own disk fills up while a snapshot is written: nothing is rolled back, and nothing half made is left. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Bulkhead, type Finished, finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { POINTS, report } from "../helpers/fault-matrix.ts";
import { lockIsFree } from "../helpers/fault-scenes.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { missingDisk, type SmallDisk, withSmallDisk } from "../helpers/small-disk.ts";

/** Texts that hardly compress. */
const archive = {
	"001_base.sql": "CREATE TABLE base ();",
	"002_archive.sql": `CREATE TABLE archive (id int PRIMARY KEY, body text);
INSERT INTO archive SELECT g, (SELECT string_agg(md5(g::text || '-' || s), '') FROM generate_series(1, 60) s) FROM generate_series(1, 1000) g;`,
	"rollback/002_archive.sql": "DROP TABLE archive;",
};
/** Bytes that the snapshot takes, compressed, at the least. */
const SNAPSHOT = 900_000;
const EMPTY = Number.POSITIVE_INFINITY;

/** There is room enough when it is asked for, and a moment later so much is left. */
async function rollback(
	{ client }: Bulkhead,
	connection: string,
	whenWriting: () => void,
): Promise<Finished<"rollback">> {
	const request = { connection, to: "001", reason: "fault", confirmed: true };
	return finish(client, "rollback", client.migrations.rollback(request), (progress) => {
		if (progress.kind === "step" && progress.text.startsWith("Keeping")) whenWriting();
	});
}

async function leftWrong({ client }: Bulkhead, database: TestDatabase, store: string): Promise<string[]> {
	const [row] = await database.sql<{ n: string }>("SELECT count(*)::text AS n FROM archive");
	const { snapshots } = await client.snapshots.list({ check: true });
	return [
		...(row?.n === "1000" ? [] : ["rows are gone"]),
		...(snapshots.length === 0 ? [] : ["a snapshot is listed"]),
		...readdirSync(join(store, "snapshots")).map((name) => `${name} is left`),
		...(await lockIsFree(database)),
	];
}

async function fillAtEach(
	bulkhead: Bulkhead,
	connection: string,
	{ database, disk }: { database: TestDatabase; disk: SmallDisk },
): Promise<void> {
	const wrong: string[] = [];
	const endings: Record<string, number> = {};
	for (let point = 0; point < POINTS; point += 1) {
		const room = (SNAPSHOT * point) / POINTS;
		const { error } = await rollback(bulkhead, connection, () => disk.leave(room));
		const ending = error?.code ?? "done";
		endings[ending] = (endings[ending] ?? 0) + 1;
		const found = ending === "DISK_FULL" && error?.hint ? [] : [`it ends with ${ending}: ${error?.message}`];
		disk.leave(EMPTY);
		found.push(...(await leftWrong(bulkhead, database, disk.folder)));
		wrong.push(...found.map((each) => `${Math.round(room)} bytes: ${each}`));
	}
	report("rollback, client's disk full", { wrong, endings });
}

test.skipIf(missingDisk() !== undefined)(
	"a snapshot that finds no room to its end: the rollback is refused as DISK_FULL, no half of it is left, and the next one is done",
	() =>
		withDatabase((database) =>
			withSet(archive, async (folder) => {
				const store = mkdtempSync(join(tmpdir(), "bulkhead-small-"));
				const use = (disk: SmallDisk) =>
					withBulkhead(async (bulkhead) => {
						const { client, open } = bulkhead;
						const connection = await open(database.url, folder);
						await finish(client, "apply", client.migrations.apply({ connection }));
						await fillAtEach(bulkhead, connection, { database, disk });
						expect((await rollback(bulkhead, connection, () => {})).error).toBeUndefined();
						expect((await client.snapshots.list({ check: true })).snapshots).toMatchObject([{ intact: true }]);
					}, store);
				try {
					await withSmallDisk(store, { bytes: 64 * 1024 * 1024 }, use);
				} finally {
					rmSync(store, { recursive: true, force: true });
				}
			}),
		),
);
