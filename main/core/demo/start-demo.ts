import type { DemoResult } from "../../contract/index.ts";
import { DEMO } from "../connections/registry.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { EmbeddedServer } from "../ports.ts";
import { countDemo } from "./count-demo.ts";
import { defectSentences, plantDefects } from "./defects/plant-defects.ts";
import { demoSettings, demoUrl, trusted } from "./demo-database.ts";
import { type Mark, readMarks, setMark } from "./made.ts";
import { makeDemo } from "./make-demo.ts";
import { withMakersLock } from "./makers-lock.ts";
import { withSuperuser } from "./superuser.ts";

const demoDatabase = { database: trusted.database };

export interface StartDemo {
	reset?: boolean | undefined;
	withDefects?: boolean | undefined;
	keep?: boolean | undefined;
}

/** Starts the embedded server; makes the demo's database where it is not there or not whole; puts its connection on the list. */
export async function startDemo(deps: MigrationDeps, options: StartDemo, job: JobContext): Promise<DemoResult> {
	try {
		return await start(deps, options, job);
	} catch (caught) {
		throw asDemoFailure(caught);
	}
}

async function start({ ports, ...deps }: MigrationDeps, options: StartDemo, job: JobContext): Promise<DemoResult> {
	const { embedded } = ports;
	const onStep = (text: string) => job.report({ kind: "step", text });
	if (options.reset) {
		onStep("Throwing the old demo away");
		deps.connections.closeDemo();
		await embedded.destroy();
	}
	const server = await embedded.start({ onStep, trusted, signal: job.signal });
	const marks = await ensureMade({ ports, ...deps }, server, { options, job });
	deps.connections.openDemo(demoSettings(server));
	// Only now: a demo that could not be made, or was cancelled, is not to stay behind.
	if (options.keep) embedded.keep();
	const counts = await withSuperuser(ports, server, { ...demoDatabase, signal: job.signal }, countDemo);
	return {
		url: demoUrl(server),
		connection: DEMO,
		...counts,
		defects: marks.has("planted") ? [...defectSentences] : [],
	};
}

/** Whoever is first makes what is not there, or not whole; all others find it. */
function ensureMade(
	deps: MigrationDeps,
	server: EmbeddedServer,
	{ options, job }: { options: StartDemo; job: JobContext },
): Promise<ReadonlySet<Mark>> {
	const { ports } = deps;
	return withSuperuser(ports, server, { signal: job.signal }, (admin) =>
		withMakersLock(admin, { clock: ports.clock, ...job }, async () => {
			if (!(await readMarks(admin)).has("made")) await makeDemo(deps, server, admin, job);
			const marks = await readMarks(admin);
			if (marks.has("planted") || !(options.withDefects || marks.has("planting"))) return marks;
			job.report({ kind: "step", text: "Planting known faults" });
			await setMark(admin, "planting");
			await withSuperuser(ports, server, { ...demoDatabase, signal: job.signal }, plantDefects);
			await setMark(admin, "planted");
			return readMarks(admin);
		}),
	);
}

/** What PostgreSQL says of our own SQL means nothing to who started the demo; a full disk does (SQLSTATE 53100, disk_full). */
function asDemoFailure(caught: unknown): unknown {
	const sqlstate = caught instanceof DatabaseError ? caught.sqlstate : sqlstateOf(caught);
	if (sqlstate === "53100") {
		return new AppError("DISK_FULL", "The disk is full: the demo could not be made.", {
			hint: "Free some space, or choose another folder with --store (or BULKHEAD_HOME); then start the demo again.",
		});
	}
	if (!(caught instanceof DatabaseError)) return caught;
	return new AppError(
		"DEMO_FAILED",
		`The demo could not be made: ${caught.message}`,
		{
			sqlstate: caught.sqlstate,
			hint: "Start it again: what is half made is made anew. Else `bulkhead demo --reset`.",
		},
		caught,
	);
}

function sqlstateOf(caught: unknown): string | undefined {
	return caught instanceof AppError ? caught.data.sqlstate : undefined;
}
