import type { Looking } from "./view.ts";

/** Looks through a one-time login wait for each other; others do not. */
export async function inTurn<T>(view: Looking, work: () => Promise<T>): Promise<T> {
	if (!view.login) return work();
	const before = view.turn;
	const mine = Promise.withResolvers<void>();
	view.turn = before.then(() => mine.promise);
	await before;
	try {
		return await work();
	} finally {
		mine.resolve();
	}
}
