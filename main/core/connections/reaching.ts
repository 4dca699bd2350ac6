/** What a session needs, and what is noted of it. */
import type { LastState } from "../../contract/index.ts";
import type { ConnectParams } from "../ports.ts";
import type { Parts } from "./parts.ts";
import { toParams } from "./to-params.ts";

/** Milliseconds after which a use that changes nothing is written down again. */
const WRITTEN_AGAIN = 60_000;

export interface Place {
	host: string;
	port: number;
}

export function reaching(parts: Parts) {
	const { known, policy, guard, passwords, idle, ports } = parts;
	/** Hosts that answered last, where a connection has several. */
	const answered = new Map<string, Place>();

	const noteState = (id: string, { ok, said }: Omit<LastState, "at">): void => {
		if (!known.isSaved(id)) return;
		const before = known.find(id);
		const at = ports.clock.now();
		const same = before.lastState?.ok === ok && before.lastState.said === said;
		if (same && at.getTime() - (before.lastState?.at.getTime() ?? 0) < WRITTEN_AGAIN) return;
		known.put({ ...before, lastState: { at, ok, said }, ...(ok ? { lastUsedAt: at } : {}) });
	};

	return {
		/**
		 * What the PostgreSQL port needs. The application's name tells others who is there. Errors: VAULT_LOCKED, PASSWORD_NEEDED of a
		 * command, REFUSED by the machine's policy.
		 */
		async params(id: string): Promise<ConnectParams> {
			const found = parts.governed(id);
			if (found.origin !== "demo") policy.requireValid();
			if (found.refused !== undefined) throw policy.hostRefused(found.refused);
			const password = await passwords.give(found);
			const { user, host } = ports.who;
			return {
				...toParams(found.settings, parts.secrets.get(id)),
				...answered.get(id),
				applicationName: `bulkhead ${user}@${host}`.slice(0, 63),
				...(guard.lockOf(id, found.settings) ? { readOnly: true } : {}),
				...(password === undefined ? {} : { password }),
			};
		},

		/** The hosts in the order in which they are tried. */
		hosts(id: string): Place[] {
			const { host, port, otherHosts = [] } = parts.governed(id).settings;
			const places = [{ host, port }, ...otherHosts.map((other) => ({ host: other.host, port: other.port ?? port }))];
			const last = answered.get(id);
			const isLast = (place: Place): boolean => place.host === last?.host && place.port === last.port;
			return [...places.filter(isLast), ...places.filter((place) => !isLast(place))];
		},

		/** Later sessions go to this host first, and the list shows that it was reached. */
		noteReached(id: string, place: Place, version: string): void {
			answered.set(id, place);
			noteState(id, { ok: true, said: version });
		},
		noteFailed: (id: string, reason: string): void => noteState(id, { ok: false, said: reason }),

		/** The server asked for a password, or refused the one that was given. */
		noteRefusedPassword: (id: string): void => passwords.refused(parts.governed(id)),

		/** Nothing is idle while it is worked with. */
		using: <T>(id: string, work: () => Promise<T>): Promise<T> =>
			idle.during(id, parts.idleOf(parts.governed(id).settings), work),
	};
}
