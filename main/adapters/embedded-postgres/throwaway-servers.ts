/** Clusters that live as long as one piece of work: each in a folder of its own, named by the process that it is for. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { ThrowawayServer, ThrowawayServerPort } from "../../core/ports.ts";
import { findBinaries, packageOf } from "./binaries.ts";
import {
	type Cluster,
	ClusterError,
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "./cluster.ts";
import { isAlive } from "./process.ts";
import { requireRoom } from "./room.ts";
import { makePrivateFolder, reachableBinaries, reachableFolder, removeFolder, runAs } from "./run-as.ts";

/** Nothing in it is worth a wait for the disk. */
const settings = { fsync: "off", max_connections: "20", shared_buffers: "64MB", autovacuum: "off" };

/** `wanted`: the folder that holds theirs. */
export function throwawayServers(wanted: string): ThrowawayServerPort {
	const found = findBinaries();
	const unavailable = found
		? undefined
		: `There is no embedded PostgreSQL for ${process.platform} ${process.arch} here (npm package ${packageOf(18)}).`;
	return {
		unavailable: () => unavailable,
		async start({ onStep, signal }) {
			if (!found) throw new AppError("REFUSED", unavailable ?? "");
			const as = runAs();
			const parent = reachableFolder(wanted, as);
			await removeLeftovers(parent, (folder) => ({
				folder,
				binaries: reachableBinaries(found, folder, as),
				as,
				settings,
			}));
			const folder = join(parent, `${process.pid}-${randomBytes(4).toString("hex")}`);
			requireRoom(parent, "cluster");
			makePrivateFolder(parent, as);
			const cluster = { folder, binaries: reachableBinaries(found, folder, as), as, settings };
			return startOne(cluster, { onStep, signal });
		},
	};
}

async function startOne(
	cluster: Cluster,
	{ onStep, signal }: { onStep: (text: string) => void; signal: AbortSignal },
): Promise<ThrowawayServer> {
	const destroy = async (): Promise<void> => {
		await stopCluster(cluster);
		removeFolder(cluster.folder);
		removeIfEmpty(dirname(cluster.folder));
	};
	try {
		onStep("Making a PostgreSQL server for the rehearsal");
		await makeCluster(cluster);
		signal.throwIfAborted();
		const { port } = await startCluster(cluster);
		signal.throwIfAborted();
		return { host: "127.0.0.1", port, user: SUPERUSER, password: superuserPassword(cluster), destroy };
	} catch (caught) {
		await destroy();
		if (!(caught instanceof ClusterError)) throw caught;
		throw new AppError("REFUSED", `The embedded server cannot run: ${caught.message}`, {
			detail: caught.output.slice(-2000),
			data: { state: "Nothing was run." },
		});
	}
}

/** Others may have theirs in it. */
function removeIfEmpty(folder: string): void {
	try {
		rmdirSync(folder);
	} catch (error) {
		if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
	}
}

/** Of processes that were killed: their servers run on, and nobody else would stop them. */
async function removeLeftovers(parent: string, clusterIn: (folder: string) => Cluster): Promise<void> {
	if (!existsSync(parent)) return;
	for (const name of readdirSync(parent)) {
		const [, pid] = /^(\d+)-[0-9a-f]{8}$/.exec(name) ?? [];
		if (pid === undefined || isAlive(Number(pid))) continue;
		const cluster = clusterIn(join(parent, name));
		await stopCluster(cluster);
		removeFolder(cluster.folder);
	}
}
