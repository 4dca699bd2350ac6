import { useMemo } from "react";
import { useStatus } from "./connection-queries.ts";
import { useJobs } from "./jobs/jobs-store.ts";
import { type KnownCheck, latestChecks } from "./jobs/latest-checks.ts";
import { withVerdicts } from "./known-verdicts.ts";

/** Every verdict that runs of this connection gave since Bulkhead was started. */
export function useKnownChecks(connection: string): KnownCheck[] {
	const views = useJobs((state) => state.views);
	return useMemo(
		() => latestChecks(Object.values(views).filter((view) => view.connection === connection)),
		[views, connection],
	);
}

/** True while a run of this connection is under way: one at a time. */
export function useIsBusy(connection: string): boolean {
	return useJobs((state) =>
		Object.values(state.views).some((view) => view.connection === connection && view.status === "running"),
	);
}

/** The status of a database, with what runs told of its checks. */
export function useDatabaseStatus(connection: string) {
	const query = useStatus(connection);
	const checks = useKnownChecks(connection);
	const { data } = query;
	const own = useIsBusy(connection);
	const status = useMemo(() => {
		if (!data) return undefined;
		const { runner, ...rest } = data;
		const migrations = [...withVerdicts(data.migrations, checks)];
		// While a run of ours is under way, the runner that holds the lock is ourselves, or the run tells of the other.
		return { ...rest, migrations, ...(runner && !own ? { runner } : {}) };
	}, [data, checks, own]);
	return { ...query, data: status };
}
