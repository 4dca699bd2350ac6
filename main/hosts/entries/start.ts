/** The entry of dist/cli/start.js: what `npm start` runs where there is no Electron. */
import type { DemoResult, ErrorValue } from "../../contract/index.ts";
import { AppError, exitCodeOf, toErrorValue } from "../../core/errors.ts";
import { startBrowserHost } from "../browser/browser-host.ts";
import { compose, defaultStore } from "../compose.ts";
import { type Client, localClient } from "../local-client.ts";

export interface Started {
	/** The address of the app; it works once. */
	url: string;
	/** The store's folder. */
	store: string;
	/** What the start screen does by itself: undefined for who has connections of their own, else the demo, running. */
	demo(): Promise<DemoResult | { error: ErrorValue } | undefined>;
	close(): Promise<void>;
}

/** Errors are values here, for the script that calls it knows nothing of the core. `exit`: the code to end with. */
export async function start(options: { port?: number }): Promise<Started | { error: ErrorValue; exit: number }> {
	const store = defaultStore();
	try {
		const composed = compose({ store });
		const host = await startBrowserHost(composed.core, options).catch(async (caught: unknown) => {
			await composed.close();
			throw caught;
		});
		const local = localClient(composed.core);
		return {
			url: host.url,
			store,
			demo: () => startDemo(local.client).catch((caught: unknown) => ({ error: toErrorValue(caught) })),
			async close() {
				local.close();
				await host.close();
				await composed.close();
			},
		};
	} catch (caught) {
		const error = toErrorValue(caught);
		return { error, exit: exitCodeOf(error.code) };
	}
}

async function startDemo(client: Client): Promise<DemoResult | { error: ErrorValue } | undefined> {
	const { connections } = await client.connections.list();
	if (connections.some(({ origin }) => origin !== "demo")) return undefined;
	const { jobId } = await client.demo.start({});
	for await (const { end } of await client.jobs.watch({ jobId })) {
		if (end?.status === "failed") return { error: end.error };
		if (end?.status === "done" && end.outcome.job === "demo") return end.outcome.result;
	}
	throw new AppError("INTERNAL", "The demo's job ended without a result.");
}
