import type { BarrierState } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import type { Tenancy } from "../tenancy/model.ts";
import { findLeaks } from "./find-leaks.ts";
import { type BarrierPlan, nameOf, planTables } from "./plan-tables.ts";
import { type BarrierFacts, readFacts } from "./read-facts.ts";
import { readLeft } from "./read-left.ts";

export interface Barrier {
	tenancy: Tenancy;
	facts: BarrierFacts;
	plan: BarrierPlan;
	state: Omit<BarrierState, "swept">;
}

/** Names in expressions and types are printed in full, and nobody's functions hide PostgreSQL's. */
export const SEARCH_NOTHING = "SELECT pg_catalog.set_config('search_path', 'pg_catalog', false) AS path";

/** What stands, what does not, and what leads past it. The session must search pg_catalog alone. */
export async function readBarrier(session: ReadSession, tenancy: Tenancy): Promise<Barrier> {
	const facts = await readFacts(session, tenancy);
	const plan = planTables(tenancy, facts, session.serverVersion);
	const done = plan.tables.filter((each) => each.done);
	const missing = [
		...plan.tables
			.filter((each) => !each.done)
			.map(({ table, facts: { pinned, present } }) => ({
				...nameOf(table),
				reason:
					pinned || present
						? "Its policy is not the one of the barrier any more."
						: "The barrier is not installed on it yet.",
				installable: true,
			})),
		...plan.left,
	];
	const found = facts.viewer
		? await findLeaks(session, {
				viewer: facts.viewer.oid,
				safe: done.map(({ table }) => table.oid),
				tenant: tenancy.tables.map(({ oid }) => oid),
			})
		: { leaks: [], open: [] };
	const unsafe = (facts.viewer?.unsafe ?? []).map((attribute) => `the viewer's role has ${attribute}`);
	const leaks = [...unsafe, ...found.leaks];
	const installed = facts.viewer !== undefined && done.length > 0;
	const tables = done.map(({ table }) => nameOf(table));
	return {
		...{ tenancy, facts, plan },
		state: {
			installed,
			tables,
			missing,
			holds: installed && leaks.length === 0,
			leaks,
			open: found.open,
			left: await readLeft(session, tables),
		},
	};
}
