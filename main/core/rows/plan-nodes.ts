/** Plans of the server as lines, and what sets two of them apart. Pure. */
import type { PlanNode, PlanSide } from "../../contract/index.ts";

/** What EXPLAIN (FORMAT JSON) tells of a node, as far as it is read. */
export interface PlanTree {
	"Node Type"?: string;
	"Parent Relationship"?: string;
	"Subplan Name"?: string;
	"Relation Name"?: string;
	"Index Name"?: string;
	"Index Cond"?: string;
	"Recheck Cond"?: string;
	Filter?: string;
	"One-Time Filter"?: string;
	"Join Filter"?: string;
	"Hash Cond"?: string;
	"Merge Cond"?: string;
	"Sort Key"?: string[];
	"Plan Rows"?: number;
	"Startup Cost"?: number;
	"Total Cost"?: number;
	Plans?: PlanTree[];
}

const NODES = 500;

/** From the root down, at most 500. */
export function toNodes(root: PlanTree): { nodes: PlanNode[]; truncated: boolean } {
	const nodes: PlanNode[] = [];
	const walk = (tree: PlanTree, depth: number): void => {
		if (nodes.length >= NODES) return;
		nodes.push(describe(tree, depth));
		for (const below of tree.Plans ?? []) walk(below, depth + 1);
	};
	walk(root, 0);
	return { nodes, truncated: nodes.length >= NODES };
}

function describe(tree: PlanTree, depth: number): PlanNode {
	const relationship = [tree["Parent Relationship"], tree["Subplan Name"]]
		.filter((part) => part !== undefined)
		.join(" ");
	const texts = {
		relationship: relationship === "" ? undefined : relationship,
		relation: tree["Relation Name"],
		index: tree["Index Name"],
		indexCond: tree["Index Cond"],
		recheckCond: tree["Recheck Cond"],
		filter: tree.Filter ?? tree["One-Time Filter"],
		joinCond: tree["Hash Cond"] ?? tree["Merge Cond"] ?? tree["Join Filter"],
	};
	return {
		...{ depth, node: tree["Node Type"] ?? "" },
		...(Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as Partial<
			typeof texts
		> as object),
		...(tree["Sort Key"] ? { sortKey: tree["Sort Key"] } : {}),
		...{ rows: tree["Plan Rows"] ?? 0, startupCost: tree["Startup Cost"] ?? 0, totalCost: tree["Total Cost"] ?? 0 },
		marks: [],
	};
}

export interface PlanFacts {
	/** The policies hold whose plan it is. */
	active: boolean;
	/** The tenant column, where the table has it itself. */
	column: string | undefined;
}

/** Each node with what is special about it beside the other plan. */
export function markNodes(
	nodes: readonly PlanNode[],
	other: readonly PlanNode[],
	{ active, column }: PlanFacts,
): PlanNode[] {
	const known = new Set(other.map(signature));
	const filters = new Set(other.map(({ filter }) => filter));
	return nodes.map((node) => {
		const asked = [node.indexCond, node.recheckCond].some((text) => text !== undefined && names(text, column));
		const filtered = active && node.filter !== undefined && !filters.has(node.filter);
		return {
			...node,
			marks: [
				...(asked ? (["tenant-index"] as const) : []),
				...(filtered ? (["policy-filter"] as const) : []),
				...(known.has(signature(node)) ? [] : (["other"] as const)),
			],
		};
	});
}

const signature = ({ node, relation, index }: PlanNode): string => JSON.stringify([node, relation, index]);

function names(text: string, column: string | undefined): boolean {
	if (column === undefined) return false;
	const quoted = `"${column.replaceAll('"', '""')}"`;
	return text.includes(quoted) || new RegExp(`(?<![\\w"])${column.replaceAll(/\W/g, "\\$&")}(?![\\w"])`).test(text);
}

export interface PlanStory {
	tenant: PlanSide;
	administrator: PlanSide;
	facts: PlanFacts;
	/** Whether the policies hold the role, and why. */
	why: string;
}

/** In sentences: what the policies cost, and whether an index serves them. */
export function planFindings({ tenant, administrator, facts, why }: PlanStory): string[] {
	if (tenant.error) return [`There is no plan as the tenant: ${tenant.error.message}`];
	if (!facts.active) return [why];
	const has = (mark: PlanNode["marks"][number]): PlanNode | undefined =>
		tenant.nodes.find(({ marks }) => marks.includes(mark));
	const served = has("tenant-index");
	const filtered = has("policy-filter");
	const perRow = tenant.nodes.find(({ filter }) => filter !== undefined && /current_setting\(/.test(filter));
	const times = administrator.totalCost > 0 ? tenant.totalCost / administrator.totalCost : 1;
	return [
		...(served
			? [
					`An index is asked for the tenant: ${served.index ?? served.relation ?? served.node} (${served.indexCond ?? served.recheckCond}).`,
				]
			: []),
		...(filtered && !served
			? [
					`Every row that is read is held against the policies: ${filtered.filter}. ${facts.column === undefined ? "An index on what they compare would spare that." : `An index that leads with ${facts.column} may spare that, where a policy compares it with one value.`}`,
				]
			: []),
		...(filtered && served ? [`What the index finds is held against the policies as well: ${filtered.filter}.`] : []),
		...(perRow ? ["A setting is read for each row: `(SELECT current_setting(…))` in the policy reads it once."] : []),
		...(times >= 2 ? [`As the tenant it costs ${times.toFixed(1)} times as much, by the server's estimate.`] : []),
	];
}
