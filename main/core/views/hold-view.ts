import { closeView } from "./close-view.ts";
import type { ViewDeps } from "./deps.ts";
import type { View } from "./view.ts";

/** Milliseconds in which a window that is loaded anew, or whose link broke, takes its view up again. */
const GRACE = 20_000;

/** How many hold a view now. */
const holders = new WeakMap<View, number>();

/** Answers once, and then lasts as long as its reader and the view do. What nobody holds any more is closed after a moment. */
export async function* holdView(
	deps: ViewDeps,
	view: View,
	signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<{ view: string }, void> {
	count(view, 1);
	try {
		yield { view: view.id };
		await firstOf([signal, view.ended.signal]);
	} finally {
		if (count(view, -1) === 0) closeUnheld(deps, view).catch(() => {});
	}
}

function count(view: View, by: 1 | -1): number {
	const now = (holders.get(view) ?? 0) + by;
	holders.set(view, now);
	return now;
}

function firstOf(signals: readonly AbortSignal[]): Promise<void> {
	const any = AbortSignal.any([...signals]);
	if (any.aborted) return Promise.resolve();
	return new Promise((done) => any.addEventListener("abort", () => done(), { once: true }));
}

/** Rejects where it ends meanwhile. */
async function closeUnheld(deps: ViewDeps, view: View): Promise<void> {
	await deps.ports.clock.sleep(GRACE, view.ended.signal);
	if (holders.get(view) === 0) await closeView(deps, view.id, "left");
}
