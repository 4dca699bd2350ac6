import { type ClientContext, type ClientLink, ORPCError } from "@orpc/client";
import { type Door, PipeLost, type Wire } from "./wire.ts";

/** lost: it was open, or could not be opened, and is tried again until it is. */
export type PipeState = "connecting" | "open" | "lost";

export interface OpenPipe {
	link: ClientLink<ClientContext>;
	subscribe(listener: () => void): () => void;
	state(): PipeState;
}

/** Milliseconds before the first new try; each further one waits twice as long, to `LONGEST_WAIT`. */
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/**
 * One link over a door that is opened again whenever its wire breaks. The first calls wait until it is open; while it is lost,
 * calls reject at once with PipeLost, which a query repeats and an action tells.
 */
export function keepOpen(door: Door): OpenPipe {
	const listeners = new Set<() => void>();
	const decided = Promise.withResolvers<void>();
	let state: PipeState = "connecting";
	let wire: Wire | undefined;

	const become = (next: PipeState, opened?: Wire): void => {
		wire = opened;
		decided.resolve();
		if (state === next) return;
		state = next;
		for (const listener of listeners) listener();
	};

	void (async () => {
		for (let failures = 0; ; failures += 1) {
			const opened = await door.open().catch(() => undefined);
			if (opened) {
				become("open", opened);
				failures = 0;
			}
			const end = await opened?.closed;
			become("lost");
			if (end === "shut") return;
			await new Promise((done) => setTimeout(done, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)));
		}
	})();

	return {
		link: {
			async call(path, input, options) {
				await decided.promise;
				if (!wire) throw new PipeLost();
				return told(wire.link.call(path, input, options), options.signal);
			},
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		state: () => state,
	};
}

/** What the core answered, error or not, is passed on, and so is the caller's own stop; the rest is a wire that broke. */
async function told<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	try {
		return await answer;
	} catch (caught) {
		if (caught instanceof ORPCError || signal?.aborted) throw caught;
		throw new PipeLost(caught);
	}
}
