import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cpuOf, type Sample } from "./measure.ts";

export interface Command {
	file: string;
	args: string[];
	env?: Record<string, string>;
	/** Default: a folder where no `.env` lies about. */
	cwd?: string;
}

export interface Ran {
	/** From spawn to exit. */
	ms: number;
	/** Processor time of the program and of what it ran; undefined where the system does not tell. */
	cpu: number | undefined;
	output: string;
}

/** Runs a program to its end, its output through pipes. Throws with what it said when it fails: a failed run has no time. */
export async function runProcess({ file, args, env = {}, cwd = tmpdir() }: Command): Promise<Ran> {
	const cpuBefore = cpuOfChildren();
	const began = performance.now();
	const child = spawn(file, args, { cwd, env: { ...plainEnv(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
	const exited = new Promise<number | null>((done, fail) => {
		child.once("error", fail);
		child.once("exit", done);
	});
	const [code, output, errors] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
	const ms = performance.now() - began;
	if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}: ${tail(errors + output)}`);
	const cpu = cpuOfChildren();
	return { ms, output, cpu: cpu === undefined || cpuBefore === undefined ? undefined : cpu - cpuBefore };
}

/** Milliseconds of all children that have ended, from Linux' /proc: user and system time are its fields 16 and 17, in 1/100 s. */
function cpuOfChildren(): number | undefined {
	if (process.platform !== "linux") return undefined;
	const [, fields = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
	const [user = 0, system = 0] = fields.split(" ").slice(13, 15).map(Number);
	return (user + system) * 10;
}

/** One run's time under this name, and its processor time beside it. */
export function sampleOf(figure: string, { ms, cpu }: Ran): Sample {
	return { [figure]: ms, ...(cpu === undefined ? {} : { [cpuOf(figure)]: cpu }) };
}

/** Peak memory in bytes of a Node program that runs to its end, as the system counts it for the process. */
export async function peakMemory(command: Command): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-memory-"));
	try {
		const file = join(folder, "peak");
		const hook = join(import.meta.dirname, "peak-memory.mjs");
		const args = ["--import", hook, ...command.args];
		await runProcess({ ...command, args, env: { ...command.env, BENCH_PEAK_MEMORY: file } });
		return Number(readFileSync(file, "utf8"));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Nothing of the caller's that a contender would take for its own: npm's variables, addresses, PostgreSQL's settings. */
function plainEnv(): NodeJS.ProcessEnv {
	const own = /^(npm_|NODE_|PG|DB_|DATABASE_URL|BULKHEAD_|SQITCH_|DBMATE_)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

const tail = (output: string): string => output.trim().split("\n").slice(-8).join("\n");
