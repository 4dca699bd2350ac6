/**
 * What a power cut may leave of a store: everything that was synced, and of the rest anything. In WAL mode with synchronous=FULL a commit
 * syncs the log, so that behind the last acknowledged commit the log may hold any bytes, and pages that stand in the log may be torn in
 * the file, for a checkpoint may have been copying them.
 */

import { randomBytes } from "node:crypto";
import {
	closeSync,
	copyFileSync,
	existsSync,
	ftruncateSync,
	openSync,
	readFileSync,
	statSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";

const LOG_HEAD = 32;
const FRAME_HEAD = 24;

interface Frame {
	/** Where it ends in the log. */
	end: number;
	page: number;
	commit: boolean;
}

export interface Copied {
	frames: Frame[];
	pageSize: number;
}

/** Both files as they are, of a writer that is stopped. */
export function copyStore(from: string, to: string): Copied {
	for (const name of ["bulkhead.db", "bulkhead.db-wal", "audit-key.pem"])
		if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
	return readLog(join(to, "bulkhead.db-wal"));
}

/** The log's frames of its present generation: those that have its head's salts. */
function readLog(file: string): Copied {
	const log = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
	if (log.length < LOG_HEAD) return { frames: [], pageSize: 4096 };
	const pageSize = log.readUInt32BE(8);
	const salts = log.subarray(16, 24);
	const frames: Frame[] = [];
	for (let at = LOG_HEAD; at + FRAME_HEAD + pageSize <= log.length; at += FRAME_HEAD + pageSize) {
		if (!log.subarray(at + 8, at + 16).equals(salts)) break;
		frames.push({ end: at + FRAME_HEAD + pageSize, page: log.readUInt32BE(at), commit: log.readUInt32BE(at + 4) > 0 });
	}
	return { frames, pageSize };
}

export interface Cut {
	/** Commits at the log's end that nobody was told of. */
	untold: number;
	/** Numbers from 0 to 1 that decide what is torn. */
	dice: () => number;
}

/** Tears what was not synced. Answers with the bytes of the log that stayed as they were. */
export function tear(folder: string, { frames, pageSize }: Copied, { untold, dice }: Cut): number {
	const commits = frames.filter(({ commit }) => commit);
	const told = commits.at(-1 - untold);
	const synced = told?.end ?? LOG_HEAD;
	tearTail(join(folder, "bulkhead.db-wal"), synced, dice);
	// The first page stays: its beginning is read before the log is looked at.
	const copied = frames.filter(({ end, page }) => end <= synced && page > 1).map(({ page }) => page);
	tearPages(
		join(folder, "bulkhead.db"),
		[...new Set(copied)].filter(() => dice() < 0.5),
		pageSize,
		dice,
	);
	return synced;
}

function tearTail(file: string, from: number, dice: () => number): void {
	if (!existsSync(file)) return;
	const { size } = statSync(file);
	const handle = openSync(file, "r+");
	try {
		const at = from + Math.floor(dice() * Math.max(0, size - from));
		if (dice() < 0.5) ftruncateSync(handle, at);
		else writeSync(handle, randomBytes(Math.floor(dice() * 10_000)), 0, undefined, at);
	} finally {
		closeSync(handle);
	}
}

function tearPages(file: string, pages: readonly number[], pageSize: number, dice: () => number): void {
	const { size } = statSync(file);
	const handle = openSync(file, "r+");
	try {
		for (const page of pages) {
			const at = (page - 1) * pageSize + Math.floor(dice() * pageSize);
			const bytes = Math.min(Math.floor(dice() * 512), page * pageSize - at);
			if (at + bytes <= size) writeSync(handle, randomBytes(bytes), 0, undefined, at);
		}
	} finally {
		closeSync(handle);
	}
}
