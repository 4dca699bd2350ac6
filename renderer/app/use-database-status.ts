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

/** The status of a database, with what runs told of its checks. */
export function useDatabaseStatus(connection: string) {
	const query = useStatus(connection);
	const checks = useKnownChecks(connection);
	const { data } = query;
	const status = useMemo(
		() => data && { ...data, migrations: [...withVerdicts(data.migrations, checks)] },
		[data, checks],
	);
	return { ...query, data: status };
}
