/** Copies of the store in its folder `backups`, each complete and checked, for its owner alone. */
import {
	chmodSync,
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";
import type { StoreBackup } from "../../core/ports.ts";
import { checkFile } from "./check-database.ts";

/** Backups that are kept: of those before a step, and of the others. */
const KEPT = { step: 3, other: 5 };

const NAME = /^bulkhead-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3})Z-(daily|asked|step-\d+)\.db$/;

type Reason = "daily" | "asked" | `step-${number}`;

export const stampOf = (at: Date): string => at.toISOString().replaceAll(/[:.]/g, "-");

/** Newest first. */
export function listBackups(folder: string): StoreBackup[] {
	const backups = join(folder, "backups");
	if (!existsSync(backups)) return [];
	return readdirSync(backups)
		.flatMap((name) => {
			const [, stamp, reason] = NAME.exec(name) ?? [];
			if (stamp === undefined || reason === undefined) return [];
			const [date, time = ""] = stamp.split("T");
			const at = new Date(`${date}T${time.replace(/^(\d\d)-(\d\d)-(\d\d)-/, "$1:$2:$3.")}Z`);
			const path = join(backups, name);
			return [{ name, path, at, reason, bytes: statSync(path).size }];
		})
		.sort((a, b) => b.name.localeCompare(a.name));
}

/** SQLite copies it as of one moment, also while others write. It counts once it is whole, checked and on the disk. Errors: STORE_FAILED. */
export function takeBackup(database: Database.Database, file: string, reason: Reason): StoreBackup {
	const folder = dirname(file);
	mkdirSync(join(folder, "backups"), { recursive: true, mode: 0o700 });
	const name = freeName(folder, reason);
	const path = join(folder, "backups", name);
	const making = `${path}.${process.pid}.making`;
	try {
		rmSync(making, { force: true });
		copyWhole(database, making);
		const faults = checkFile(making);
		if (faults.length > 0) throw notCopied(file, faults);
		renameSync(making, path);
	} finally {
		rmSync(making, { force: true });
	}
	forgetOld(folder);
	return { name, path, at: new Date(), reason, bytes: statSync(path).size };
}

/** Into a file that is not there yet. */
export function copyWhole(database: Database.Database, path: string): void {
	database.prepare("VACUUM INTO ?").run(path);
	chmodSync(path, 0o600);
	const handle = openSync(path, "r+");
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

/** Two of one millisecond do not meet. */
function freeName(folder: string, reason: Reason): string {
	for (let at = Date.now(); ; at += 1) {
		const name = `bulkhead-${stampOf(new Date(at))}-${reason}.db`;
		if (!existsSync(join(folder, "backups", name))) return name;
	}
}

function notCopied(file: string, faults: readonly string[]): AppError {
	return new AppError("STORE_FAILED", `The local store ${file} has no sound copy: ${faults[0]}`, {
		hint: "`bulkhead store check` says what is wrong; `bulkhead store restore` goes back to a good backup. Nothing was changed.",
	});
}

function forgetOld(folder: string): void {
	const backups = listBackups(folder);
	const ofSteps = backups.filter(({ reason }) => reason.startsWith("step-"));
	const others = backups.filter(({ reason }) => !reason.startsWith("step-"));
	for (const { path } of [...ofSteps.slice(KEPT.step), ...others.slice(KEPT.other)]) rmSync(path, { force: true });
}
