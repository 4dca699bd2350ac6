import type { DemoResult } from "../../contract/index.ts";
import { DEMO } from "../connections/registry.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { EmbeddedServer } from "../ports.ts";
import { countDemo } from "./count-demo.ts";
import { demoSettings, demoUrl, superuserParams, trusted } from "./demo-database.ts";
import { readMarks } from "./made.ts";
import { makeDemo } from "./make-demo.ts";
import { withMakersLock } from "./makers-lock.ts";

export interface StartDemo {
	reset?: boolean | undefined;
	withDefects?: boolean | undefined;
	keep?: boolean | undefined;
}

/** Starts the embedded server; makes the demo's database where it is not there or not whole; puts its connection on the list. */
export async function startDemo(deps: MigrationDeps, options: StartDemo, job: JobContext): Promise<DemoResult> {
	const { ports, connections } = deps;
	const onStep = (text: string) => job.report({ kind: "step", text });
	if (options.reset) {
		onStep("Throwing the old demo away");
		connections.closeDemo();
		await ports.embedded.destroy();
	}
	const server = await ports.embedded.start({ onStep, trusted, signal: job.signal });
	await ensureMade(deps, server, job);
	connections.openDemo(demoSettings(server));
	if (options.keep) ports.embedded.keep();
	const counts = await ports.postgres.withSession(
		superuserParams(server, trusted.database),
		{ signal: job.signal },
		countDemo,
	);
	return { url: demoUrl(server), connection: DEMO, ...counts, defects: [] };
}

function ensureMade(deps: MigrationDeps, server: EmbeddedServer, job: JobContext): Promise<void> {
	const { postgres, clock } = deps.ports;
	return postgres.withSession(superuserParams(server), { signal: job.signal }, (admin) =>
		withMakersLock(admin, { clock, ...job }, async () => {
			const marks = await readMarks(admin);
			if (!marks.has("made")) await makeDemo(deps, server, admin, job);
		}),
	);
}
