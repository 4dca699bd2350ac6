/** The store's file: opened, checked, brought to the present version. Safe with two Bulkheads at the same moment. */
import { chmodSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";
import { steps } from "./steps/steps.ts";

export interface OpenedDatabase {
	database: Database.Database;
	/** Where a damaged file was put, when there was one. */
	setAside?: string;
}

const latest = steps.at(-1)?.version ?? 0;

/** Opens `bulkhead.db` in the folder, made where it is not there. Throws STORE_FAILED. */
export function openDatabase(folder: string): OpenedDatabase {
	const file = join(folder, "bulkhead.db");
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		const opened = openSound(file);
		chmodSync(file, 0o600);
		bringUp(opened.database, file);
		return opened;
	} catch (caught) {
		if (caught instanceof AppError) throw caught;
		const why = caught instanceof Error ? caught.message : String(caught);
		throw new AppError("STORE_FAILED", `The local store ${file} cannot be opened: ${why}`, {
			hint: "Check the folder's rights and the room on the disk, or choose another folder with --store (or BULKHEAD_HOME).",
		});
	}
}

/** A damaged file is kept under another name, never deleted; Bulkhead starts with a new one. */
function openSound(file: string): OpenedDatabase {
	const existed = existsSync(file);
	const database = tryOpen(file);
	if (database) return { database };
	if (!existed) throw new Error("a new file cannot be made there");
	const setAside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
	renameSync(file, setAside);
	for (const companion of ["-wal", "-shm"]) {
		if (existsSync(file + companion)) renameSync(file + companion, setAside + companion);
	}
	const fresh = tryOpen(file);
	if (!fresh) throw new Error("it is damaged, and a new one cannot be made");
	return { database: fresh, setAside };
}

/** Undefined for a file that is no sound database; other failures (rights, room) are thrown. */
function tryOpen(file: string): Database.Database | undefined {
	const database = new Database(file, { timeout: 5_000 });
	try {
		database.pragma("journal_mode = WAL");
		database.pragma("synchronous = FULL");
		database.pragma("foreign_keys = ON");
		if (database.pragma("quick_check(1)", { simple: true }) === "ok") return database;
	} catch (caught) {
		const code = caught instanceof Database.SqliteError ? caught.code : "";
		if (code !== "SQLITE_NOTADB" && !code.startsWith("SQLITE_CORRUPT")) {
			database.close();
			throw caught;
		}
	}
	database.close();
	return undefined;
}

const versionOf = (database: Database.Database): number => Number(database.pragma("user_version", { simple: true }));

/** Runs the steps that are missing, each in a transaction of its own, after a copy of the file as it was. */
function bringUp(database: Database.Database, file: string): void {
	const found = versionOf(database);
	if (found > latest) {
		database.close();
		throw new AppError("STORE_FAILED", `The local store ${file} was written by a newer Bulkhead (version ${found}).`, {
			hint: "Use that Bulkhead, or another folder with --store (or BULKHEAD_HOME). Nothing was changed.",
		});
	}
	for (const step of steps.filter(({ version }) => version > found)) runStep(database, file, step);
}

function runStep(database: Database.Database, file: string, step: (typeof steps)[number]): void {
	const before = versionOf(database);
	if (before > 0) database.prepare("VACUUM INTO ?").run(`${file}.before-${step.version}`);
	database
		.transaction(() => {
			// Another Bulkhead may have run it while we waited for the lock.
			if (versionOf(database) >= step.version) return;
			database.exec(step.sql);
			database.pragma(`user_version = ${step.version}`);
		})
		.immediate();
}
