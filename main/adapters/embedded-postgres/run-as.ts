/**
 * PostgreSQL refuses to run as root. Where Bulkhead is root (a container, a rescue shell), the embedded server runs as
 * `nobody`, and its folder lives where that user can reach it.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
	accessSync,
	chmodSync,
	chownSync,
	constants,
	cpSync,
	existsSync,
	mkdirSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Binaries } from "./binaries.ts";

export interface RunAs {
	/** Undefined: as ourselves. */
	uid?: number;
	gid?: number;
}

const NOBODY = 65_534;

export function runAs(): RunAs {
	return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** `folder` itself, or when another user could not reach it (below a 0700 home) a folder of the system named after it. */
export function reachableFolder(folder: string, as: RunAs): string {
	if (as.uid === undefined || isReachable(dirname(resolve(folder)))) return folder;
	return join("/var/lib/bulkhead", createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 16));
}

/** The binaries, or a copy of them beside `folder` when that user cannot reach where npm put them. */
export function reachableBinaries(binaries: Binaries, folder: string, as: RunAs): Binaries {
	if (as.uid === undefined || isReachable(binaries.root)) return binaries;
	const root = join(folder, "..", "postgresql-binaries");
	if (existsSync(root)) return { root };
	const half = `${root}.${process.pid}`;
	cpSync(binaries.root, half, { recursive: true });
	renameSync(half, root);
	return { root };
}

/** Makes the folder, private to the user that the server runs as. */
export function makePrivateFolder(folder: string, as: RunAs): void {
	mkdirSync(folder, { recursive: true, mode: 0o755 });
	if (as.uid !== undefined) chownSync(folder, as.uid, as.gid ?? as.uid);
	chmodSync(folder, 0o700);
}

export function removeFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** True when every folder up to the root lets others pass. */
function isReachable(folder: string): boolean {
	let at = resolve(folder);
	for (;;) {
		try {
			accessSync(at, constants.F_OK);
			if ((statSync(at).mode & 0o001) === 0) return false;
		} catch {
			// Not made yet: what counts is the folder above.
		}
		if (dirname(at) === at) return true;
		at = dirname(at);
	}
}

export interface Finished {
	code: number;
	/** Standard output and error, in the order of arrival within each. */
	output: string;
}

/** Runs one program to its end; never throws for its exit code. */
export function run(file: string, args: string[], as: RunAs, env: Record<string, string> = {}): Promise<Finished> {
	return new Promise((done) => {
		execFile(
			file,
			args,
			{ ...as, cwd: "/", env: { ...process.env, LC_ALL: "C", ...env }, windowsHide: true, timeout: 120_000 },
			(error, stdout, stderr) => {
				const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
				const output = `${stdout}${stderr}`.trim() || (error?.message ?? "");
				done({ code, output });
			},
		);
	});
}
