import Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";

/** SQLite's and the system's errors in the words of the error table. */
export function storeFailure(caught: unknown, file: string): AppError {
	if (caught instanceof AppError) return caught;
	const code = codeOf(caught);
	const why = caught instanceof Error ? caught.message : String(caught);
	if (code === "SQLITE_FULL" || code === "ENOSPC") {
		return new AppError("DISK_FULL", `There is no room for the local store ${file}.`, {
			hint: "Make room on that disk, or choose another folder with --store (or BULKHEAD_HOME).",
		});
	}
	if (isDamage(caught)) {
		return new AppError("STORE_FAILED", `The local store ${file} is damaged: ${why}`, {
			hint: "`bulkhead store check` says what; `bulkhead store restore` puts the newest good backup in its place.",
		});
	}
	if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
		return new AppError("STORE_FAILED", `Another Bulkhead keeps the local store ${file} to itself.`, {
			hint: "Wait until it is done, then try again.",
		});
	}
	return new AppError("STORE_FAILED", `The local store ${file} cannot be used: ${why}`, {
		hint: "Check the folder's rights and the room on the disk, or choose another folder with --store (or BULKHEAD_HOME).",
	});
}

/** Bytes that are no sound database; not a matter of rights, room or another process. */
export function isDamage(caught: unknown): boolean {
	const code = codeOf(caught);
	return code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT");
}

export function codeOf(caught: unknown): string {
	if (caught instanceof Database.SqliteError) return caught.code;
	return caught instanceof Error && "code" in caught ? String(caught.code) : "";
}
