import { closeSync, openSync, readSync, statSync } from "node:fs";
import Database from "better-sqlite3";

/** Bytes up to which the whole file is looked at when it is opened: under 2 ms. */
const SMALL = 1024 * 1024;
/** Where SQLite keeps user_version in a file's first page. */
const VERSION_AT = 60;

/** Undefined where the file has no head yet. Opens nothing: a newer Bulkhead's file is not touched by as much as a lock. */
export function versionInHead(file: string): number | undefined {
	const head = Buffer.alloc(VERSION_AT + 4);
	const handle = openSync(file, "r");
	try {
		const read = readSync(handle, head, 0, head.length, 0);
		if (read < head.length || !head.toString("latin1").startsWith("SQLite format 3\0")) return undefined;
		return head.readUInt32BE(VERSION_AT);
	} finally {
		closeSync(handle);
	}
}

export const versionOf = (database: Database.Database): number =>
	Number(database.pragma("user_version", { simple: true }));

/**
 * What can be known at a start without reading a large audit: the whole of a small file; of a large one every table but the audit, and the
 * ends of that. Its middle is looked at by `bulkhead store check` and, entry by entry, by `bulkhead audit verify`.
 */
export function looksSound(database: Database.Database, file: string): boolean {
	try {
		return isSound(database, file);
	} catch (caught) {
		// A text that is JSON no more, met while a column is computed from it: SQLite has no code of its own for that.
		if (caught instanceof Database.SqliteError && caught.code === "SQLITE_ERROR") return false;
		throw caught;
	}
}

function isSound(database: Database.Database, file: string): boolean {
	if (statSync(file).size <= SMALL) return database.pragma("quick_check(1)", { simple: true }) === "ok";
	const tables = database
		.prepare<[], string>(
			"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'audit'",
		)
		.pluck()
		.all();
	const sound = tables.every((name) => database.pragma(`quick_check("${name}")`, { simple: true }) === "ok");
	if (!sound || !hasAudit(database)) return sound;
	const ends = database.prepare(
		"SELECT json_valid(text) FROM audit WHERE seq IN ((SELECT min(seq) FROM audit), (SELECT max(seq) FROM audit))",
	);
	return ends
		.pluck()
		.all()
		.every((valid) => valid === 1);
}

const hasAudit = (database: Database.Database): boolean =>
	database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'audit'").get() !== undefined;

/** Every page and every index; seconds for a large audit. Empty when all is well, at most 20 sentences of SQLite's. */
export function checkWhole(database: Database.Database): string[] {
	const told = database.pragma("integrity_check(20)") as { integrity_check: string }[];
	return told.map(({ integrity_check: line }) => line).filter((line) => line !== "ok");
}

/** The same of a file that nobody uses. */
export function checkFile(file: string): string[] {
	try {
		const database = new Database(file, { readonly: true, fileMustExist: true });
		try {
			return checkWhole(database);
		} finally {
			database.close();
		}
	} catch (caught) {
		return [caught instanceof Error ? caught.message : String(caught)];
	}
}
