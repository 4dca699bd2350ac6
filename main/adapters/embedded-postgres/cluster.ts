/** One PostgreSQL cluster in a folder of ours: made, started, found again, stopped. Used by the demo and by the tests. */
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, program } from "./binaries.ts";
import { clearStalePidFile, type RunningCluster, readPidFile } from "./pid-file.ts";
import { choosePort } from "./port.ts";
import { isAlive } from "./process.ts";
import { makePrivateFolder, type RunAs, removeFolder, run } from "./run-as.ts";

export interface Cluster {
	/** Holds `data` and `server.log`. */
	folder: string;
	binaries: Binaries;
	as: RunAs;
	/** Server settings, for example `fsync: "off"`. */
	settings?: Record<string, string>;
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
/** The superuser's password, inside the data folder: the two are made together, and nobody else may read either. */
const PASSWORD = "bulkhead-password";
/** Seconds until a start or a stop is given up; crash recovery may take its time. */
const PATIENCE = 60;
/** How often a start is tried: the port may be taken meanwhile, a killed server's processes may still be going. */
const TRIES = 3;

const dataFolder = (cluster: Cluster) => join(cluster.folder, "data");
const portFile = (cluster: Cluster) => join(cluster.folder, "port");
const logFile = (cluster: Cluster) => join(cluster.folder, "server.log");

/** True when initdb ran to its end in this folder. */
export function isMade(cluster: Cluster): boolean {
	return existsSync(dataFolder(cluster));
}

/**
 * Runs initdb beside, and puts the whole in its place at the end: nothing half made is ever found there, and of two that make it at
 * once one wins. `hba`: lines of pg_hba.conf that go before initdb's own, and so win over them.
 */
export async function makeCluster(cluster: Cluster, hba: readonly string[] = []): Promise<void> {
	makePrivateFolder(cluster.folder, cluster.as);
	removeUnfinished(cluster.folder);
	const work = join(cluster.folder, `making-${process.pid}-${randomBytes(4).toString("hex")}`);
	makePrivateFolder(work, cluster.as);
	const password = join(work, "password");
	writePrivate(cluster, password, randomBytes(24).toString("base64url"));
	const data = join(work, "data");
	const made = await run(
		program(cluster.binaries, "initdb"),
		[
			...["-D", data, "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--no-sync"],
			...["--auth=scram-sha-256", `--pwfile=${password}`],
		],
		cluster.as,
	);
	if (made.code !== 0) throw new ClusterError("initdb failed", made.output);
	renameSync(password, join(data, PASSWORD));
	const hbaFile = join(data, "pg_hba.conf");
	writePrivate(cluster, hbaFile, [...hba, readFileSync(hbaFile, "utf8")].join("\n"));
	try {
		renameSync(data, dataFolder(cluster));
	} catch (error) {
		// Another Bulkhead made it in the same moment: that one is as good.
		if (!isMade(cluster)) throw error;
	} finally {
		removeFolder(work);
	}
}

export function superuserPassword(cluster: Cluster): string {
	return readFileSync(join(dataFolder(cluster), PASSWORD), "utf8");
}

export function findRunning(cluster: Cluster): RunningCluster | undefined {
	return readPidFile(dataFolder(cluster));
}

/** Starts the server on a loopback port, the last time's where that is free, and waits until it takes connections. One that another started meanwhile is as good. */
export async function startCluster(cluster: Cluster): Promise<RunningCluster> {
	let said = "";
	for (let tries = 0; tries < TRIES; tries += 1) {
		if (tries > 0) await sleep(500);
		clearStalePidFile(dataFolder(cluster));
		const before = logSize(cluster);
		const output = await tryStart(cluster, await choosePort(portFile(cluster)));
		const running = await untilReady(cluster);
		if (running) {
			writePrivate(cluster, portFile(cluster), String(running.port));
			return running;
		}
		said = (existsSync(logFile(cluster)) ? readFileSync(logFile(cluster)).subarray(before).toString() : "") || output;
	}
	throw new ClusterError("PostgreSQL did not start", tail(said));
}

async function tryStart(cluster: Cluster, port: number): Promise<string> {
	const settings: Record<string, string> = {
		listen_addresses: "127.0.0.1",
		port: String(port),
		// No socket file: a path of our own may be too long for one, and loopback serves everybody.
		unix_socket_directories: "",
		...cluster.settings,
	};
	const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
	const args = ["start", "-w", "-t", String(PATIENCE), "-D", dataFolder(cluster), "-l", logFile(cluster)];
	const { output } = await run(program(cluster.binaries, "pg_ctl"), [...args, "-o", options.join(" ")], cluster.as);
	return output;
}

/** Waits while a server of this folder is starting up; undefined when there is none. */
export async function untilReady(cluster: Cluster): Promise<RunningCluster | undefined> {
	for (let waited = 0; waited < PATIENCE * 1_000; waited += 50) {
		const running = findRunning(cluster);
		if (!running || running.ready) return running;
		await sleep(50);
	}
	throw new ClusterError("PostgreSQL did not start", `It takes no connections after ${PATIENCE} seconds.`);
}

/** Fast shutdown: open transactions are rolled back. False when nothing ran. */
export async function stopCluster(cluster: Cluster): Promise<boolean> {
	if (!findRunning(cluster)) return false;
	const args = ["stop", "-w", "-t", String(PATIENCE), "-m", "fast", "-D", dataFolder(cluster)];
	const stopped = await run(program(cluster.binaries, "pg_ctl"), args, cluster.as);
	if (stopped.code !== 0 && findRunning(cluster)) throw new ClusterError("PostgreSQL did not stop", stopped.output);
	return true;
}

/** What makers left that were killed. */
function removeUnfinished(folder: string): void {
	for (const name of readdirSync(folder)) {
		const [, pid] = /^making-(\d+)-/.exec(name) ?? [];
		if (pid !== undefined && !isAlive(Number(pid))) removeFolder(join(folder, name));
	}
}

function writePrivate(cluster: Cluster, file: string, text: string): void {
	writeFileSync(file, text, { mode: 0o600 });
	if (cluster.as.uid !== undefined) chownSync(file, cluster.as.uid, cluster.as.gid ?? cluster.as.uid);
}

/** Bytes of the log so far. One that has grown over years of starts begins anew. */
function logSize(cluster: Cluster): number {
	const file = logFile(cluster);
	if (!existsSync(file)) return 0;
	const { size } = statSync(file);
	if (size < 4 * 1024 * 1024) return size;
	rmSync(file, { force: true });
	return 0;
}

const tail = (text: string): string => text.trimEnd().split("\n").slice(-15).join("\n");

/** The line that says why: the last FATAL or error, else the last one. */
function lastLine(output: string): string {
	const lines = output.trim().split("\n");
	return lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? "no output";
}
