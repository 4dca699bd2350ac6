/** Who waits for whom, as a forest to be drawn. Pure. */
import type { BlockingNode } from "../../contract/index.ts";
import { countBehind, type Followers } from "./count-behind.ts";

/** A session by its pid, or a prepared transaction by its name. */
export type Party = number | { prepared: string };

/** Somebody who waits, and those it waits for. */
export interface Waiting {
	pid: number;
	for: Party[];
}

export interface Forest {
	nodes: BlockingNode[];
	/** How many wait for it, directly or behind others. */
	behind(party: Party): number;
}

const keyOf = (party: Party): string => (typeof party === "number" ? `${party}` : `prepared ${party.prepared}`);

/** Roots first come those that keep most waiting. A circle, which the server will break, begins at one of its own. */
export function blockingForest(waiting: readonly Waiting[]): Forest {
	const parties = new Map<string, Party>();
	const followers: Followers = new Map();
	const waitsFor = new Map<string, string>();
	for (const { pid, for: blockers } of waiting) {
		parties.set(keyOf(pid), pid);
		for (const blocker of blockers) {
			const key = keyOf(blocker);
			parties.set(key, blocker);
			if (!waitsFor.has(keyOf(pid))) waitsFor.set(keyOf(pid), key);
			const those = followers.get(key) ?? new Set();
			followers.set(key, those.add(keyOf(pid)));
		}
	}
	const counts = countBehind(followers);
	const behind = (key: string): number => counts.get(key) ?? 0;
	const order = (a: string, b: string): number => behind(b) - behind(a) || compareKeys(a, b);
	const roots = [...followers.keys()].filter((key) => !waitsFor.has(key)).sort(order);
	const nodes = draw({ parties, followers, order, roots, waitsFor });
	return { nodes, behind: (party) => behind(keyOf(party)) };
}

interface Drawing {
	parties: ReadonlyMap<string, Party>;
	followers: Followers;
	order: (a: string, b: string) => number;
	roots: readonly string[];
	waitsFor: ReadonlyMap<string, string>;
}

function draw({ parties, followers, order, roots, waitsFor }: Drawing): BlockingNode[] {
	const nodes: BlockingNode[] = [];
	const told = new Set<string>();
	const one = (key: string, path: ReadonlySet<string>): void => {
		const party = parties.get(key) ?? Number(key);
		const mark = markOf(key, { path, told, followers });
		const named = typeof party === "number" ? { pid: party } : party;
		nodes.push({ ...named, depth: path.size + 1, ...(mark ? { mark } : {}) });
		told.add(key);
		if (mark) return;
		const below = new Set(path).add(key);
		for (const follower of [...(followers.get(key) ?? [])].sort(order)) one(follower, below);
	};
	for (const root of roots) one(root, new Set());
	for (const key of waitsFor.keys()) if (!told.has(key)) one(inCircle(waitsFor, key), new Set());
	return nodes;
}

function markOf(
	key: string,
	{ path, told, followers }: { path: ReadonlySet<string>; told: ReadonlySet<string>; followers: Followers },
): BlockingNode["mark"] {
	if (path.has(key)) return "circle";
	return told.has(key) && followers.has(key) ? "again" : undefined;
}

/** Up from one that no root leads to, until somebody is met twice: that one is in a circle. */
function inCircle(waitsFor: ReadonlyMap<string, string>, from: string): string {
	const seen = new Set<string>();
	let key = from;
	while (!seen.has(key)) {
		seen.add(key);
		key = waitsFor.get(key) ?? key;
	}
	return key;
}

const compareKeys = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
