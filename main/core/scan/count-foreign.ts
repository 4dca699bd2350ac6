/** Where a tenant was given foreign rows: how many, and whose. */
import { DatabaseError } from "../errors.ts";
import type { Rows, Session } from "../ports.ts";
import { countForeign } from "./condition.ts";
import { type Asked, beginning, choosing, ENDING, isPrepared, type ScanPlan } from "./plan.ts";
import type { Target } from "./read-targets.ts";

export interface Foreign {
	rows: number;
	atLeast: boolean;
	owners: { tenant: string | null; rows: number }[];
}

/**
 * Undefined where none is left. One that cannot be counted in time has at least one. Errors: CANCELLED, CONNECTION_LOST.
 */
export async function countForeignRows(
	session: Session,
	plan: ScanPlan,
	{ tenant, table, limit }: { tenant: Asked; table: Target; limit: number },
): Promise<Foreign | undefined> {
	const outcome = await ask(session, plan, tenant, countForeign(table, tenant.id, limit));
	if (outcome instanceof DatabaseError) return { rows: 1, atLeast: true, owners: [] };
	const total = Number(outcome.rows[0]?.[2] ?? 0);
	if (total === 0) return undefined;
	return {
		rows: Math.min(total, limit),
		atLeast: total > limit,
		owners: outcome.rows.map(([owner = null, rows]) => ({ tenant: owner, rows: Number(rows) })),
	};
}

async function ask(session: Session, plan: ScanPlan, { id }: Asked, question: string): Promise<Rows | DatabaseError> {
	try {
		await session.execute(beginning(plan));
		if (isPrepared(plan)) await session.execute(choosing(id));
		else await session.query(plan.context, [id]);
		return await session.execute(question);
	} catch (caught) {
		if (caught instanceof DatabaseError) return caught;
		throw caught;
	} finally {
		await session.execute(ENDING).catch(() => {});
	}
}
