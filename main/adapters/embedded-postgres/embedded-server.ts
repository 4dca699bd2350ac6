import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { EmbeddedServer, EmbeddedServerPort, EmbeddedStart } from "../../core/ports.ts";
import { findBinaries, packageOf } from "./binaries.ts";
import {
	type Cluster,
	ClusterError,
	findRunning,
	isMade,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "./cluster.ts";
import { isAlive } from "./process.ts";
import { reachableBinaries, reachableFolder, removeFolder, runAs } from "./run-as.ts";

/** Bytes that a fresh cluster with the demo's data takes, with room to work. */
const ROOM_NEEDED = 400 * 1024 * 1024;

/** The demo's PostgreSQL 18, from npm's binaries, with its data under `folder`. */
export function embeddedServer(wanted: string): EmbeddedServerPort {
	const as = runAs();
	const folder = reachableFolder(wanted, as);
	const found = findBinaries();
	const cluster = (): Cluster => {
		if (!found) throw new AppError("DEMO_FAILED", unavailableReason(), { hint: "Connect to a server of your own." });
		const binaries = reachableBinaries(found, folder, as);
		return { folder, binaries, as, settings: { max_connections: "50", shared_buffers: "128MB" } };
	};

	return {
		folder,
		unavailable: () => (found ? undefined : unavailableReason()),
		async state() {
			if (!found) return "absent";
			const here = { folder, binaries: found, as };
			if (!isMade(here)) return "absent";
			return findRunning(here) ? "running" : "stopped";
		},
		async start(options) {
			try {
				const server = await startOrFind(cluster(), options);
				if (options.keep) disown(folder);
				else if (!server.reused || ownerIsGone(folder)) own(folder);
				return server;
			} catch (caught) {
				throw asDemoFailure(caught, folder);
			}
		},
		async stop({ onlyOurs }) {
			if (!found || (onlyOurs && ownerOf(folder) !== process.pid)) return false;
			disown(folder);
			return stopCluster(cluster());
		},
		async destroy() {
			if (found) await stopCluster(cluster());
			removeFolder(folder);
		},
	};
}

/** The owner's pid stands in a file: the Bulkhead that stops the server when it ends. None: the server stays. */
const ownerFile = (folder: string): string => join(folder, "owner");

const own = (folder: string): void => writeFileSync(ownerFile(folder), String(process.pid), { mode: 0o600 });

const disown = (folder: string): void => rmSync(ownerFile(folder), { force: true });

function ownerOf(folder: string): number | undefined {
	return existsSync(ownerFile(folder)) ? Number(readFileSync(ownerFile(folder), "utf8")) : undefined;
}

function ownerIsGone(folder: string): boolean {
	const owner = ownerOf(folder);
	return owner !== undefined && !isAlive(owner);
}

async function startOrFind(cluster: Cluster, { onStep, signal }: EmbeddedStart): Promise<EmbeddedServer> {
	const running = findRunning(cluster);
	if (running) return describe(cluster, running.port, true);
	if (!isMade(cluster)) {
		requireRoom(cluster.folder);
		onStep("Making a PostgreSQL 18 cluster");
		await makeCluster(cluster);
	}
	signal?.throwIfAborted();
	onStep("Starting PostgreSQL 18");
	const { port } = await startCluster(cluster);
	return describe(cluster, port, false);
}

function describe(cluster: Cluster, port: number, reused: boolean): EmbeddedServer {
	const { folder } = cluster;
	return { host: "127.0.0.1", port, user: SUPERUSER, password: superuserPassword(cluster), folder, reused };
}

function requireRoom(folder: string): void {
	const { bavail, bsize } = statfsSync(nearestFolder(folder));
	const free = bavail * bsize;
	if (free >= ROOM_NEEDED) return;
	throw new AppError("DISK_FULL", `The demo needs ${megabytes(ROOM_NEEDED)} and ${folder} has ${megabytes(free)}.`, {
		hint: "Free some space, or choose another folder with --store (or BULKHEAD_HOME).",
	});
}

function nearestFolder(folder: string): string {
	try {
		statfsSync(folder);
		return folder;
	} catch {
		return nearestFolder(dirname(folder));
	}
}

function asDemoFailure(caught: unknown, folder: string): unknown {
	if (!(caught instanceof ClusterError)) return caught;
	return new AppError("DEMO_FAILED", `The embedded server cannot run: ${caught.message}`, {
		detail: caught.output.slice(-2000),
		hint: `Its log is server.log in ${folder}. \`bulkhead demo --reset\` makes it anew.`,
	});
}

const unavailableReason = (): string =>
	`There is no embedded PostgreSQL for ${process.platform} ${process.arch} here (npm package ${packageOf(18)}).`;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
