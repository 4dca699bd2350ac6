import { useTest } from "../../app/connection-queries.ts";
import { useJobs } from "../../app/jobs/jobs-store.ts";

interface Ability {
	/** A run of this connection is under way: one at a time. */
	busy: boolean;
	/** The server takes no writes in this session. */
	readOnly: boolean;
}

/** What stands in the way of a run. */
export function useAbility(connection: string): Ability {
	const busy = useJobs((state) =>
		Object.values(state.views).some((view) => view.connection === connection && view.status === "running"),
	);
	return { busy, readOnly: useTest(connection).data?.readOnly ?? false };
}
