/** golang-migrate: NNN_name.up.sql and NNN_name.down.sql; a history of one row, the last version and whether it is dirty. */
import type { MigrationFile } from "../catalog.ts";
import { type FolderReading, isEmptySql, numbered } from "./folder-reading.ts";
import { baseName, type Draft, lastOnlyHistory, type Tool } from "./tool.ts";

const NAME = /^(\d+)_(.*)\.(up|down)\.sql$/;

export const golangMigrate: Tool = {
	name: "golang-migrate",
	title: "golang-migrate",
	isFolder: ({ names }) => names.some((name) => NAME.test(name)),
	readFolder,
	shape: { table: "schema_migrations", columns: { version: "bigint", dirty: "boolean" } },
	async readHistory(session, table) {
		const rows = await session.query<{ version: string; dirty: string }>(
			`SELECT version::text AS version, dirty::text AS dirty FROM ${table.sql} ORDER BY version DESC`,
		);
		const [row] = rows;
		const last = row && Number(row.version) >= 0 ? { version: row.version } : undefined;
		return {
			...lastOnlyHistory(last, (migration) => versionOf(migration) === row?.version),
			refusals: rows.filter(({ dirty }) => dirty === "true").map(({ version }) => dirtySentence(table.shown, version)),
			notes: [
				`${table.shown} keeps the last version only. That the files before it were run is what golang-migrate takes for granted: one that was merged late, and never run, looks the same. When and by whom is not known, nor whether a file was edited since.`,
			],
		};
	},
};

function dirtySentence(table: string, version: string): string {
	return `${table} says that version ${version} is dirty: it failed midway, or nobody knows. See what is there, mend it, then \`migrate force\` the version that holds.`;
}

function versionOf({ forward }: MigrationFile): string | undefined {
	const digits = /^\d+/.exec(baseName(forward.path))?.[0];
	return digits?.replace(/^0+(?=\d)/, "");
}

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const files = reading.paths.flatMap((path) => {
		const [, digits = "", name = "", direction = ""] = path.includes("/") ? [] : (NAME.exec(path) ?? []);
		return digits === "" ? [] : [{ ...numbered(path, digits, name), direction }];
	});
	const sources = await reading.read(files.map(({ path }) => path));
	const downs = new Map(files.filter(({ direction }) => direction === "down").map((file) => [file.id, file.path]));
	const ups = files.filter(({ direction }) => direction === "up");
	for (const [id, path] of downs) {
		if (ups.some((up) => up.id === id)) continue;
		const message = `There is no ${path.replace(/\.down\.sql$/, ".up.sql")}.`;
		reading.faults.push({ file: path, message, hint: "Add it, or remove this file." });
	}
	return ups.flatMap(({ path, id, name, digits }) => {
		const forward = sources.get(path);
		const rollback = sources.get(downs.get(id) ?? "");
		if (!forward) return [];
		const undo = rollback && !isEmptySql(rollback.text) ? { rollback } : {};
		return [{ id, name, key: digits, forward, ...undo, undoneBy: path.replace(/\.up\.sql$/, ".down.sql") }];
	});
}
