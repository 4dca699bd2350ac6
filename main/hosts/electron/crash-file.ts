/**
 * A report of a fault of Bulkhead's own, as a file that a person may send, or not: nothing sends it. What is in it is where in our code
 * it happened and on what; no message, no value and no memory, for these may hold a customer's data or a password.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";

/** Reports that are kept; the oldest goes. */
const KEPT = 10;
/** Frames of a stack. */
const FRAMES = 30;

export interface Fault {
	/** Where it came from: the main process, or a process of the page. */
	where: string;
	/** An Error, or whatever was thrown. */
	caught?: unknown;
	/** Chromium's word for why a process ended. */
	reason?: string;
	exitCode?: number;
}

/** Writes one below the store; answers with its path, or undefined where it could not be written. */
export function writeCrashFile(store: string, fault: Fault): string | undefined {
	const folder = crashFolder(store);
	const at = new Date().toISOString();
	const file = join(folder, `crash-${at.replaceAll(/[:.]/g, "-")}.json`);
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		writeFileSync(file, `${JSON.stringify(describe(fault, at), undefined, "\t")}\n`, { mode: 0o600 });
		const files = readdirSync(folder).filter((name) => name.startsWith("crash-"));
		for (const name of files.toSorted().slice(0, -KEPT)) rmSync(join(folder, name));
		return file;
	} catch {
		return undefined;
	}
}

export const crashFolder = (store: string): string => join(store, "crashes");

function describe({ where, caught, reason, exitCode }: Fault, at: string): object {
	const { electron, chrome, node } = process.versions;
	return {
		at,
		where,
		...(reason === undefined ? {} : { reason, exitCode }),
		...(caught === undefined ? {} : { error: errorFacts(caught) }),
		versions: { electron, chrome, node },
		system: { platform: process.platform, arch: process.arch, release: release() },
		uptime: Math.round(process.uptime()),
		memory: process.memoryUsage.rss(),
	};
}

/** Kind, code and place: a message may quote what somebody typed or what a server said. */
function errorFacts(caught: unknown): object {
	if (!(caught instanceof Error)) return { kind: typeof caught };
	const code =
		"code" in caught && typeof caught.code === "string" && /^\w{1,40}$/.test(caught.code) ? caught.code : undefined;
	return { kind: caught.constructor.name, code, at: framesOf(caught) };
}

/** `function (file:line:column)` with the file's last two names, for the rest of a path tells of the user's home. */
function framesOf({ message, stack = "" }: Error): string[] {
	const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
	return frames
		.map(frameOf)
		.filter((frame) => frame !== undefined)
		.slice(0, FRAMES);
}

const CALL = /^\s+at (?:async )?(?:([\w$.<>[\] ]{1,80}) \()?(.{1,400}):(\d+):(\d+)\)?$/;
const FILE = /^node:[\w/]+$|(?:[\w.@-]+[\\/])?[\w.@-]+\.[cm]?[jt]s$/;

function frameOf(line: string): string | undefined {
	const [, name = "", path = "", row, column] = CALL.exec(line) ?? [];
	const file = FILE.exec(path)?.[0];
	return file === undefined ? undefined : `${name} (${file.replaceAll("\\", "/")}:${row}:${column})`.trim();
}
