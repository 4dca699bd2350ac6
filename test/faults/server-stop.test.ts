/** The server is stopped at once (`pg_ctl stop -m immediate`) in the middle of a run, and started again a moment later. */
import { expect, test } from "vitest";
import { withBreakableCluster } from "../helpers/breakable-cluster.ts";
import { type Breaker, breakScene, POINTS, report, sceneNames, withStage } from "../helpers/fault-matrix.ts";

test.each(sceneNames)(
	"%s, while the server stops at once: ledger and catalogue agree, and the next run goes on",
	(name) =>
		withBreakableCluster(({ server, stopNow, startAgain }) =>
			withStage(async (stage) => {
				let stopped = 0;
				const stop: Breaker = async ({ database, proxy, moment, run }) => {
					// PostgreSQL logs a copied database's sequence anew only after a checkpoint: without one, a crash sets it back.
					await database.script("CHECKPOINT");
					let back: Promise<void> | undefined;
					proxy.arm(moment, () => {
						stopped += 1;
						const gone = stopNow();
						back = gone.then(startAgain);
						return gone;
					});
					const ended = await run();
					await back;
					return ended;
				};
				report(`${name}, server stopped`, await breakScene(stage, name, stop));
				expect(stopped).toBe(POINTS);
			}, server),
		),
);
