import type { IndexHealth } from "../../../main/contract/index.ts";

type NotEvaluated = IndexHealth["notEvaluated"][number];
export type Unjudged = Omit<NotEvaluated, "reason">;

/** One reason stands once, with every check that it kept from judging; the reason that kept most comes first. */
export function byReason(
	notEvaluated: readonly NotEvaluated[],
): { reason: string; count: number; checks: Unjudged[] }[] {
	const reasons = new Map<string, Unjudged[]>();
	for (const { reason, ...check } of notEvaluated) reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
	return [...reasons]
		.map(([reason, checks]) => ({
			...{ reason, checks },
			count: checks.reduce((sum, { count }) => sum + Math.max(1, count), 0),
		}))
		.sort((a, b) => b.count - a.count);
}
