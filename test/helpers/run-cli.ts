/** The command line as its users run it: the built program, in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../main/hosts/cli/bulkhead.mjs", import.meta.url));

export interface CliRun {
	/** Null when a signal ended it. */
	code: number | null;
	stdout: string;
	stderr: string;
	/** The one document that --json promises; undefined without --json. Throws when standard output holds anything else. */
	json: unknown;
}

export interface CliOptions {
	env?: Record<string, string>;
	/** Called with the process once it runs. */
	started?: (child: ChildProcess) => void;
}

/** Nothing of this machine's environment names a server: what the test gives is all that there is. */
function environment(store: string, env: Record<string, string> = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !/^(PG|DB_|DATABASE_URL|BULKHEAD)/.test(name));
	return { ...Object.fromEntries(kept), BULKHEAD_HOME: store, ...env };
}

export function runCli(store: string, args: string[], { env, started }: CliOptions = {}): Promise<CliRun> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, [launcher, ...args], {
			env: environment(store, env),
			stdio: ["ignore", "pipe", "pipe"],
		});
		const output = { stdout: "", stderr: "" };
		child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			output.stdout += chunk;
		});
		child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
			output.stderr += chunk;
		});
		child.on("error", fail);
		child.on("close", (code) => {
			try {
				done({ code, ...output, json: args.includes("--json") ? JSON.parse(output.stdout) : undefined });
			} catch (error) {
				fail(
					new Error(`not one JSON document: ${output.stdout.slice(0, 500)} ${output.stderr.slice(0, 500)}`, {
						cause: error,
					}),
				);
			}
		});
		started?.(child);
	});
}
