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
	untilReady,
} from "./cluster.ts";
import type { RunningCluster } from "./pid-file.ts";
import { requireRoom } from "./room.ts";
import { reachableBinaries, reachableFolder, removeFolder, runAs } from "./run-as.ts";
import { enter, keep, leaveAsLast } from "./users.ts";

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
	const failing = async <T>(work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (caught) {
			throw asDemoFailure(caught, folder);
		}
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
		start: (options) =>
			failing(async () => {
				const here = cluster();
				const running = await untilReady(here);
				return use(here, running ?? (await makeAndStart(here, options)), running !== undefined);
			}),
		join: () =>
			failing(async () => {
				if (!found) return undefined;
				const here = { folder, binaries: found, as };
				const running = await untilReady(here);
				return running && use(here, running, true);
			}),
		keep() {
			const running = findRunning(cluster());
			if (running) keep(folder, running.pid);
		},
		requireRoom: () => requireRoom(folder, "database"),
		async stop({ onlyOurs }) {
			if (!found) return false;
			const here = { folder, binaries: found, as };
			const running = findRunning(here);
			if (!running || (onlyOurs && !leaveAsLast(folder, running.pid))) return false;
			return failing(() => stopCluster(cluster()));
		},
		async destroy() {
			if (found) await failing(() => stopCluster(cluster()));
			removeFolder(folder);
		},
	};
}

async function makeAndStart(cluster: Cluster, { onStep, trusted, signal }: EmbeddedStart): Promise<RunningCluster> {
	if (!isMade(cluster)) {
		requireRoom(cluster.folder, "cluster");
		onStep("Making a PostgreSQL 18 cluster");
		await makeCluster(cluster, [`host ${trusted.database} ${trusted.user} 127.0.0.1/32 trust`]);
	}
	signal?.throwIfAborted();
	onStep("Starting PostgreSQL 18");
	return startCluster(cluster);
}

/** From here on this Bulkhead is one of those that the server runs for. */
function use(cluster: Cluster, { pid, port }: RunningCluster, reused: boolean): EmbeddedServer {
	const { folder } = cluster;
	enter(folder, pid);
	return { host: "127.0.0.1", port, user: SUPERUSER, password: superuserPassword(cluster), folder, reused };
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
