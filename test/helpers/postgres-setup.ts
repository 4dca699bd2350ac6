/** Before a suite: a folder for its clusters. After it: every server that the suite started is stopped and its folder removed. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { stopCluster } from "../../main/adapters/embedded-postgres/cluster.ts";
import { isAlive } from "../../main/adapters/embedded-postgres/process.ts";
import { clusterIn, versions } from "./clusters.ts";
import { unmountBelow } from "./small-disk.ts";

const PREFIX = "bulkhead-test-";

declare module "vitest" {
	interface ProvidedContext {
		clusters: string;
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	await sweep();
	const folder = mkdtempSync(join(tmpdir(), PREFIX));
	chmodSync(folder, 0o755);
	writeFileSync(join(folder, "owner"), String(process.pid));
	project.provide("clusters", folder);
	return () => remove(folder);
}

/** A killed run could not clean up: what belongs to a process that is gone goes now. */
async function sweep(): Promise<void> {
	for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
		const folder = join(tmpdir(), name);
		if (!isAlive(ownerOf(folder))) await remove(folder);
	}
}

function ownerOf(folder: string): number {
	try {
		return Number(readFileSync(join(folder, "owner"), "utf8")) || process.pid;
	} catch {
		// Being made by another run right now.
		return process.pid;
	}
}

/** The shared servers, those of one test alone that a killed run left, and their small disks. */
async function remove(folder: string): Promise<void> {
	const own = readdirSync(folder).map((name) => join(folder, name));
	for (const place of [folder, ...own]) {
		for (const version of versions) {
			const cluster = existsSync(join(place, String(version))) ? clusterIn(place, version) : undefined;
			if (cluster) await stopCluster(cluster);
		}
	}
	unmountBelow(folder);
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
