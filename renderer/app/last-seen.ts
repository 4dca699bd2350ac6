/** What was last seen of each database, kept in this browser so that the start screen can tell without connecting. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { StatusResult } from "../../main/contract/index.ts";

export interface LastSeen {
	/** Milliseconds since 1970. */
	at: number;
	database: string;
	version: string;
	applied: number;
	total: number;
	/** How many need a look: anything but applied and pending. */
	look: number;
}

interface LastSeenState {
	byConnection: Record<string, LastSeen>;
}

export const useLastSeen = create<LastSeenState>()(
	persist(() => ({ byConnection: {} }), { name: "bulkhead-last-seen" }),
);

/** How a status is remembered. Pure. */
export function summarise(status: StatusResult, at: number): LastSeen {
	const applied = status.migrations.filter((migration) => migration.state === "applied").length;
	const pending = status.migrations.filter((migration) => migration.state === "pending").length;
	const total = status.migrations.length;
	const { database, server } = status;
	return { at, database, version: server.version, applied, total, look: total - applied - pending };
}

export function noteSeen(connection: string, status: StatusResult): void {
	useLastSeen.setState(({ byConnection }) => ({
		byConnection: { ...byConnection, [connection]: summarise(status, Date.now()) },
	}));
}

export function forgetSeen(connection: string): void {
	useLastSeen.setState(({ byConnection: { [connection]: _gone, ...byConnection } }) => ({ byConnection }));
}
