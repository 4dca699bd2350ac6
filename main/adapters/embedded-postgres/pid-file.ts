/** postmaster.pid: PostgreSQL's own lock on a data folder, and the place where it says how it is. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isServerOf } from "./process.ts";

export interface RunningCluster {
	port: number;
	pid: number;
	/** Its start-up was over once. A server that recovers from a crash of one of its processes says so too, and lets nobody in meanwhile (57P03). */
	ready: boolean;
}

const pidFile = (dataFolder: string): string => join(dataFolder, "postmaster.pid");

/** The server that runs in this folder, found by its pid file and by that process being its server. */
export function readPidFile(dataFolder: string): RunningCluster | undefined {
	const lines = linesOf(pidFile(dataFolder));
	const pid = Number(lines[0]);
	const port = Number(lines[3]);
	if (!(Number.isInteger(pid) && pid > 1 && port > 0 && isServerOf(pid, dataFolder))) return undefined;
	return { pid, port, ready: lines[7]?.trim() === "ready" };
}

/**
 * Removes what a crash left, where its number belongs to somebody else's process by now: PostgreSQL would not start over that. Where
 * nobody has the number, PostgreSQL sees to it by itself. A file that a server wrote meanwhile is put back.
 */
export function clearStalePidFile(dataFolder: string): void {
	const file = pidFile(dataFolder);
	if (!existsSync(file) || readPidFile(dataFolder)) return;
	const aside = `${file}.stale-${process.pid}`;
	try {
		renameSync(file, aside);
	} catch {
		// Another Bulkhead was quicker.
		return;
	}
	const pid = Number(linesOf(aside)[0]);
	if (Number.isInteger(pid) && pid > 1 && isServerOf(pid, dataFolder)) renameSync(aside, file);
	else rmSync(aside, { force: true });
}

function linesOf(file: string): string[] {
	try {
		return readFileSync(file, "utf8").split("\n");
	} catch {
		return [];
	}
}
