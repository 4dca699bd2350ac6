/** A whole Bulkhead in this process, on a store of its own, used through the contract's client as every host does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ErrorValue, JobEvent, JobKind, JobProgress, JobResult } from "../../main/contract/index.ts";
import { compose } from "../../main/hosts/compose.ts";
import { type Client, localClient } from "../../main/hosts/local-client.ts";

export interface Bulkhead {
	client: Client;
	/** Opens a connection for this run and answers with its id. */
	open(url: string, migrations?: string): Promise<string>;
}

type ResultOf<Kind extends JobKind> = Extract<JobResult, { job: Kind }>["result"];

export interface Finished<Kind extends JobKind> {
	result?: ResultOf<Kind>;
	error?: ErrorValue;
	progress: JobProgress[];
}

/** `own`: the folder of a store that stays; without it one is made, and removed. */
export async function withBulkhead<T>(use: (bulkhead: Bulkhead) => Promise<T>, own?: string): Promise<T> {
	const store = own ?? mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	const composed = compose({ store });
	const { client, close } = localClient(composed.core);
	try {
		return await use({
			client,
			async open(url, migrations) {
				const card = await client.connections.open({ url, settings: migrations === undefined ? {} : { migrations } });
				return card.id;
			},
		});
	} finally {
		close();
		await composed.close();
		if (own === undefined) rmSync(store, { recursive: true });
	}
}

/** Watches a job to its end, from its first event. `onProgress` is called for each. */
export async function finish<Kind extends JobKind>(
	client: Client,
	job: Kind,
	started: Promise<{ jobId: string }>,
	onProgress?: (progress: JobProgress, jobId: string) => void,
): Promise<Finished<Kind>> {
	const { jobId } = await started;
	const progress: JobProgress[] = [];
	for await (const event of (await client.jobs.watch({ jobId })) as AsyncIterable<JobEvent>) {
		if (event.progress) {
			progress.push(event.progress);
			onProgress?.(event.progress, jobId);
		}
		if (event.end?.status === "failed") return { error: event.end.error, progress };
		if (event.end?.status === "done") {
			if (event.end.outcome.job !== job) throw new Error(`a job ${event.end.outcome.job} where ${job} was started`);
			return { result: event.end.outcome.result as ResultOf<Kind>, progress };
		}
	}
	throw new Error(`job ${jobId} ended without an end`);
}

/** A folder of migrations for one test; the paths are those of a set: `001_a.sql`, `rollback/001_a.sql`, `verify/001_a.sql`. */
export async function withSet<T>(files: Record<string, string>, use: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-set-"));
	try {
		putFiles(folder, files);
		return await use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

export function putFiles(folder: string, files: Record<string, string>): void {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(join(folder, dirname(path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}
