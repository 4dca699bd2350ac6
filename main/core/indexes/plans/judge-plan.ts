/** What a plan of PostgreSQL's says of a bare look at a table: whether an index is asked for the tenant. Pure. */
import { names } from "../../doctor/policy-expression.ts";
import type { PlanTree } from "../../rows/plan-nodes.ts";

/** A scan of one table, or of one partition. */
export interface Scan {
	relation: string;
	/** The indexes that are asked for the column, all of those without which the scan would read everything. */
	asked: { index: string; condition: string }[];
	filter: string | undefined;
}

type Tree = PlanTree & { "Subplans Removed"?: number };

/** Every scan of the plan but those of sub-selects, which policies bring along. */
export function scansOf(root: PlanTree, column: string): Scan[] {
	if (root["Relation Name"] !== undefined) {
		const asked = askedOf(root, column);
		return [{ relation: root["Relation Name"], asked: asked ?? [], filter: root.Filter }];
	}
	return below(root).flatMap((plan) => scansOf(plan, column));
}

/** Partitions that the tenant rules out. */
export const prunedOf = (root: PlanTree): number =>
	((root as Tree)["Subplans Removed"] ?? 0) + below(root).reduce((sum, plan) => sum + prunedOf(plan), 0);

/** Undefined where the scan, or one arm of it, asks no index for the column. */
function askedOf(node: PlanTree, column: string): Scan["asked"] | undefined {
	const condition = node["Index Cond"];
	const index = node["Index Name"];
	if (index !== undefined)
		return condition !== undefined && names(condition, column) ? [{ index, condition }] : undefined;
	const arms = below(node).map((plan) => askedOf(plan, column));
	const found = arms.filter((arm) => arm !== undefined);
	if (found.length === 0) return undefined;
	// Every arm of an OR has to be asked for; of an AND, one is enough.
	return node["Node Type"] === "BitmapOr" && found.length < arms.length ? undefined : found.flat();
}

function below({ Plans: plans = [] }: PlanTree): PlanTree[] {
	return plans.filter((plan) => !["InitPlan", "SubPlan"].includes(plan["Parent Relationship"] ?? ""));
}

/** As text, for people: one node a line, with what it asks. */
export function written(root: PlanTree, depth = 0): string {
	const pad = "  ".repeat(depth);
	const on = root["Index Name"] ?? root["Relation Name"];
	const sub = root["Subplan Name"];
	const head = `${pad}${sub === undefined ? "" : `${sub}: `}${root["Node Type"] ?? ""}${on === undefined ? "" : ` on ${on}`}`;
	const parts = (["Index Cond", "Recheck Cond", "Filter", "One-Time Filter"] as const).flatMap((key) =>
		root[key] === undefined ? [] : [`${pad}    ${key}: ${root[key]}`],
	);
	return [head, ...parts, ...(root.Plans ?? []).map((plan) => written(plan, depth + 1))].join("\n");
}
