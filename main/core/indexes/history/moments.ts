/** What is kept of a look: findings, definitions, and the counters of every node that was asked. */
import type { IndexFinding, IndexHealth, IndexMoment } from "../../../contract/index.ts";
import type { IndexHistoryPort } from "../../ports.ts";
import { sortedId } from "../../sorted-id.ts";
import type { Facts } from "../facts.ts";
import { nameOf } from "../read/print-index.ts";

/** A node as it was at a look. */
export interface KeptNode {
	node: string;
	role: "primary" | "standby";
	/** ISO; see NodeFacts. */
	reset?: string | undefined;
	allReset?: string | undefined;
	timeline?: string | undefined;
}

export interface Summary extends Omit<IndexMoment, "id" | "at"> {
	nodes: KeptNode[];
}

/** By the index's qualified name: scans and rows read. What was never scanned is left out. */
export type Counters = Record<string, [number, number]>;

export interface KeptCounters {
	/** By node. */
	nodes: Record<string, Counters>;
	/** By the table's qualified name: sequential scans and rows, index blocks fetched and not found in memory. */
	tables: Record<string, [number, number, number, number]>;
}

/** By qualified name: the statement that makes it, and when it was seen first. */
export type Definitions = Record<string, [string, string]>;

export interface Moment extends Summary {
	id: string;
	at: string;
}

/** At most so many are shown. */
const SHOWN = 500;

export const listMoments = (history: IndexHistoryPort, place: string): Moment[] =>
	history.list(place, SHOWN).map(({ id, at, summary }) => ({ ...(summary as Summary), id, at }));

export const toldMoment = ({ nodes: _, ...moment }: Moment): IndexMoment => moment;

export const findingsOf = (history: IndexHistoryPort, id: string): IndexFinding[] =>
	(history.part(id, "findings") as IndexFinding[] | undefined) ?? [];
export const definitionsOf = (history: IndexHistoryPort, id: string): Definitions =>
	(history.part(id, "definitions") as Definitions | undefined) ?? {};
export const countersOf = (history: IndexHistoryPort, id: string): KeptCounters =>
	(history.part(id, "counters") as KeptCounters | undefined) ?? { nodes: {}, tables: {} };

export interface ToKeep {
	place: string;
	/** Of the server's clock. */
	now: string;
	because: string;
	health: Pick<IndexHealth, "score" | "findings" | "notEvaluated">;
	facts: Facts;
	nodes: readonly (KeptNode & { counters: Counters })[];
	firstSeen: ReadonlyMap<string, string>;
}

export function keepMoment(
	history: IndexHistoryPort,
	{ place, now, because, health, facts, nodes, firstSeen }: ToKeep,
): Moment {
	const roots = [...facts.indexes.values()].filter(({ kind }) => kind === "i");
	const count = (severity: IndexFinding["severity"]): number =>
		health.findings.filter((finding) => finding.severity === severity).length;
	const summary: Summary = {
		because,
		score: health.score,
		findings: { ERROR: count("ERROR"), WARN: count("WARN"), INFO: count("INFO") },
		open: health.notEvaluated.reduce((sum, each) => sum + each.count, 0),
		indexes: facts.indexes.size,
		indexBytes: roots.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
		nodes: nodes.map(({ counters: _, ...node }) => node),
	};
	const moment = { id: sortedId(new Date(now)), at: new Date(now).toISOString() };
	const definitions: Definitions = {};
	for (const index of facts.indexes.values()) {
		const name = nameOf(index);
		definitions[name] = [index.definition, firstSeen.get(index.oid) ?? moment.at];
	}
	const counters: KeptCounters = {
		nodes: Object.fromEntries(nodes.map(({ node, counters: own }) => [node, own])),
		tables: tableCounters(facts),
	};
	history.add(place, { ...moment, summary }, { findings: health.findings, definitions, counters });
	return { ...moment, ...summary };
}

export function tableCounters(facts: Facts): KeptCounters["tables"] {
	const all: KeptCounters["tables"] = {};
	for (const table of facts.tables.values()) {
		if (table.parent !== undefined) continue;
		const { sequentialScans, sequentialRows } = table.counters;
		const blocks = (facts.indexesOf.get(table.oid) ?? []).map((index) => index.blocks);
		const fetched = blocks.reduce((sum, each) => sum + each.fetched, 0);
		const read = blocks.reduce((sum, each) => sum + each.fetched - each.hit, 0);
		if (sequentialScans + fetched > 0) all[nameOf(table)] = [sequentialScans, sequentialRows, fetched, read];
	}
	return all;
}

/** Every index with a file of its own. */
export function countersOfNode(facts: Pick<Facts, "indexes">): Counters {
	const all: Counters = {};
	for (const index of facts.indexes.values()) {
		if (index.kind === "i" && (index.scans ?? 0) > 0) all[nameOf(index)] = [index.scans ?? 0, index.rowsRead ?? 0];
	}
	return all;
}
