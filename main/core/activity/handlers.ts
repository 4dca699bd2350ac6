import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { stopSession } from "./stop-session.ts";

export function activityHandlers(deps: MigrationDeps) {
	const { stop } = procedures.activity;
	return {
		stop: stop.handler(async ({ input }) => {
			deps.connections.requireWritable(input.connection);
			return { heard: await stopSession(deps, input) };
		}),
	};
}
