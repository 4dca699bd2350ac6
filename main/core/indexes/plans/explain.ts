/** A plan of PostgreSQL's, which runs nothing. */
import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import type { PlanTree } from "../../rows/plan-nodes.ts";
import { written } from "./judge-plan.ts";

export interface Plan {
	plan: string;
	cost: number;
}

/** `statement` is EXPLAIN (FORMAT JSON …) of one statement. What the server says against it is an answer. */
export async function explain(session: Session, statement: string): Promise<Plan | DatabaseError> {
	await session.execute("SAVEPOINT bulkhead_explain");
	try {
		const [row] = await session.query<{ "QUERY PLAN": string }>(statement);
		await session.execute("RELEASE SAVEPOINT bulkhead_explain");
		const [root] = JSON.parse(row?.["QUERY PLAN"] ?? "[]") as { Plan: PlanTree }[];
		const tree = root?.Plan ?? {};
		return { plan: written(tree), cost: tree["Total Cost"] ?? 0 };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_explain");
		return caught;
	}
}
