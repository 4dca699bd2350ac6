import type { DemoStatus } from "../../contract/index.ts";
import { DEMO } from "../connections/registry.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { demoSettings, superuserParams } from "./demo-database.ts";
import { readMarks } from "./made.ts";
import { isBeingMade } from "./makers-lock.ts";
import { isStarting } from "./superuser.ts";

/** What there is of the demo, also when another Bulkhead made it; one that runs is put on the list of connections. */
export async function readDemoStatus({ ports, jobs, connections }: MigrationDeps): Promise<DemoStatus> {
	const { embedded, postgres } = ports;
	const { folder } = embedded;
	const reason = embedded.unavailable();
	if (reason !== undefined) return { state: "absent", folder, available: false, reason };
	const base = { folder, available: true };
	if (jobs.list().some(({ job, status }) => job === "demo" && status === "running")) {
		return { ...base, state: "starting" };
	}
	const server = await embedded.join();
	if (!server) {
		connections.closeDemo();
		return { ...base, state: (await embedded.state()) === "absent" ? "absent" : "stopped" };
	}
	const state = await whileItStarts<DemoStatus["state"]>("starting", () =>
		postgres.withSession(superuserParams(server), {}, async (admin) => {
			if ((await readMarks(admin)).has("made")) return "running";
			return (await isBeingMade(admin)) ? "starting" : "absent";
		}),
	);
	if (state !== "running") return { ...base, state };
	connections.openDemo(demoSettings(server));
	return { ...base, state, port: server.port, connection: DEMO };
}

/** A server that recovers from a crash runs, and lets nobody in yet. */
async function whileItStarts<T>(meanwhile: T, ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (caught) {
		if (isStarting(caught)) return meanwhile;
		throw caught;
	}
}
