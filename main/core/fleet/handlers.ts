import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import { procedures } from "../procedures.ts";
import { assignWaves, DEFAULT_WAVES } from "./assign-waves.ts";
import { chooseTargets } from "./choose-targets.ts";
import type { FleetDeps } from "./deps.ts";
import { createGates } from "./gates.ts";
import { readFleet } from "./read-fleet.ts";
import { parseRun, summaryOf } from "./record.ts";
import { prepareRun, runFleet } from "./run-fleet.ts";

export function fleetHandlers(deps: FleetDeps) {
	const { jobs, connections, ports } = deps;
	const { targets, status, waves, migrate, pause, runs, run } = procedures.fleet;
	/** What this Bulkhead works on: the run's id of each job, and how to tell its watchers. */
	const live = new Map<string, { run?: string; report: JobContext["report"] }>();
	const gates = createGates((jobId, paused) => live.get(jobId)?.report({ kind: "fleet-paused", paused }));
	const jobOf = (id: string): string | undefined => [...live].find(([, each]) => each.run === id)?.[0];

	const read = (id: string, text: string) => {
		const jobId = jobOf(id);
		const found = parseRun(text, jobId !== undefined);
		return found && jobId !== undefined ? { ...found, jobId, paused: gates.isPaused(jobId) } : found;
	};

	return {
		targets: targets.handler(async ({ input }) => ({ targets: await chooseTargets(connections, input.choice) })),
		status: status.handler(({ input }) => ({
			jobId: jobs.start("fleet-status", undefined, (job) => readFleet(deps, input, job)),
		})),
		waves: waves.handler(async ({ input }) => ({
			waves: assignWaves(await chooseTargets(connections, input.choice), input.waves ?? DEFAULT_WAVES),
		})),
		migrate: migrate.handler(async ({ input }) => {
			const prepared = await prepareRun(deps, input);
			const begun = Promise.withResolvers<string>();
			const jobId = jobs.start("fleet-migrate", undefined, async ({ signal, report }) => {
				const own = await begun.promise;
				const telling: JobContext["report"] = (progress) => {
					if (progress.kind === "fleet-run") live.set(own, { run: progress.run.id, report });
					report(progress);
				};
				live.set(own, { report });
				const gate = gates.open(own);
				try {
					return await runFleet(deps, prepared, { signal, report: telling, gate });
				} finally {
					gate.close();
					live.delete(own);
				}
			});
			begun.resolve(jobId);
			return { jobId };
		}),
		pause: pause.handler(({ input: { jobId, paused } }) => {
			gates.set(jobId, paused);
			return { paused };
		}),
		runs: runs.handler(async () => ({
			runs: (await ports.fleetRuns.list()).flatMap(({ id, text }) => {
				const found = read(id, text);
				return found ? [summaryOf(found)] : [];
			}),
		})),
		run: run.handler(async ({ input: { id } }) => {
			const text = await ports.fleetRuns.get(id);
			const found = text === undefined ? undefined : read(id, text);
			if (found) return found;
			throw new AppError("NOT_FOUND", `There is no run ${id} of the fleet.`);
		}),
	};
}
