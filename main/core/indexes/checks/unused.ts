/** Indexes that nothing uses, over a window that is long enough; never by a count of scans alone. */
import type { Check, Found } from "../check.ts";
import type { Facts, IndexFact, TableFact, UseFact } from "../facts.ts";
import { dropIndex } from "../fixes.ts";
import { covers } from "./foreign-key-cover.ts";
import {
	ask,
	bytes,
	columnsOf,
	indexesOf,
	indexObject,
	isContract,
	isRoot,
	isUsable,
	MB,
	nameOf,
	tenantColumn,
} from "./shared.ts";

/** Days over which nothing has to have used it: a month and its end are among them. */
const LONG = 35;
/** Under this the counters have nothing to say. */
const LEAST_DAYS = 1;
const LARGE = 10 * MB;
/** Of the database. */
const LARGE_SHARE = 0.005;
/** Writes for one scan, from which it is hardly worth them. */
const WRITES = 100;

/** Those that are there for queries alone. */
function candidates(facts: Facts): IndexFact[] {
	return [...facts.indexes.values()].filter(
		(index) =>
			isRoot(index) &&
			isUsable(index) &&
			!(index.unique || index.primary || index.exclusion || index.replicaIdentity || index.clustered) &&
			index.constraint === undefined &&
			!isContract(facts, index),
	);
}

const isLarge = ({ database }: Facts, index: IndexFact): boolean =>
	(index.bytes ?? 0) >= LARGE || (index.bytes ?? 0) >= LARGE_SHARE * database.bytes;

export const indexUnused: Check = {
	name: "index-unused",
	asks: "Has something used every index within the window, on every node?",
	judge: (facts) => {
		const going = new Set<string>();
		return ask(candidates(facts), indexObject, (index) => {
			const use = facts.use.get(index.oid);
			const table = facts.tables.get(index.table);
			if (!table || (index.bytes !== undefined && !isLarge(facts, index))) return undefined;
			const why = unjudged(index, use);
			if (!use || why !== undefined) return why;
			if (use.scans > 0 || isSoleCover(facts, index, table, going)) return undefined;
			going.add(index.oid);
			return unused(facts, index, table, use);
		});
	},
};

/** Why nothing can be said of it. */
function unjudged(index: IndexFact, use: UseFact | undefined): string | undefined {
	if (!use || index.scans === undefined) return "its counters cannot be seen";
	if (use.scans > 0) return undefined;
	if (index.bytes === undefined) return "another session holds it: its size could not be read";
	if (use.days >= LEAST_DAYS) return undefined;
	return "its counters have not been watched for a day yet: what nothing has used so far may be used tomorrow";
}

/** The last one that finds the rows of a foreign key, with those that go counted out. */
function isSoleCover(facts: Facts, index: IndexFact, table: TableFact, going: ReadonlySet<string>): boolean {
	return keysOf(facts, table.oid).some(
		(key) =>
			covers(index, key, table) &&
			!indexesOf(facts, table.oid).some(
				(other) => other !== index && !going.has(other.oid) && covers(other, key, table),
			),
	);
}

const keys = new WeakMap<Facts["foreignKeys"], Map<string, Facts["foreignKeys"]>>();

function keysOf({ foreignKeys }: Facts, table: string): Facts["foreignKeys"] {
	const known = keys.get(foreignKeys) ?? Map.groupBy(foreignKeys, (key) => key.table);
	keys.set(foreignKeys, known);
	return known.get(table) ?? [];
}

const round = (value: number): number => Math.round(value * 10) / 10;

function unused(facts: Facts, index: IndexFact, table: TableFact, use: UseFact): Found {
	const speaks = Object.keys(index.expressionStatistics).length > 0;
	const idle =
		table.counters.sequentialScans === 0 && indexesOf(facts, table.oid).every(({ scans }) => (scans ?? 0) === 0);
	const doubts = [
		...(use.unseen.length > 0 ? [`not asked: ${use.unseen.join(", ")}`] : []),
		...(use.days < LONG
			? [`the window is only ${round(use.days)} days long, and it takes ${LONG} with a month's end`]
			: []),
		...(idle ? ["nothing has read the table at all"] : []),
		...(speaks ? ["its expression has statistics, by which queries are planned that do not use it"] : []),
	];
	return {
		object: indexObject(index),
		table: nameOf(table),
		severity: doubts.length > 0 ? "INFO" : "WARN",
		detail: `Nothing has used ${columnsOf(index)} within ${round(use.days)} days${doubts.length > 0 ? `; ${doubts.join("; ")}` : ""}.`,
		why: "Every write pays for it, and it takes room on the disk and in memory.",
		evidence: [
			...[
				{ name: "size", value: bytes(index.bytes) },
				{ name: "scans in window", value: use.scans },
			],
			...[
				{ name: "rows read in window", value: use.rowsRead },
				{ name: "days", value: round(use.days) },
			],
			...[{ name: "first seen", value: use.firstSeen }],
			...(facts.version >= 160_000
				? [{ name: "last scan", value: index.lastScan ?? "never since the counters began" }]
				: []),
			...[{ name: "writes to the table", value: writesOf(table) }],
		],
		weight: index.bytes ?? 0,
		...(speaks || use.unseen.length > 0 || idle ? {} : { fix: dropIndex(index), acts: { drops: index.oid } }),
	};
}

const writesOf = ({ counters }: TableFact): number => counters.inserted + counters.updated + counters.deleted;

export const indexRarelyUsed: Check = {
	name: "index-rarely-used",
	asks: "Is every large index used more than a hundredth as often as it is written?",
	judge: (facts) =>
		ask(
			candidates(facts).filter((index) => (index.bytes ?? 0) >= LARGE),
			indexObject,
			(index): Found | undefined => {
				const table = facts.tables.get(index.table);
				const scans = Math.max(index.scans ?? 0, facts.use.get(index.oid)?.scans ?? 0);
				if (!table || scans === 0 || scans * WRITES >= writesOf(table)) return undefined;
				return {
					object: indexObject(index),
					table: nameOf(table),
					severity: "INFO",
					detail: `${columnsOf(index)} was scanned ${scans} times, and the table written ${writesOf(table)} times.`,
					why: "One query can count as many scans, and few scans can do much work: look at the rows read before you judge.",
					evidence: [
						...[
							{ name: "size", value: bytes(index.bytes) },
							{ name: "scans", value: scans },
						],
						...[
							{ name: "rows read", value: index.rowsRead ?? "unknown" },
							{ name: "writes to the table", value: writesOf(table) },
						],
					],
					weight: index.bytes ?? 0,
				};
			},
		),
};

export const indexBypassOnly: Check = {
	name: "index-bypass-only",
	asks: "Can the application use every index that is used?",
	judge: (facts) =>
		ask(
			candidates(facts).filter(({ table, scans }) => (scans ?? 0) > 0 && facts.tables.get(table)?.secured),
			indexObject,
			(index): Found | string | undefined => {
				const table = facts.tables.get(index.table);
				const probe = facts.plans.probes.get(index.table);
				const tenant = tenantColumn(facts, table);
				if (!table || tenant === undefined) return undefined;
				if (!probe || probe.outcome === "unknown")
					return probe?.reason ?? facts.plans.unknown ?? "its policies were not tried out";
				const leads = index.keys[0]?.attnum === tenant;
				if (probe.outcome !== "voided" && !(leads && leaks(facts, index))) return undefined;
				return {
					object: indexObject(index),
					table: nameOf(table),
					severity: "INFO",
					detail:
						probe.outcome === "voided"
							? "It is used, and not by the application: its policies keep it from any index that begins with the tenant."
							: "What the application asks behind the tenant cannot be asked of it: the operators are not leakproof. Others use it.",
					why: "Its counters speak for administrators and jobs, and not for tenants.",
					evidence: [
						{ name: "scans", value: index.scans ?? 0 },
						{ name: "definition", value: index.definition },
					],
					weight: index.bytes ?? 0,
				};
			},
		),
};

function leaks({ plans }: Facts, index: IndexFact): boolean {
	return (
		index.keys.length > 1 &&
		index.keys
			.slice(1)
			.every((key) =>
				key.attnum === 0 ? plans.leakingExpressions.has(index.oid) : plans.leakingClasses.has(key.opclass),
			)
	);
}

export const unusedChecks: readonly Check[] = [indexUnused, indexRarelyUsed, indexBypassOnly];
