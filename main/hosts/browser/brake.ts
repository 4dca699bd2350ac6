import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds that the first wrong token waits; each further one twice as long, to `LONGEST`. */
const FIRST = 250;
const LONGEST = 4_000;
/** Wrong tokens that may wait at once; a further one is turned away. */
const WAITING_LIMIT = 8;

export interface Brake {
	/** Holds a wrong token up; false when too many wait already. */
	hold(): Promise<boolean>;
}

export function createBrake(): Brake {
	let wrong = 0;
	let waiting = 0;
	return {
		async hold() {
			if (waiting >= WAITING_LIMIT) return false;
			waiting += 1;
			wrong += 1;
			await sleep(Math.min(LONGEST, FIRST * 2 ** (wrong - 1)), undefined, { ref: false });
			waiting -= 1;
			return true;
		},
	};
}
