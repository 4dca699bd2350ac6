/** psql for tests of the door without the app. */
import { execFile } from "node:child_process";
import type { ConnectParams } from "../../main/core/ports.ts";
import { installPackages } from "./install-packages.ts";

export interface Finished {
	code: number;
	stdout: string;
	stderr: string;
}

export interface ProgramOptions {
	cwd?: string;
	/** All of the environment but PATH and HOME. */
	env?: Record<string, string>;
	/** Milliseconds; default a minute. */
	timeout?: number;
}

/** Runs a program to its end, with an environment that holds nothing of ours. */
export function runProgram(file: string, args: string[], options: ProgramOptions = {}): Promise<Finished> {
	const { PATH = "", HOME = "" } = process.env;
	return new Promise((done) => {
		execFile(
			file,
			args,
			{ cwd: options.cwd, env: { PATH, HOME, LC_ALL: "C", ...options.env }, timeout: options.timeout ?? 60_000 },
			(error, stdout, stderr) => {
				const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
				done({ code, stdout, stderr });
			},
		);
	});
}

/** Why there is no psql here; undefined when there is. As root on Debian it is installed. */
export async function missingPsql(): Promise<string | undefined> {
	if (await hasPsql()) return undefined;
	if (process.getuid?.() !== 0) return "psql is not installed";
	try {
		installPackages(["postgresql-client"]);
	} catch {
		return "psql is not installed, and apt-get could not install it";
	}
	return (await hasPsql()) ? undefined : "psql is not installed, though apt-get says that it is";
}

const hasPsql = async (): Promise<boolean> => (await runProgram("psql", ["--version"])).code === 0;

/** What libpq reads. */
export function libpqVariables(params: ConnectParams): Record<string, string> {
	return {
		PGHOST: params.host,
		PGPORT: String(params.port),
		PGDATABASE: params.database,
		PGUSER: params.user,
		PGPASSWORD: params.password ?? "",
	};
}
