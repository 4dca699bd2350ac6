/**
 * Over which time "unused" is said. Counters begin anew when somebody resets them, when the server crashes, and on a standby that becomes the
 * primary; what a Bulkhead has not seen itself it does not vouch for. Pure.
 */
import type { IndexWindow } from "../../../contract/index.ts";
import type { Facts, IndexFact, TrafficFact, UseFact } from "../facts.ts";
import { nameOf } from "../read/print-index.ts";
import {
	type Counters,
	type Definitions,
	type KeptCounters,
	type KeptNode,
	type Moment,
	tableCounters,
} from "./moments.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Days back that are looked at; older use does not speak for an index. */
export const LONG = 35;

export interface Past {
	/** Newest first. */
	moments: readonly Moment[];
	counters(id: string): KeptCounters;
	definitions(id: string): Definitions;
}

export interface Node extends KeptNode {
	counters: Counters;
}

const time = (text: string | undefined): number => (text === undefined ? Number.NEGATIVE_INFINITY : Date.parse(text));

interface Begin {
	at: number;
	because: string;
}

/** When the node's counters began to count what they show. */
export function beginOf(node: Node, { moments }: Past): Begin | undefined {
	const [reset, all] = [time(node.reset), time(node.allReset)];
	const crashed = moments.some((moment) => {
		const before = moment.nodes.find(({ node: name }) => name === node.node)?.allReset;
		return before !== undefined && time(before) < all;
	});
	const begins: Begin[] = [
		{ at: reset, because: "reset" },
		{ at: all, because: crashed ? "crash" : "the server's counters began" },
	];
	const failover = failoverOf(node, moments);
	if (failover !== undefined) begins.push({ at: failover, because: "failover" });
	const latest = begins.reduce((a, b) => (b.at > a.at ? b : a));
	return latest.at === Number.NEGATIVE_INFINITY ? undefined : latest;
}

/** The first look after another timeline: before it another server was the primary. */
function failoverOf(node: Node, moments: readonly Moment[]): number | undefined {
	if (node.role !== "primary" || node.timeline === undefined) return undefined;
	let first: string | undefined;
	for (const { at, nodes } of moments) {
		const primary = nodes.find(({ role, timeline }) => role === "primary" && timeline !== undefined);
		if (!primary) continue;
		if (primary.timeline !== node.timeline) return first === undefined ? Number.POSITIVE_INFINITY : time(first);
		first = at;
	}
	return undefined;
}

export interface Windows {
	use: Map<string, UseFact>;
	windows: IndexWindow[];
	/** By the index's oid; ISO. */
	firstSeen: Map<string, string>;
}

export function measure(
	facts: Pick<Facts, "indexes">,
	{ nodes, past, now, unseen }: { nodes: readonly Node[]; past: Past; now: string; unseen: readonly string[] },
): Windows {
	const [last] = past.moments;
	const known = last ? past.definitions(last.id) : {};
	const firstSeen = new Map<string, string>();
	for (const index of facts.indexes.values()) {
		const [definition, seen] = known[nameOf(index)] ?? [];
		firstSeen.set(
			index.oid,
			seen !== undefined && definition === index.definition ? seen : new Date(now).toISOString(),
		);
	}
	const views = nodes.map((node) => viewOf(node, past, time(now)));
	const parts = partsOf(facts);
	const use = new Map<string, UseFact>();
	for (const index of facts.indexes.values()) {
		const seen = firstSeen.get(index.oid) ?? now;
		const own = index.kind === "i" ? [index] : (parts.get(index.oid) ?? []);
		use.set(index.oid, usedOf(own.map(nameOf), views, { seen, now: time(now), unseen }));
	}
	return { use, windows: nodes.map((node, at) => told(node, views[at]?.begin, past, time(now))), firstSeen };
}

interface View {
	node: Node;
	begin: Begin | undefined;
	/** From which on the counters are compared: a look of at least so many days ago, else the oldest since they began. */
	base: { at: number; counters: Counters } | undefined;
}

function viewOf(node: Node, past: Past, now: number): View {
	const found = beginOf(node, past);
	const begin = found && { ...found, at: Math.min(found.at, now) };
	const since = past.moments.filter(
		({ at, nodes }) =>
			time(at) > (begin?.at ?? Number.NEGATIVE_INFINITY) && nodes.some(({ node: name }) => name === node.node),
	);
	const base = since.find(({ at }) => time(at) <= now - LONG * DAY) ?? since.at(-1);
	return {
		node,
		begin,
		base: base && { at: time(base.at), counters: past.counters(base.id).nodes[node.node] ?? {} },
	};
}

interface Asked {
	/** When this Bulkhead saw the index first. */
	seen: string;
	now: number;
	unseen: readonly string[];
}

function usedOf(names: readonly string[], views: readonly View[], { seen, now, unseen }: Asked): UseFact {
	let [scans, rowsRead, days] = [0, 0, Number.POSITIVE_INFINITY];
	for (const { node, begin, base } of views) {
		// What was there at that look is compared with it; what came later is counted whole.
		const compared = base !== undefined && time(seen) <= base.at;
		for (const name of names) {
			const [count = 0, rows = 0] = node.counters[name] ?? [];
			const [before = 0, rowsBefore = 0] = compared ? (base.counters[name] ?? []) : [];
			scans += Math.max(0, count - before);
			rowsRead += Math.max(0, rows - rowsBefore);
		}
		const from = compared ? base.at : Math.max(begin?.at ?? time(seen), time(seen));
		days = Math.min(days, (now - from) / DAY);
	}
	return { scans, rowsRead, days: Number.isFinite(days) ? Math.max(0, days) : 0, unseen: [...unseen], firstSeen: seen };
}

/** Of a partitioned index: those below it that have files, however deep. */
function partsOf({ indexes }: Pick<Facts, "indexes">): Map<string, IndexFact[]> {
	const parts = new Map<string, IndexFact[]>();
	for (const index of indexes.values()) {
		if (index.kind !== "i") continue;
		for (let above = index.parent; above !== undefined; above = indexes.get(above)?.parent)
			parts.set(above, [...(parts.get(above) ?? []), index]);
	}
	return parts;
}

function told(node: Node, begin: Begin | undefined, { moments }: Past, now: number): IndexWindow {
	const oldest = moments.filter(({ nodes }) => nodes.some(({ node: name }) => name === node.node)).at(-1);
	const seen: Begin = { at: oldest ? time(oldest.at) : now, because: "first seen" };
	const latest = begin && begin.at > seen.at ? begin : seen;
	return {
		...{ node: node.node, role: node.role, because: latest.because },
		since: new Date(latest.at).toISOString(),
		days: Math.round(((now - latest.at) / DAY) * 10) / 10,
	};
}

const NOTHING: KeptCounters["tables"][string] = [0, 0, 0, 0];

/** Against the newest look that is at least an hour old, where the counters have counted on since. */
export function measureTraffic(facts: Facts, node: Node, past: Past, now: string): Map<string, TrafficFact> {
	const begin = beginOf(node, past)?.at ?? Number.NEGATIVE_INFINITY;
	const earlier = past.moments.find(
		({ at, nodes }) =>
			time(now) - time(at) >= HOUR && time(at) > begin && nodes.some(({ node: name }) => name === node.node),
	);
	if (!earlier) return new Map();
	const before = past.counters(earlier.id).tables;
	const after = tableCounters(facts);
	const hours = (time(now) - time(earlier.at)) / HOUR;
	const traffic = new Map<string, TrafficFact>();
	for (const table of facts.tables.values()) {
		const name = nameOf(table);
		const a = before[name] ?? NOTHING;
		const b = after[name] ?? NOTHING;
		traffic.set(table.oid, {
			hours,
			...{ sequentialScans: Math.max(0, b[0] - a[0]), sequentialRows: Math.max(0, b[1] - a[1]) },
			...{ indexFetched: Math.max(0, b[2] - a[2]), indexRead: Math.max(0, b[3] - a[3]) },
		});
	}
	return traffic;
}
