import { AppError } from "../errors.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { readDemoStatus } from "./demo-status.ts";
import { type StartDemo, startDemo } from "./start-demo.ts";

export function demoHandlers(deps: MigrationDeps) {
	const { ports, jobs, connections } = deps;
	const { status, start, stop } = procedures.demo;
	let latest: { jobId: string; asked: StartDemo } | undefined;
	const running = () => jobs.list().some(({ jobId, status }) => jobId === latest?.jobId && status === "running");

	/** Who asks while it is being started gets the work that is under way, where that does what is asked. */
	const startOrJoin = (asked: StartDemo): string => {
		if (latest && running()) {
			if (isPartOf(asked, latest.asked)) return latest.jobId;
			throw new AppError("REFUSED", "The demo is being started already, in another way.", {
				hint: "Wait for it to end, or cancel it; then try again.",
			});
		}
		latest = { jobId: jobs.start("demo", undefined, (job) => startDemo(deps, asked, job)), asked };
		return latest.jobId;
	};

	return {
		status: status.handler(() => readDemoStatus(deps)),
		start: start.handler(({ input }) => ({ jobId: startOrJoin(input) })),
		stop: stop.handler(async () => {
			if (latest && running()) jobs.cancel(latest.jobId);
			connections.closeDemo();
			return { stopped: await ports.embedded.stop({ onlyOurs: false }) };
		}),
	};
}

function isPartOf(asked: StartDemo, under: StartDemo): boolean {
	return !asked.reset && (!asked.withDefects || under.withDefects === true) && (!asked.keep || under.keep === true);
}
