/**
 * node-pg-migrate: JavaScript, TypeScript or SQL files in the order of their numbers; a history of names and times. Its JavaScript is
 * not run here: such a migration can be adopted and checked.
 */
import type { CatalogFault } from "../../../contract/index.ts";
import type { MigrationFile } from "../catalog.ts";
import { type SourceFile, withText } from "../read/source-file.ts";
import { type FolderReading, isEmptySql, type Numbered, numbered, onItsLines } from "./folder-reading.ts";
import { heldText } from "./hold.ts";
import { baseName, type Draft, type FolderLook, keyedHistory, type Tool } from "./tool.ts";

const NAME = /^(\d+)(.*?)(?:\.(up|down))?\.(sql|[cm]?[jt]s)$/;
const notRun = "it is JavaScript, which Bulkhead does not run";
const SCRIPT = /\.[cm]?[jt]s$/;
const UP = /^\s*--[\s-]*up\s+migration/im;
const DOWN = /^\s*--[\s-]*down\s+migration/im;

export const nodePgMigrate: Tool = {
	name: "node-pg-migrate",
	title: "node-pg-migrate",
	isFolder,
	readFolder,
	shape: {
		table: "pgmigrations",
		columns: { id: "integer", name: "character varying", run_on: "timestamp without time zone" },
	},
	async readHistory(session, table) {
		const rows = await session.query<{ name: string; at: string }>(
			`SELECT name, run_on::text AS at FROM ${table.sql} ORDER BY run_on, id`,
		);
		return {
			...keyedHistory(
				rows.map(({ name, at }) => ({ key: name, version: name, at })),
				keyOf,
			),
			refusals: [],
			notes: [
				`${table.shown} keeps names and times: by whom each was run is not known, nor whether its file was edited since.`,
			],
		};
	},
};

function isFolder({ names, heads }: FolderLook): boolean {
	return (
		names.some((name) => NAME.test(name) && SCRIPT.test(name)) || heads.some((head) => UP.test(head) || DOWN.test(head))
	);
}

/** The file's name without what tells its kind. */
function keyOf({ forward }: MigrationFile): string {
	return baseName(forward.path).replace(NAME, "$1$2");
}

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const files = reading.paths.flatMap((path) => {
		const [, digits = "", rest = "", part = ""] = path.includes("/") ? [] : (NAME.exec(path) ?? []);
		return digits === "" || path.endsWith(".d.ts") ? [] : [{ ...numbered(path, digits, rest), part }];
	});
	reportStyles(files, reading.faults);
	const sources = await reading.read(files.map(({ path }) => path));
	const downs = new Map(files.filter(({ part }) => part === "down").map((file) => [file.id, file.path]));
	return files.flatMap(({ path, id, name, part }): Draft[] => {
		const source = sources.get(path);
		if (!source || part === "down") return [];
		const base = { id, name, key: baseName(path).replace(NAME, "$1$2"), undoneBy: undoneBy(path, part) };
		if (SCRIPT.test(path)) return [{ ...base, forward: { ...source, manner: { notSql: true } }, notRun }];
		if (part === "up") return [{ ...base, forward: source, ...undo(sources.get(downs.get(id) ?? "")) }];
		const parts = partsOf(source, reading.faults);
		return parts ? [{ ...base, ...parts }] : [];
	});
}

function undoneBy(path: string, part: string): string {
	return part === "up" ? path.replace(/\.up\.sql$/, ".down.sql") : `a -- Down Migration part in ${path}`;
}

const undo = (rollback: SourceFile | undefined) => (rollback && !isEmptySql(rollback.text) ? { rollback } : {});

function partsOf(source: SourceFile, faults: CatalogFault[]): Pick<Draft, "forward" | "rollback"> | undefined {
	const text = heldText(source, faults);
	if (text === undefined) return undefined;
	const [up, down] = [text.search(UP), text.search(DOWN)];
	if (up < 0 && down < 0) return { forward: source };
	if (up < 0) {
		const hint = "Write -- Up Migration above the part that goes forward.";
		faults.push({
			file: source.path,
			message: "It has a down part and no mark for its up part: both would be run.",
			hint,
		});
		return undefined;
	}
	const part = (from: number, other: number) =>
		withText(source, onItsLines(text, from, other > from ? other : text.length));
	return { forward: part(up, down), ...(down < 0 ? {} : undo(part(down, up))) };
}

/** 17 digits are a date, which node-pg-migrate turns into milliseconds before it sorts. Beside other numbers that may be another order than the one by number. */
function reportStyles(files: readonly Numbered[], faults: CatalogFault[]): void {
	const sorted = files.toSorted((a, b) => place(a) - place(b) || (a.path < b.path ? -1 : 1));
	for (const [at, file] of sorted.entries()) {
		const before = sorted[at - 1];
		if (!before || BigInt(before.digits) <= BigInt(file.digits)) continue;
		const message = `node-pg-migrate runs it after ${before.path}; by its number it comes before.`;
		faults.push({ file: file.path, message, hint: "Dates of 17 digits and milliseconds do not mix: rename one kind." });
	}
}

function place({ digits }: Numbered): number {
	if (digits.length !== 17) return Number(digits);
	const [, year, month, day, hour, minute, second, ms] =
		/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits) ?? [];
	return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
