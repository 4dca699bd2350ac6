import type { Clock } from "../../ports.ts";

/** Tells, once, that something has not been in use for so long. What is in use is never idle. */
export function createIdle({ clock, onIdle }: { clock: Clock; onIdle: (id: string) => void }) {
	const waiting = new Map<string, AbortController>();
	const uses = new Map<string, number>();

	const stop = (id: string): void => {
		waiting.get(id)?.abort();
		waiting.delete(id);
	};

	const wait = (id: string, ms: number | undefined): void => {
		stop(id);
		if (ms === undefined || uses.has(id)) return;
		const controller = new AbortController();
		waiting.set(id, controller);
		clock.sleep(ms, controller.signal).then(
			() => {
				waiting.delete(id);
				onIdle(id);
			},
			() => {},
		);
	};

	return {
		/** Waits anew from the end of the work, for so many milliseconds; undefined: it is never idle. */
		async during<T>(id: string, ms: number | undefined, work: () => Promise<T>): Promise<T> {
			uses.set(id, (uses.get(id) ?? 0) + 1);
			stop(id);
			try {
				return await work();
			} finally {
				const left = (uses.get(id) ?? 1) - 1;
				if (left > 0) uses.set(id, left);
				else uses.delete(id);
				wait(id, ms);
			}
		},
		wait,
		stop,
		stopAll: (): void => {
			for (const id of [...waiting.keys()]) stop(id);
		},
	};
}
