import type { BarrierLeft } from "../../../../contract/index.ts";
import { printable } from "../../output.ts";

const reasons: Readonly<Record<BarrierLeft["why"], string>> = {
	table: "the table is gone",
	"row-security": "its row-level security is off",
	column: "a column that its policy reads is gone, or has another type",
	policy: "its policy is gone",
};

export const describeLeft = ({ table, why }: BarrierLeft, verb = "left"): string =>
	printable(`${table} ${verb} the barrier: ${reasons[why]}`);

/** After a run: what stands behind the barrier no longer, and the way back. */
export function barrierLines(left: readonly BarrierLeft[] = []): string[] {
	if (left.length === 0) return [];
	return [...left.map((each) => describeLeft(each)), "  back with `bulkhead isolation barrier install`, after migrate"];
}
