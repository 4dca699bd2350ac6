import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "../../core/errors.ts";

/** Bytes that a fresh cluster with the demo's data takes, with room to work. */
const ROOM_NEEDED = 400 * 1024 * 1024;

/** DISK_FULL where the disk of `folder`, which need not be there yet, has less than the demo needs. */
export function requireRoom(folder: string): void {
	const free = freeBytes(folder);
	if (free >= ROOM_NEEDED) return;
	throw new AppError("DISK_FULL", `The demo needs ${megabytes(ROOM_NEEDED)} and ${folder} has ${megabytes(free)}.`, {
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

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
