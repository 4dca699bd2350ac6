/** A server whose data and whose write-ahead log lie on small disks of their own. */
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { program } from "../../main/adapters/embedded-postgres/binaries.ts";
import { SUPERUSER, stopCluster } from "../../main/adapters/embedded-postgres/cluster.ts";
import { makePrivateFolder, run } from "../../main/adapters/embedded-postgres/run-as.ts";
import { type BreakableCluster, breakable, DURABLE } from "./breakable-cluster.ts";
import { clusterIn } from "./clusters.ts";
import { type SmallDisk, withSmallDisk } from "./small-disk.ts";

const MB = 1024 * 1024;
/** A template, its copies and their growth; the log of one run, and of what is made before it. */
const ROOM = { data: 256 * MB, wal: 96 * MB };

export interface FullDiskCluster extends BreakableCluster {
	data: SmallDisk;
	wal: SmallDisk;
}

export async function withFullDiskCluster<T>(use: (cluster: FullDiskCluster) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(inject("clusters"), "full-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const made = clusterIn(folder, 18);
	if (!made) throw new Error("no PostgreSQL 18 for this platform");
	// The log is cleared by the test alone, so that it knows how much room there is.
	const logging = { max_wal_size: "10GB", min_wal_size: "2MB", checkpoint_timeout: "1h", wal_init_zero: "on" };
	const cluster = { ...made, settings: { ...made.settings, ...DURABLE, ...logging } };
	makePrivateFolder(cluster.folder, cluster.as);
	const { uid = process.getuid?.() ?? 0 } = cluster.as;
	const disk = { uid, mode: "0700" };
	try {
		return await withSmallDisk(join(cluster.folder, "data"), { bytes: ROOM.data, ...disk }, (data) =>
			withSmallDisk(join(cluster.folder, "wal"), { bytes: ROOM.wal, ...disk }, async (wal) => {
				const password = join(cluster.folder, "password");
				writeFileSync(password, "password-of-a-test", { mode: 0o600 });
				chownSync(password, uid, uid);
				const args = ["-D", data.folder, "-X", wal.folder, "--wal-segsize=1", "-U", SUPERUSER, "-E", "UTF8"];
				const { code, output } = await run(
					program(cluster.binaries, "initdb"),
					[...args, "--locale=C", "--no-sync", "--auth=scram-sha-256", `--pwfile=${password}`],
					cluster.as,
				);
				if (code !== 0) throw new Error(`initdb: ${output}`);
				// Where a cluster of ours keeps it; another file system.
				writeFileSync(join(data.folder, "bulkhead-password"), "password-of-a-test", { mode: 0o600 });
				const server = await breakable(cluster);
				try {
					return await use({ ...server, data, wal });
				} finally {
					data.leave(ROOM.data);
					wal.leave(ROOM.wal);
					await stopCluster(cluster);
				}
			}),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}
