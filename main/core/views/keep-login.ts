import type { LookDeps } from "./look.ts";
import { withViewSession } from "./look.ts";
import type { Looking } from "./view.ts";

/** Holds one idle session of the one-time login to the view's end: a login without one was left behind, and is swept. */
export async function keepLogin(deps: LookDeps, view: Looking): Promise<void> {
	const there = Promise.withResolvers<void>();
	const { signal } = view.ended;
	const kept = withViewSession(deps, view, signal, async () => {
		there.resolve();
		if (signal.aborted) return;
		await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
	});
	kept.catch((caught: unknown) => there.reject(caught));
	await there.promise;
}
