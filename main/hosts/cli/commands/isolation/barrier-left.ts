import type { BarrierLeft } from "../../../../contract/index.ts";
import { printable } from "../../output.ts";
import { type Message, say } from "../../words/say.ts";

const reasons = {
	table: "the table is gone",
	"row-security": "its row-level security is off",
	column: "a column that its policy reads is gone, or has another type",
	policy: "its policy is gone",
} as const satisfies Record<BarrierLeft["why"], Message>;

export const describeLeft = ({ table, why }: BarrierLeft, verb = say("left")): string =>
	printable(say("{table} {verb} the barrier: {reason}", { table, verb, reason: say(reasons[why]) }));

/** After a run: what stands behind the barrier no longer, and the way back. */
export function barrierLines(left: readonly BarrierLeft[] = []): string[] {
	if (left.length === 0) return [];
	return [
		...left.map((each) => describeLeft(each)),
		say("  back with `bulkhead isolation barrier install`, after migrate"),
	];
}
