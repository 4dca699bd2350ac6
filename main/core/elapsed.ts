import type { Clock } from "./ports.ts";

/** Milliseconds since `began` (of the monotonic clock), to a tenth: finer than that is noise. */
export function elapsed(clock: Clock, began: number): number {
	return Math.round((clock.monotonic() - began) * 10) / 10;
}
