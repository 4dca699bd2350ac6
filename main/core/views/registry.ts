import { AppError } from "../errors.ts";
import type { View } from "./view.ts";

export interface Views {
	add(view: View): void;
	/** Errors: NOT_FOUND for one that is not known; REFUSED for one whose time is over. */
	find(id: string): View;
	all(): View[];
	/** True where it was there. */
	forget(id: string): boolean;
	/** What is run when Bulkhead ends. */
	onStop(work: () => Promise<void>): void;
	stop(): Promise<void>;
}

/** The views that are open in this Bulkhead. */
export function createViews(): Views {
	const open = new Map<string, View>();
	const stopping: (() => Promise<void>)[] = [];
	return {
		add: (view) => void open.set(view.id, view),
		find(id) {
			const found = open.get(id);
			if (!found) {
				throw new AppError("NOT_FOUND", "This view is not open any more.", {
					hint: "Open it again, with a reason.",
				});
			}
			if (found.ended.signal.aborted) throw timeIsOver();
			return found;
		},
		all: () => [...open.values()],
		forget: (id) => open.delete(id),
		onStop: (work) => void stopping.push(work),
		async stop() {
			await Promise.allSettled(stopping.map((work) => work()));
		},
	};
}

export function timeIsOver(): AppError {
	return new AppError("REFUSED", "The time of this view is over.", {
		hint: "Open it again, with a reason.",
		data: { state: "Its transaction was ended, and nothing is shown." },
	});
}
