import type { ActivityResult } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { PipeLost } from "../../app/pipe/wire.ts";

export interface WatchRequest {
	connection: string;
	everywhere: boolean;
	longMs: number;
}

interface Listener {
	seen(result: ActivityResult): void;
	failed(error: unknown): void;
}

/** Between two tries to listen again when the pipe broke. */
const RETRY_MS = 800;

/** Listens while the window can be seen, and stops where the server gives an error. Answers with what ends it. */
export function watchActivity(request: WatchRequest, listener: Listener): () => void {
	const over = new AbortController();
	void listen(request, listener, over.signal);
	return () => over.abort();
}

async function listen(request: WatchRequest, { seen, failed }: Listener, over: AbortSignal): Promise<void> {
	while (!over.aborted) {
		await untilVisible(over);
		const hidden = whenHidden(over);
		try {
			for await (const result of await client.activity.watch(request, { signal: hidden.signal })) {
				if (hidden.signal.aborted) break;
				seen(result);
			}
		} catch (caught) {
			if (!hidden.signal.aborted && !(caught instanceof PipeLost)) return failed(caught);
		} finally {
			hidden.stop();
		}
		await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
	}
}

function untilVisible(over: AbortSignal): Promise<void> {
	if (document.visibilityState === "visible" || over.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const done = () => {
			document.removeEventListener("visibilitychange", done);
			over.removeEventListener("abort", done);
			resolve();
		};
		document.addEventListener("visibilitychange", done);
		over.addEventListener("abort", done);
	});
}

/** Fires when nobody can see the window any more, or when the watching is over. */
function whenHidden(over: AbortSignal): { signal: AbortSignal; stop: () => void } {
	const controller = new AbortController();
	const onChange = () => {
		if (document.visibilityState === "hidden") controller.abort();
	};
	document.addEventListener("visibilitychange", onChange);
	return {
		signal: AbortSignal.any([over, controller.signal]),
		stop: () => document.removeEventListener("visibilitychange", onChange),
	};
}
