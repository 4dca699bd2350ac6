/** One PostgreSQL cluster in a folder of ours: made, started, found again, stopped. Used by the demo and by the tests. */
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Binaries, program } from "./binaries.ts";
import { isServerOf } from "./process.ts";
import { makePrivateFolder, type RunAs, run } from "./run-as.ts";

export interface Cluster {
	/** Holds `data`, `server.log` and `password`. */
	folder: string;
	binaries: Binaries;
	as: RunAs;
	/** Server settings, for example `fsync: "off"`. */
	settings?: Record<string, string>;
}

export interface RunningCluster {
	port: number;
	pid: number;
}

/** initdb or pg_ctl said no; `output` is what they said. */
export class ClusterError extends Error {
	readonly output: string;
	constructor(what: string, output: string) {
		super(`${what}: ${lastLine(output)}`);
		this.name = "ClusterError";
		this.output = output;
	}
}

export const SUPERUSER = "postgres";
const dataFolder = (cluster: Cluster) => join(cluster.folder, "data");
const passwordFile = (cluster: Cluster) => join(cluster.folder, "password");

/** True when initdb ran to its end in this folder. */
export function isMade(cluster: Cluster): boolean {
	return existsSync(join(cluster.folder, "made"));
}

/** Runs initdb. What an interrupted earlier try left is thrown away: it never held data. */
export async function makeCluster(cluster: Cluster): Promise<void> {
	makePrivateFolder(cluster.folder, cluster.as);
	rmSync(dataFolder(cluster), { recursive: true, force: true });
	writePrivate(cluster, passwordFile(cluster), randomBytes(24).toString("base64url"));
	const made = await run(
		program(cluster.binaries, "initdb"),
		[
			...["-D", dataFolder(cluster), "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--no-sync"],
			...["--auth=scram-sha-256", `--pwfile=${passwordFile(cluster)}`],
		],
		cluster.as,
	);
	if (made.code !== 0) throw new ClusterError("initdb failed", made.output);
	writePrivate(cluster, join(cluster.folder, "made"), "");
}

export function superuserPassword(cluster: Cluster): string {
	return readFileSync(passwordFile(cluster), "utf8");
}

/** Appends lines to pg_hba.conf, ahead of what initdb wrote, so that they win. */
export function prependHba(cluster: Cluster, lines: string[]): void {
	const file = join(dataFolder(cluster), "pg_hba.conf");
	writePrivate(cluster, file, `${lines.join("\n")}\n${readFileSync(file, "utf8")}`);
}

/** The server that runs in this folder, found by its pid file and by that process being its server. */
export function findRunning(cluster: Cluster): RunningCluster | undefined {
	const file = join(dataFolder(cluster), "postmaster.pid");
	if (!existsSync(file)) return undefined;
	const lines = readFileSync(file, "utf8").split("\n");
	const pid = Number(lines[0]);
	const port = Number(lines[3]);
	return Number.isInteger(pid) && pid > 1 && port > 0 && isServerOf(pid, dataFolder(cluster))
		? { pid, port }
		: undefined;
}

/** Starts the server on a free loopback port and waits until it takes connections. */
export async function startCluster(cluster: Cluster): Promise<RunningCluster> {
	// Left by a crash: the caller has looked (findRunning), no server of this folder is alive.
	rmSync(join(dataFolder(cluster), "postmaster.pid"), { force: true });
	const port = await freePort();
	const settings: Record<string, string> = {
		listen_addresses: "127.0.0.1",
		port: String(port),
		// No socket file: a path of our own may be too long for one, and loopback serves everybody.
		unix_socket_directories: "",
		...cluster.settings,
	};
	const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
	const log = join(cluster.folder, "server.log");
	const started = await run(
		program(cluster.binaries, "pg_ctl"),
		["start", "-w", "-t", "60", "-D", dataFolder(cluster), "-l", log, "-o", options.join(" ")],
		cluster.as,
	);
	const running = findRunning(cluster);
	if (started.code === 0 && running) return running;
	throw new ClusterError(
		"PostgreSQL did not start",
		existsSync(log) ? tail(readFileSync(log, "utf8")) : started.output,
	);
}

/** Fast shutdown: open transactions are rolled back. False when nothing ran. */
export async function stopCluster(cluster: Cluster): Promise<boolean> {
	if (!findRunning(cluster)) return false;
	const args = ["stop", "-w", "-t", "30", "-m", "fast", "-D", dataFolder(cluster)];
	const stopped = await run(program(cluster.binaries, "pg_ctl"), args, cluster.as);
	if (stopped.code !== 0 && findRunning(cluster)) throw new ClusterError("PostgreSQL did not stop", stopped.output);
	return true;
}

function writePrivate(cluster: Cluster, file: string, text: string): void {
	writeFileSync(file, text, { mode: 0o600 });
	if (cluster.as.uid !== undefined) chownSync(file, cluster.as.uid, cluster.as.gid ?? cluster.as.uid);
}

function freePort(): Promise<number> {
	return new Promise((done, fail) => {
		const server = createServer();
		server.once("error", fail);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no port"))));
		});
	});
}

const tail = (text: string): string => text.trimEnd().split("\n").slice(-15).join("\n");

/** The line that says why: the last FATAL or error, else the last one. */
function lastLine(output: string): string {
	const lines = output.trim().split("\n");
	return lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? "no output";
}
