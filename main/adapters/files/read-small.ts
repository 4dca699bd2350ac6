import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Bytes up to which a file is read at once: the thread pool's four trips cost several times the reading of a small one. */
const SMALL = 256 * 1024;
/** Milliseconds for which files may be read without anybody else having their turn. */
const TURN = 8;

let turnBegan = 0;

/** Bytes of a file; undefined for what is too long to be read at once, or no file. Throws the system's error. */
export async function readSmall(path: string, flags: number): Promise<Uint8Array | undefined> {
	while (performance.now() - turnBegan > TURN) {
		const seen = turnBegan;
		await nextTurn();
		// The first of those that waited begins the turn for all.
		if (turnBegan === seen) turnBegan = performance.now();
	}
	// What is a pipe by now must not keep the process until somebody writes.
	const file = openSync(path, flags | (constants.O_NONBLOCK ?? 0));
	try {
		const facts = fstatSync(file);
		return facts.isFile() && facts.size <= SMALL ? readFileSync(file) : undefined;
	} finally {
		closeSync(file);
	}
}
