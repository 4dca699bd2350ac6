/** Run by itself: applies a set in this process, and tells how the job ended and how much memory that took at most. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../main/hosts/compose.ts";
import { localClient } from "../../main/hosts/local-client.ts";

const [url = "", migrations = ""] = process.argv.slice(2);
const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
const composed = compose({ store });
const { client, close } = localClient(composed.core);
try {
	const { id } = await client.connections.open({ url, settings: { migrations } });
	// What every run needs is loaded.
	await client.migrations.history({ connection: id });
	const before = process.memoryUsage().rss;
	const { jobId } = await client.migrations.apply({ connection: id });
	for await (const { end } of await client.jobs.watch({ jobId })) {
		if (!end) continue;
		const peak = process.resourceUsage().maxRSS * 1_024 - before;
		process.stdout.write(
			JSON.stringify({ status: end.status, error: end.status === "failed" ? end.error : null, peak }),
		);
	}
} finally {
	close();
	await composed.close();
	rmSync(store, { recursive: true });
}
