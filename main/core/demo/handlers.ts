import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { readDemoStatus } from "./demo-status.ts";
import { startDemo } from "./start-demo.ts";

export function demoHandlers(deps: MigrationDeps) {
	const { ports, jobs, connections } = deps;
	const { status, start, stop } = procedures.demo;
	return {
		status: status.handler(() => readDemoStatus(deps)),
		start: start.handler(({ input }) => ({
			jobId: jobs.start("demo", undefined, (job) => startDemo(deps, input, job)),
		})),
		stop: stop.handler(async () => {
			connections.closeDemo();
			return { stopped: await ports.embedded.stop({ onlyOurs: false }) };
		}),
	};
}
