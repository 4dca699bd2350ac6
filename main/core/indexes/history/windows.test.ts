/** Over which time "unused" is said: resets, crashes, failovers, other nodes, what is new. */
import { describe, expect, test } from "vitest";
import type { IndexFact } from "../facts.ts";
import type { KeptCounters, KeptNode, Moment } from "./moments.ts";
import { measure, type Node, type Past } from "./windows.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();
const now = ago(0);

const index = {
	oid: "1",
	schema: "public",
	name: "a",
	kind: "i",
	parent: undefined,
	definition: "made so",
} as IndexFact;
const facts = { indexes: new Map([["1", index]]) };

const primary: KeptNode = { node: "one:5432", role: "primary", allReset: ago(300), timeline: "1" };
const node = (scans: number, changes: Partial<Node> = {}): Node => ({
	...primary,
	counters: scans === 0 ? {} : { "public.a": [scans, scans * 10] },
	...changes,
});

interface Earlier {
	days: number;
	scans: number;
	nodes?: KeptNode[];
	others?: KeptCounters["nodes"];
}

/** Looks at these days, the newest first; the index was seen first at the oldest. */
function past(...looks: Earlier[]): Past {
	const moments = looks.map(
		({ days, nodes = [primary] }): Moment => ({
			...{ id: String(days), at: ago(days), because: "look", score: 100, nodes },
			...{ findings: { ERROR: 0, WARN: 0, INFO: 0 }, indexes: 1, indexBytes: 0 },
		}),
	);
	return {
		moments,
		counters: (id) => {
			const look = looks.find(({ days }) => String(days) === id);
			return { nodes: { "one:5432": { "public.a": [look?.scans ?? 0, 0] }, ...look?.others }, tables: {} };
		},
		definitions: () => ({ "public.a": ["made so", ago(looks.at(-1)?.days ?? 0)] }),
	};
}

const used = (nodes: Node[], of: Past, unseen: string[] = []) => {
	const { use, windows } = measure(facts, { nodes, past: of, now, unseen });
	return { use: use.get("1"), windows };
};

describe("the window of an index", () => {
	test("what is seen for the first time has been watched for no time at all, however old the counters are", () => {
		const { use, windows } = used([node(0)], past());
		expect(use).toMatchObject({ scans: 0, days: 0, firstSeen: now });
		expect(windows).toEqual([{ node: "one:5432", role: "primary", since: now, because: "first seen", days: 0 }]);
	});

	test("scans are those since the newest look of at least 35 days ago", () => {
		const { use } = used([node(50)], past({ days: 1, scans: 50 }, { days: 40, scans: 48 }, { days: 90, scans: 3 }));
		expect(use).toMatchObject({ scans: 2, days: 40 });
	});

	test("with younger looks alone they are those since the oldest", () => {
		expect(used([node(9)], past({ days: 1, scans: 9 }, { days: 10, scans: 9 })).use).toMatchObject({
			scans: 0,
			days: 10,
		});
	});

	test("a reset begins the window anew", () => {
		const { use, windows } = used([node(3, { reset: ago(5) })], past({ days: 1, scans: 2 }, { days: 40, scans: 700 }));
		expect(use).toMatchObject({ scans: 1, days: 1 });
		expect(windows[0]).toMatchObject({ because: "reset", days: 5 });
	});

	test("a crash does too, although the database's own reset says nothing of it", () => {
		const { use, windows } = used([node(0, { allReset: ago(2) })], past({ days: 40, scans: 700 }));
		expect(use).toMatchObject({ scans: 0, days: 2 });
		expect(windows[0]).toMatchObject({ because: "crash", days: 2 });
	});

	test("another timeline means that a standby took over, whose counters have begun by themselves", () => {
		const before = [{ ...primary, timeline: "1" }];
		const after = [{ ...primary, timeline: "2" }];
		const of = past({ days: 3, scans: 0, nodes: after }, { days: 50, scans: 0, nodes: before });
		const { use, windows } = used([node(0, { timeline: "2" })], of);
		expect(use?.days).toBe(3);
		expect(windows[0]).toMatchObject({ because: "failover", days: 3 });
	});

	test("nodes are added up, and the shortest window is the one that counts", () => {
		const standby: Node = {
			...{ node: "two:5432", role: "standby", allReset: ago(7), timeline: "1" },
			counters: { "public.a": [4, 40] },
		};
		const { use } = used([node(0), standby], past({ days: 40, scans: 0 }));
		expect(use).toMatchObject({ scans: 4, rowsRead: 40, days: 7 });
	});

	test("a node that nobody asked is told", () => {
		expect(used([node(0)], past({ days: 40, scans: 0 }), ["a standby"]).use?.unseen).toEqual(["a standby"]);
	});

	test("an index that was made anew in another form is as new as that", () => {
		const of = past({ days: 40, scans: 0 });
		const other: Past = { ...of, definitions: () => ({ "public.a": ["otherwise", ago(40)] }) };
		expect(used([node(0)], other).use).toMatchObject({ firstSeen: now, days: 0 });
	});
});
