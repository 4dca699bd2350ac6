import type { PostgresPort } from "../ports.ts";

export interface OwnSessions {
	/** The same port, whose sessions are known while they are open. */
	postgres: PostgresPort;
	/** A process of a server that works for this Bulkhead. Two servers may use a number: the application's name decides with it. */
	has(pid: number): boolean;
}

/** Knows this Bulkhead's own sessions, so that nobody stops them as if they were another's. */
export function knowingSessions(postgres: PostgresPort): OwnSessions {
	const open = new Map<number, number>();
	const count = (pid: number, by: 1 | -1): void => {
		const now = (open.get(pid) ?? 0) + by;
		if (now > 0) open.set(pid, now);
		else open.delete(pid);
	};
	return {
		has: (pid) => open.has(pid),
		postgres: {
			...postgres,
			withSession: (params, options, use) =>
				postgres.withSession(params, options, async (session) => {
					count(session.backendPid, 1);
					try {
						return await use(session);
					} finally {
						count(session.backendPid, -1);
					}
				}),
		},
	};
}
