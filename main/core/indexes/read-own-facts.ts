/** What the checks of bloat, upkeep and plans judge beside the indexes themselves. */
import type { Session } from "../ports.ts";
import { readSizeFacts } from "./bloat/read-size-facts.ts";
import type { Facts } from "./facts.ts";
import { readPlanFacts } from "./plans/read-plan-facts.ts";
import { readUpkeepFacts } from "./statistics/read-upkeep-facts.ts";

/** In the open transaction. It pins search_path; roles and tenants that the plans are made for are given back. */
export async function readOwnFacts(
	session: Session,
	known: Pick<Facts, "tables" | "indexes" | "tenancy" | "guarded">,
	now: () => number,
): Promise<Pick<Facts, "plans" | "sizes" | "upkeep">> {
	return {
		plans: await readPlanFacts(session, known, now),
		sizes: await readSizeFacts(session),
		upkeep: await readUpkeepFacts(session),
	};
}
