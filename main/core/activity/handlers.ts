import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { stopSession } from "./stop-session.ts";

export function activityHandlers(deps: MigrationDeps) {
	const { stop } = procedures.activity;
	return { stop: stop.handler(async ({ input }) => ({ heard: await stopSession(deps, input) })) };
}
