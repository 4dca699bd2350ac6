/** Bulkhead as it is used: its command in a process of its own, and its core in this process through the contract's client. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, packageFolder } from "../main/hosts/compose.ts";
import { type Client, localClient } from "../main/hosts/local-client.ts";
import type { Command } from "./run-process.ts";

/** `bulkhead ARGS…` on this database, without npx around it. */
export function bulkheadCommand(args: string[], { url, store }: { url?: string; store: string }): Command {
	return {
		file: process.execPath,
		args: [join(packageFolder, "main/hosts/cli/bulkhead.mjs"), ...args, "--store", store, "--json"],
		env: url === undefined ? {} : { DATABASE_URL: url },
	};
}

/** A store of its own; another user must be able to pass, for the demo's server may run as one. */
export async function withStore<T>(use: (store: string) => Promise<T>): Promise<T> {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-bench-store-"));
	chmodSync(store, 0o755);
	try {
		return await use(store);
	} finally {
		rmSync(store, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

export async function withClient<T>(store: string, use: (client: Client) => Promise<T>): Promise<T> {
	const composed = compose({ store });
	const { client, close } = localClient(composed.core);
	try {
		return await use(client);
	} finally {
		close();
		await composed.close();
	}
}

/** Opens a connection and applies what is pending; `folder`: the bundled set when left out. */
export async function applyThrough(
	client: Client,
	url: string,
	{ folder, checks = true }: { folder?: string; checks?: boolean } = {},
): Promise<void> {
	const { id: connection } = await client.connections.open({ url, settings: folder ? { migrations: folder } : {} });
	await finished(client, client.migrations.apply({ connection, checks }));
}

/** Watches a job to its end, as a host does. Throws what it failed with. */
export async function finished(client: Client, started: Promise<{ jobId: string }>): Promise<void> {
	const { jobId } = await started;
	for await (const { end } of await client.jobs.watch({ jobId })) {
		if (end?.status === "failed") throw new Error(`${end.error.code}: ${end.error.message}`);
		if (end?.status === "done") return;
	}
	throw new Error("the job ended without saying how");
}
