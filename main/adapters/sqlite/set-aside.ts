import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stampOf } from "./backups.ts";

/** Milliseconds after which the mark of a process that died at this is taken away. */
const STALE = 10_000;

/**
 * Keeps a damaged file under another name, with its companions; nothing is deleted. `stillDamaged` is asked again once nobody else is at
 * it: another Bulkhead may have put a new one there meanwhile. Answers with the new name, or undefined when there was nothing left to do.
 */
export function setAside(file: string, stillDamaged: () => boolean): string | undefined {
	return alone(`${file}.setting-aside`, () => {
		if (!existsSync(file) || !stillDamaged()) return undefined;
		const aside = `${file}.damaged-${stampOf(new Date())}`;
		for (const companion of ["-wal", "-shm"]) {
			if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
		}
		renameSync(file, aside);
		return aside;
	});
}

/** Files that were set aside, or replaced by a restore, newest first. */
export function listAside(file: string): string[] {
	const prefix = basename(file);
	return readdirSync(dirname(file))
		.filter((name) => /\.(damaged|replaced)-[\dTZ-]+$/.test(name) && name.startsWith(prefix))
		.sort((a, b) => (a.slice(a.indexOf("-")) < b.slice(b.indexOf("-")) ? 1 : -1))
		.map((name) => join(dirname(file), name));
}

/** A folder can be made by one process only. */
function alone<T>(mark: string, work: () => T): T {
	for (;;) {
		try {
			mkdirSync(mark);
			break;
		} catch (caught) {
			const since = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
			if (since === undefined && (caught as NodeJS.ErrnoException).code !== "EEXIST") throw caught;
			if (since !== undefined && Date.now() - since > STALE) rmdirSync(mark);
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
	try {
		return work();
	} finally {
		rmdirSync(mark);
	}
}
