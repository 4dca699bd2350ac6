import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../core/errors.ts";

/** Rights of others, and what lets others put a file of theirs in the place of ours. */
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

export const FILE_NAME = "bulkhead.db";

/**
 * The store's file, its folder made where it is not there and for its owner alone. A folder may be a link, and is then that which it leads
 * to; the file may not: SQLite and what is set aside would disagree about its name. Errors: STORE_FAILED, and those of the file system.
 */
export function guardFolder(asked: string): { folder: string; file: string } {
	mkdirSync(asked, { recursive: true, mode: 0o700 });
	const folder = realpathSync(asked);
	const file = join(folder, FILE_NAME);
	if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
		throw new AppError("STORE_FAILED", `${file} is a link.`, {
			hint: "Put the file itself there, or make its folder a link and leave the file's name as it is.",
		});
	}
	if (process.platform !== "win32") closeToOthers(folder);
	return { folder, file };
}

function closeToOthers(folder: string): void {
	const { mode, uid } = statSync(folder);
	// In a sticky folder nobody replaces another's file.
	if ((mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0) return;
	if (uid === process.getuid?.()) {
		chmodSync(folder, mode & ~OTHERS_WRITE & 0o7777);
		return;
	}
	throw new AppError("STORE_FAILED", `Others may write in the local store's folder ${folder}.`, {
		hint: "Let only its owner write there, or choose another folder with --store (or BULKHEAD_HOME).",
	});
}

/** The file and its companions, for the owner alone. */
export function keepPrivate(file: string): void {
	for (const each of [file, `${file}-wal`, `${file}-shm`]) {
		if (existsSync(each) && (statSync(each).mode & OTHERS) !== 0) chmodSync(each, 0o600);
	}
}
