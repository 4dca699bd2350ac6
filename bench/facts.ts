/** What the figures hang on: the machine, the versions, the server's settings; asked, never assumed. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { version } from "../main/hosts/compose.ts";
import { spread } from "./measure.ts";
import type { Peers } from "./peers.ts";
import { duration } from "./report.ts";
import type { Server } from "./server.ts";

const settings = ["fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers"];

/** Lines of Markdown. */
export async function readFacts(server: Server, peers: Peers): Promise<string[]> {
	const processors = cpus();
	const sql = "SELECT name, setting, unit FROM pg_settings WHERE name = ANY ($1)";
	const set = await server.query<{ name: string; setting: string; unit: string | null }>("postgres", sql, [settings]);
	const [about] = await server.query<{ server_version: string }>("postgres", "SHOW server_version");
	const shown = settings.flatMap((name) => {
		const found = set.find((each) => each.name === name);
		return found ? [`${name} = ${found.setting}${found.unit ? ` × ${found.unit}` : ""}`] : [];
	});
	const others = [...peers.versions].map(([name, number]) => `${name} ${number}`).join(", ");
	return [
		`Date: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
		`Machine: ${processors.length} × ${processors[0]?.model.trim() ?? "processor"}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB memory, ${process.platform} ${release()} ${process.arch}; load at the start ${loadavg()[0]?.toFixed(2)}`,
		`Disk: writing 8 KiB and waiting until it is safe takes ${duration(syncTime())} (median of ${SYNCS})`,
		`PostgreSQL ${about?.server_version} of the npm package, on loopback TCP, as initdb leaves it: ${shown.join(", ")}`,
		`Bulkhead ${version}, Node ${process.versions.node}`,
		`Others: ${others || "none"}`,
	];
}

const SYNCS = 100;

/** Milliseconds of one write that is waited for, where the server's data is. */
function syncTime(): number {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-sync-"));
	const file = openSync(join(folder, "file"), "w");
	try {
		const page = Buffer.alloc(8_192, 1);
		const times = Array.from({ length: SYNCS }, (_, at) => {
			const began = performance.now();
			writeSync(file, page, 0, page.length, at * page.length);
			fdatasyncSync(file);
			return performance.now() - began;
		});
		return spread(times).median;
	} finally {
		closeSync(file);
		rmSync(folder, { recursive: true });
	}
}
