import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "../../core/errors.ts";

const MEGABYTE = 1024 * 1024;

/** Bytes that a fresh cluster with the demo's data takes, and the data alone, with room to work. */
const needed = { cluster: 400 * MEGABYTE, database: 300 * MEGABYTE };

/** DISK_FULL where the disk of `folder`, which need not be there yet, has less than is needed. */
export function requireRoom(folder: string, what: keyof typeof needed): void {
	const free = freeBytes(folder);
	if (free >= needed[what]) return;
	throw new AppError("DISK_FULL", `The demo needs ${megabytes(needed[what])} and ${folder} has ${megabytes(free)}.`, {
		hint: "Free some space, or choose another folder with --store (or BULKHEAD_HOME).",
	});
}

function freeBytes(folder: string): number {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
		return freeBytes(dirname(folder));
	}
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / MEGABYTE)} MB`;
