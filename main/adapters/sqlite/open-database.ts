/** The store's file: opened, looked at, brought to the present version. Safe with several Bulkheads at the same moment. */
import { closeSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";
import { listBackups } from "./backups.ts";
import { looksSound, versionInHead, versionOf } from "./check-database.ts";
import { codeOf, isDamage, storeFailure } from "./failure.ts";
import { guardFolder, keepPrivate } from "./guard-folder.ts";
import { runSteps } from "./run-steps.ts";
import { setAside } from "./set-aside.ts";
import { latest } from "./steps/steps.ts";

export interface OpenedDatabase {
	database: Database.Database;
	folder: string;
	file: string;
	/** Where a damaged file was put, when there was one just now. */
	setAside?: string;
}

/** Milliseconds for which one Bulkhead waits until another has written. */
const PATIENCE = 5_000;

/** Opens `bulkhead.db` in the folder, made where it is not there. Errors: STORE_FAILED, DISK_FULL. */
export function openDatabase(asked: string): OpenedDatabase {
	let file = asked;
	try {
		const place = guardFolder(asked);
		file = place.file;
		return { ...place, ...openSound(place) };
	} catch (caught) {
		throw storeFailure(caught, file);
	}
}

interface Sound {
	database: Database.Database;
	/** There was nothing in it. */
	fresh: boolean;
}

/** A damaged file is kept under another name, and Bulkhead starts with a new one: whoever uses it decides what is put back. */
function openSound({ folder, file }: { folder: string; file: string }): Pick<OpenedDatabase, "database" | "setAside"> {
	const sound = tryOpen(file);
	if (sound) {
		// A file that lost all it had looks like a new one; backups tell that it is none.
		if (sound.fresh && listBackups(folder).length > 0) noteTrouble(sound.database, "empty", null);
		return { database: sound.database };
	}
	let meanwhile: Sound | undefined;
	const aside = setAside(file, () => {
		meanwhile = tryOpen(file);
		return meanwhile === undefined;
	});
	const { database } = meanwhile ?? tryOpen(file) ?? {};
	if (!database) throw new Error("it is damaged, and a new one cannot be made");
	if (aside === undefined) return { database };
	noteTrouble(database, "damaged", aside);
	return { database, setAside: aside };
}

function noteTrouble(database: Database.Database, what: "damaged" | "empty", file: string | null): void {
	database.prepare("INSERT INTO troubles (at, what, file) VALUES (?, ?, ?)").run(new Date().toISOString(), what, file);
}

/** Undefined for a file that is no sound database; other failures (rights, room, another process) are thrown. */
function tryOpen(file: string): Sound | undefined {
	refuseNewer(file, headOf(file));
	const database = new Database(file, { timeout: PATIENCE });
	try {
		keepPrivate(file);
		const found = versionOf(database);
		refuseNewer(file, found);
		toWal(database);
		database.pragma("synchronous = FULL");
		database.pragma("foreign_keys = ON");
		if (!looksSound(database, file)) {
			database.close();
			return undefined;
		}
		runSteps(database, file);
		keepPrivate(file);
		return { database, fresh: found === 0 };
	} catch (caught) {
		database.close();
		if (isDamage(caught)) return undefined;
		throw caught;
	}
}

/** The version that the file says it has; a file that is not there is made, for its owner alone from its first moment. */
function headOf(file: string): number {
	closeSync(openSync(file, "a", 0o600));
	return versionInHead(file) ?? 0;
}

function refuseNewer(file: string, version: number): void {
	if (version <= latest) return;
	throw new AppError("STORE_FAILED", `The local store ${file} was written by a newer Bulkhead (version ${version}).`, {
		hint: "Use that Bulkhead, or another folder with --store (or BULKHEAD_HOME). Nothing was changed.",
	});
}

/** SQLite's busy timeout does not hold for this change: two that make the store at once meet here. */
function toWal(database: Database.Database): void {
	for (const until = Date.now() + PATIENCE; ; ) {
		try {
			if (database.pragma("journal_mode", { simple: true }) !== "wal") database.pragma("journal_mode = WAL");
			return;
		} catch (caught) {
			if (!codeOf(caught).startsWith("SQLITE_BUSY") || Date.now() > until) throw caught;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
		}
	}
}
