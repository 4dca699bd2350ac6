import type { ConnectionCard, DemoStatus } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { startJob } from "../../app/jobs/jobs-actions.ts";
import { notifyError } from "../../app/notify.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";

/** Remembers, until this window is closed, that a person stopped the demo: then it does not start by itself. */
const STOPPED = "bulkhead-demo-stopped";

/** Starts the embedded server and, where it is missing, makes, migrates and seeds the demo. */
export async function startDemo(options: { reset?: boolean } = {}): Promise<void> {
	sessionStorage.removeItem(STOPPED);
	try {
		await startJob("demo", undefined, () => client.demo.start(options));
	} catch (caught) {
		notifyError(caught);
	}
}

export async function stopDemo(): Promise<void> {
	sessionStorage.setItem(STOPPED, "yes");
	try {
		await client.demo.stop();
	} catch (caught) {
		notifyError(caught);
	}
	await queryClient.invalidateQueries({ queryKey: queryKeys.demo });
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}

/** Whether the demo starts by itself: for who has no connection yet, where it can run, and nobody stopped it. Pure. */
export function startsByItself(facts: {
	status: DemoStatus;
	connections: readonly ConnectionCard[];
	/** Whose file was set aside has connections, in the backup. */
	storeInTrouble: boolean;
	jobKnown: boolean;
	stoppedByHand: boolean;
}): boolean {
	const { status, connections, storeInTrouble, jobKnown, stoppedByHand } = facts;
	if (jobKnown || stoppedByHand || storeInTrouble || !status.available) return false;
	if (connections.some((card) => card.origin !== "demo")) return false;
	return status.state === "absent" || status.state === "stopped";
}

export function wasStoppedByHand(): boolean {
	return sessionStorage.getItem(STOPPED) !== null;
}
