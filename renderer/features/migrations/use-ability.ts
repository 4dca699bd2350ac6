import { useTest } from "../../app/connection-queries.ts";
import { useIsBusy } from "../../app/use-database-status.ts";

interface Ability {
	/** A run of this connection is under way: one at a time. */
	busy: boolean;
	/** The server takes no writes in this session. */
	readOnly: boolean;
}

/** What stands in the way of a run. */
export function useAbility(connection: string): Ability {
	return { busy: useIsBusy(connection), readOnly: useTest(connection).data?.readOnly ?? false };
}
