/**
 * The guard of production: its sessions can only read (the server sees to it) and what writes is refused here, until somebody lifts
 * the guard for some minutes. What began while it was lifted goes on to its end.
 */
import type { ConnectionSettings, GuardState } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Clock } from "../../ports.ts";
import type { Policy } from "./policy.ts";

const MINUTE = 60_000;
/** Minutes that an unlocking lasts, and without use until it ends earlier. */
const UNLOCKED = 10;
const IDLE = 15;

export type Guard = ReturnType<typeof createGuard>;

/** In sentences. */
export interface Lock {
	message: string;
	hint: string;
}

export function createGuard({ clock, policy }: { clock: Clock; policy: Policy }) {
	/** Until when, in milliseconds since 1970. */
	const lifted = new Map<string, number>();
	/** Work that was allowed to write, by connection. */
	const working = new Map<string, number>();

	const isLifted = (id: string): boolean => {
		const found = lifted.get(id);
		if (found !== undefined && found > clock.now().getTime()) return true;
		lifted.delete(id);
		return false;
	};

	const minutesOf = ({ safety }: ConnectionSettings): number => policy.unlockMinutes(safety?.unlockMinutes ?? UNLOCKED);

	const lockOf = (id: string, settings: ConnectionSettings): Lock | undefined => {
		if (!isGuarded(settings) || isLifted(id) || working.has(id)) return undefined;
		const hint =
			minutesOf(settings) === 0
				? "The machine's policy keeps it locked."
				: "Unlock it for some minutes (in the bar above, or with --unlock on the command line), then try again.";
		return { message: `${settings.name} is locked: it can only be read.`, hint };
	};

	return {
		state(id: string, settings: ConnectionSettings): GuardState {
			const guarded = isGuarded(settings);
			const locked = guarded && !isLifted(id);
			const until = guarded ? lifted.get(id) : undefined;
			return {
				guarded,
				locked,
				minutes: minutesOf(settings),
				...(until === undefined ? {} : { until: new Date(until) }),
			};
		},

		/** Errors: REFUSED where the machine's policy keeps it locked. */
		lift(id: string, settings: ConnectionSettings, asked?: number): void {
			if (!isGuarded(settings)) return;
			const minutes = asked === undefined ? minutesOf(settings) : policy.unlockMinutes(asked);
			if (minutes === 0) throw policy.refusal("does not allow production to be unlocked.");
			lifted.set(id, clock.now().getTime() + minutes * MINUTE);
		},

		lock: (id: string): void => void lifted.delete(id),

		lockOf,

		/** Errors: REFUSED, before anything is done. */
		require(id: string, settings: ConnectionSettings): void {
			const lock = lockOf(id, settings);
			if (lock) throw new AppError("REFUSED", lock.message, { hint: lock.hint, data: { state: "Nothing was run." } });
		},

		/** For work that was allowed to begin: its sessions may write to its end. */
		async during<T>(id: string, work: () => Promise<T>): Promise<T> {
			working.set(id, (working.get(id) ?? 0) + 1);
			try {
				return await work();
			} finally {
				const left = (working.get(id) ?? 1) - 1;
				if (left > 0) working.set(id, left);
				else working.delete(id);
			}
		},
	};
}

/** Milliseconds without use until a connection is locked and its typed password forgotten; undefined for never. */
export function idleAfter(settings: ConnectionSettings): number | undefined {
	const minutes = settings.safety?.idleMinutes ?? (isGuarded(settings) ? IDLE : 0);
	return minutes === 0 ? undefined : minutes * MINUTE;
}

function isGuarded({ environment, safety }: ConnectionSettings): boolean {
	return environment === "production" || safety?.guarded === true;
}
