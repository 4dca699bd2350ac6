/**
 * Who uses the server: one file a Bulkhead, named by its pid, in the folder `users`. The last one to leave stops the server, unless it
 * was told to stay (the file `keep`). Each file holds the server's pid: it says nothing of a server that was started later.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./process.ts";

const usersFolder = (folder: string): string => join(folder, "users");
const ownFile = (folder: string): string => join(usersFolder(folder), String(process.pid));
const keepFile = (folder: string): string => join(folder, "keep");

export function enter(folder: string, server: number): void {
	mkdirSync(usersFolder(folder), { recursive: true, mode: 0o700 });
	for (const pid of readdirSync(usersFolder(folder))) {
		if (!isAlive(Number(pid))) rmSync(join(usersFolder(folder), pid), { force: true });
	}
	writeFileSync(ownFile(folder), String(server), { mode: 0o600 });
}

/** True when this Bulkhead used that server, nobody else does, and it was not told to stay. */
export function leaveAsLast(folder: string, server: number): boolean {
	if (!names(ownFile(folder), server)) return false;
	rmSync(ownFile(folder), { force: true });
	return !names(keepFile(folder), server) && !othersUse(folder, server);
}

export function keep(folder: string, server: number): void {
	writeFileSync(keepFile(folder), String(server), { mode: 0o600 });
}

/** The files of those that crashed do not count. */
function othersUse(folder: string, server: number): boolean {
	const users = readdirSync(usersFolder(folder));
	return users.some((pid) => isAlive(Number(pid)) && names(join(usersFolder(folder), pid), server));
}

function names(file: string, server: number): boolean {
	try {
		return readFileSync(file, "utf8") === String(server);
	} catch {
		return false;
	}
}
