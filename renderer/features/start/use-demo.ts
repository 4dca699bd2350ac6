import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../app/client.ts";
import { useConnections } from "../../app/connection-queries.ts";
import type { JobView } from "../../app/jobs/job-view.ts";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { queryKeys } from "../../app/query-client.ts";
import { useStoreState } from "../../app/store-state.ts";
import { startDemo, startsByItself, wasStoppedByHand } from "./demo-actions.ts";

/** The embedded demo: its status, and the job that starts it, if this core had one. */
export function useDemo() {
	const query = useQuery({
		queryKey: queryKeys.demo,
		queryFn: ({ signal }) => client.demo.status(undefined, { signal }),
		refetchInterval: ({ state }) => (state.data?.state === "starting" ? 1_000 : false),
	});
	const job = useJobs((state) => newestJob(state, (view) => view.job === "demo"));
	return { query, status: query.data, job };
}

/** Who has no connection yet finds the demo running. */
export function useDemoByItself(status: ReturnType<typeof useDemo>["status"], job: JobView | undefined): void {
	const { data: connections } = useConnections();
	const { data: store } = useStoreState();
	useEffect(() => {
		if (!status || !connections || !store) return;
		const storeInTrouble = store.troubles.length > 0;
		const facts = {
			status,
			connections,
			storeInTrouble,
			jobKnown: job !== undefined,
			stoppedByHand: wasStoppedByHand(),
		};
		if (startsByItself(facts)) void startDemoOnce();
	}, [status, connections, store, job]);
}

let started = false;

/** Once a page load: after a failure it is for a person to try again. A running job of an earlier page is found first. */
async function startDemoOnce(): Promise<void> {
	if (started) return;
	started = true;
	const { jobs } = await client.jobs.list();
	if (!jobs.some((summary) => summary.job === "demo" && summary.status === "running")) await startDemo();
}
