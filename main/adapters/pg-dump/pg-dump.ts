/** pg_dump, where this machine has one that knows the server: neither Bulkhead nor npm's binaries bring it. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ConnectParams, DumpOptions, DumpPort } from "../../core/ports.ts";

const PROGRAM = process.platform === "win32" ? "pg_dump.exe" : "pg_dump";
/** Where Debian and Red Hat put each version. */
const PLACES = ["/usr/lib/postgresql", "/usr"];
/** Bytes of a schema's statements. */
const LARGEST = 128 * 1024 * 1024;

export function pgDump(): DumpPort {
	return {
		async schema(params, options) {
			// It would take host and port for its own, and may find another server there.
			if (params.ssh !== undefined) return { why: "pg_dump cannot go through an SSH tunnel." };
			if (params.sslKeyPassword !== undefined) return { why: "pg_dump cannot be given the password of a TLS key." };
			const program = await findProgram(Math.floor(options.serverVersion / 10_000));
			if ("why" in program) return program;
			const { code, stdout, stderr } = await run(program.path, argumentsFor(options), params, options.signal);
			if (code === 0) return { sql: withoutRestrict(stdout) };
			return { why: `pg_dump: ${stderr.trim().split("\n").at(-1) ?? "it failed"}` };
		},
	};
}

/** Rows, the other server's affairs and places on its disks stay out. A lock that it cannot have ends it. */
function argumentsFor({ without }: DumpOptions): string[] {
	return [
		...["--schema-only", "--no-subscriptions", "--no-publications", "--no-tablespaces", "--no-security-labels"],
		...["--no-password", "--encoding=UTF8", "--lock-wait-timeout=2s", `--exclude-schema=${without}`],
	];
}

async function findProgram(major: number): Promise<{ path: string } | { why: string }> {
	const seen: number[] = [];
	for (const path of candidates()) {
		const { code, stdout } = await run(path, ["--version"]);
		const version = Number(/\b(\d+)(?:\.\d+|\w+)/.exec(stdout)?.[1] ?? 0);
		if (code === 0 && version >= major) return { path };
		if (code === 0) seen.push(version);
	}
	if (seen.length === 0) return { why: "There is no pg_dump on this machine." };
	return { why: `pg_dump ${Math.max(...seen)} does not read a server of version ${major}.` };
}

function candidates(): string[] {
	const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
	for (const place of PLACES) {
		if (!existsSync(place)) continue;
		for (const name of readdirSync(place)) {
			if (/^(pgsql-)?\d+$/.test(name)) folders.push(join(place, name, "bin"));
		}
	}
	return [...new Set(folders.map((folder) => join(folder, PROGRAM)))].filter((path) => existsSync(path));
}

interface Finished {
	code: number;
	stdout: string;
	stderr: string;
}

/** The address and the password go in the environment, which only this user can read; the process list is everybody's. */
function run(path: string, args: string[], params?: ConnectParams, signal?: AbortSignal): Promise<Finished> {
	const env = { ...withoutLibpq(process.env), LC_ALL: "C", ...(params ? libpq(params) : {}) };
	return new Promise((done, fail) => {
		execFile(
			path,
			args,
			{ env, windowsHide: true, maxBuffer: LARGEST, ...(signal ? { signal } : {}) },
			(error, stdout, stderr) => {
				if (signal?.aborted) fail(signal.reason);
				else done({ code: error === null ? 0 : 1, stdout, stderr: stderr || (error?.message ?? "") });
			},
		);
	});
}

const withoutLibpq = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
	Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PG")));

function libpq(params: ConnectParams): Record<string, string> {
	const { host, port, database, user, password, sslMode } = params;
	return {
		...{ PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user, PGSSLMODE: sslMode },
		...{ PGAPPNAME: "bulkhead pg_dump", PGCONNECT_TIMEOUT: "10" },
		...(password === undefined ? {} : { PGPASSWORD: password }),
		...given({
			PGSSLROOTCERT: params.sslRootCert,
			PGSSLCRL: params.sslCrl,
			PGSSLCERT: params.sslCert,
			PGSSLKEY: params.sslKey,
			PGSSLNEGOTIATION: params.sslNegotiation,
			PGCHANNELBINDING: params.channelBinding,
		}),
	};
}

function given(values: Record<string, string | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** psql's commands of a dump since August 2025; the key tells them from lines of a body that look the same. */
function withoutRestrict(sql: string): string {
	const [line, key] = /^\\restrict (\w+)$/m.exec(sql) ?? [];
	return line === undefined ? sql : sql.replace(line, "").replace(`\\unrestrict ${key}`, "");
}
