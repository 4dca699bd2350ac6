import { withConnection } from "../connections/with-connection.ts";
import { procedures } from "../procedures.ts";
import type { ActivityDeps } from "./deps.ts";
import { inspectSession } from "./inspect-session.ts";
import { readSessions } from "./read-sessions.ts";
import { stopSession } from "./stop-session.ts";
import { watchSessions } from "./watch-sessions.ts";

export function activityHandlers(deps: ActivityDeps) {
	const { list, watch, inspect, stop } = procedures.activity;
	return {
		list: list.handler(({ input, signal }) =>
			withConnection(deps, input.connection, signal ? { signal } : {}, (session) =>
				readSessions(session, input, deps.own.has),
			),
		),
		watch: watch.handler(({ input, signal }) => watchSessions(deps, input, signal)),
		inspect: inspect.handler(({ input, signal }) => inspectSession(deps, input, signal)),
		stop: stop.handler(({ input }) => {
			deps.connections.requireTyped(input.connection, input.typed);
			return stopSession(deps, input);
		}),
	};
}
