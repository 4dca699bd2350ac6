import { hostname, userInfo } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock, Log } from "../../core/ports.ts";

export const systemClock: Clock = {
	now: () => new Date(),
	monotonic: () => performance.now(),
	async sleep(ms, signal) {
		try {
			await wait(ms, undefined, signal ? { signal } : {});
		} catch {
			signal?.throwIfAborted();
		}
	},
};

/** One line of JSON an entry on standard error; nothing is kept. */
export function lineLog(write: (line: string) => void): Log {
	const line = (level: string, message: string, fields: Record<string, unknown> = {}) =>
		write(JSON.stringify({ at: new Date().toISOString(), level, message, ...fields }));
	return {
		info: (message, fields) => line("info", message, fields),
		error: (message, fields) => line("error", message, fields),
	};
}

export const silentLog: Log = { info() {}, error() {} };

/** The operating system's names for who runs Bulkhead and where, for the ledger. */
export function whoRuns(version: string): { user: string; host: string; version: string } {
	return { user: userName(), host: hostname(), version };
}

function userName(): string {
	try {
		return userInfo().username;
	} catch {
		// A container may run under a uid that has no name.
		return `uid ${process.getuid?.() ?? "unknown"}`;
	}
}
