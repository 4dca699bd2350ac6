import { AppError } from "../errors.ts";
import type { Gate } from "./run-fleet.ts";

export interface Gates {
	/** Of a job, until `close`. */
	open(jobId: string): Gate & { close(): void };
	/** Errors: NOT_FOUND where no such run is at work. */
	set(jobId: string, paused: boolean): void;
	isPaused(jobId: string): boolean;
}

/** Pausing runs: a shut gate lets nobody begin. */
export function createGates(tell: (jobId: string, paused: boolean) => void): Gates {
	/** Resolved when the gate opens; undefined while it stands open. */
	const gates = new Map<string, PromiseWithResolvers<void> | undefined>();
	return {
		open(jobId) {
			gates.set(jobId, undefined);
			return {
				async passed(signal) {
					for (let shut = gates.get(jobId); shut && !signal.aborted; shut = gates.get(jobId)) {
						await Promise.race([shut.promise, aborted(signal)]);
					}
				},
				close: () => void gates.delete(jobId),
			};
		},
		set(jobId, paused) {
			if (!gates.has(jobId)) throw new AppError("NOT_FOUND", "No such run of the fleet is at work.");
			const shut = gates.get(jobId);
			if (paused === (shut !== undefined)) return;
			gates.set(jobId, paused ? Promise.withResolvers<void>() : undefined);
			shut?.resolve();
			tell(jobId, paused);
		},
		isPaused: (jobId) => gates.get(jobId) !== undefined,
	};
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((done) => signal.addEventListener("abort", () => done(), { once: true }));
}
