import { useEffect, useRef } from "react";
import { isOpen, type JobView } from "../../app/jobs/job-view.ts";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";

/** Between two readings of the states while migrations are being committed, in milliseconds. */
const EVERY_MS = 1_000;

/** While a run commits one migration after the other, their states are read again, at most once a second. */
export function useLiveStates(connection: string): void {
	const done = useJobs((state) => committed(newestJob(state, (view) => view.connection === connection)));
	const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => {
		if (done === 0 || waiting.current !== undefined) return;
		waiting.current = setTimeout(() => {
			waiting.current = undefined;
			void queryClient.invalidateQueries({ queryKey: queryKeys.status(connection) });
		}, EVERY_MS);
	}, [done, connection]);
	useEffect(() => () => clearTimeout(waiting.current), []);
}

function committed(view: JobView | undefined): number {
	if (view?.status !== "running") return 0;
	return view.migrations.filter((run) => !isOpen(run)).length;
}

/** The migration that a run of this connection works on right now. */
export function useWorkedOn(connection: string): string | undefined {
	return useJobs((state) => {
		const view = newestJob(state, (job) => job.connection === connection);
		const run = view?.status === "running" ? view.migrations.at(-1) : undefined;
		return run && isOpen(run) ? run.id : undefined;
	});
}
