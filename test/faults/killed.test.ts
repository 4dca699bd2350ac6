/** The client is killed, or its session on the server is ended, at points of a run's conversation. */
import { test } from "vitest";
import { type Breaker, breakScene, report, sceneNames, withStage } from "../helpers/fault-matrix.ts";
import { onServer } from "../helpers/postgres.ts";

/** SIGKILL to a process of the command line. Nobody is left to tell how it ended. */
const killClient: Breaker = async ({ proxy, moment, spawn }) => {
	let kill = (): void => {};
	proxy.arm(moment, async () => kill());
	await spawn((how) => {
		kill = how;
	});
	return undefined;
};

const terminate: Breaker = ({ proxy, moment, run, database }) => {
	proxy.arm(moment, () =>
		onServer(database.params, async (session) => {
			await session.query(
				"SELECT pg_terminate_backend(pid)::text AS ended FROM pg_stat_activity WHERE application_name LIKE 'bulkhead %@%' AND datname = current_database()",
			);
		}),
	);
	return run();
};

test.each(sceneNames)("%s, while the client is killed: ledger and catalogue agree, and the next run goes on", (name) =>
	withStage(async (stage) =>
		report(`${name}, client killed`, await breakScene(stage, name, killClient, { atOnce: 2 })),
	),
);

test.each(sceneNames)("%s, while its session is ended on the server: the same", (name) =>
	withStage(async (stage) => report(`${name}, session ended`, await breakScene(stage, name, terminate, { atOnce: 2 }))),
);
