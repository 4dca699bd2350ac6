/** What indexes and their lack cost: low value, writes, reads that memory does not answer, tables read from end to end. */
import type { Check, Found } from "../check.ts";
import type { ColumnFact, Facts, IndexFact, TableFact } from "../facts.ts";
import {
	ask,
	bytes,
	indexesOf,
	indexObject,
	isContract,
	isRoot,
	isUsable,
	MB,
	nameOf,
	quoted,
	tableObject,
	tenantColumn,
} from "./shared.ts";

const FEW_VALUES = 5;
/** Of the commonest value. */
const COMMON = 0.9;
const EMPTY = 0.5;
const MANY = 100_000;

export const lowValue: Check = {
	name: "index-low-value",
	asks: "Does every index tell rows apart, in a form that fits its column?",
	judge: (facts) =>
		ask(
			[...facts.indexes.values()].filter(
				(index) =>
					isRoot(index) && isUsable(index) && index.method === "btree" && !index.unique && !isContract(facts, index),
			),
			indexObject,
			(index) => judgeValue(facts, index),
		),
};

function judgeValue(facts: Facts, index: IndexFact): Found | string | undefined {
	const table = facts.tables.get(index.table);
	if (!table) return undefined;
	const found = (detail: string, why: string): Found => ({
		object: indexObject(index),
		table: nameOf(table),
		severity: "INFO",
		...{ detail, why },
		evidence: [
			{ name: "definition", value: index.definition },
			{ name: "size", value: bytes(index.bytes) },
		],
		weight: index.bytes ?? 0,
	});
	const needless = needlessPredicate(index, table);
	if (needless)
		return found(
			`Its WHERE leaves no row out: ${needless} is NOT NULL.`,
			"The planner has to prove it for each query, and where it cannot the index is of no use.",
		);
	const columns = index.keys.map(({ attnum }) => table.columns.find(({ number }) => number === attnum));
	const container = columns.find((column) => column && (column.type.endsWith("[]") || column.type === "jsonb"));
	if (container)
		return found(
			`A btree of ${quoted(container.name)} (${container.type}) finds whole values alone.`,
			"What is within them is found by a GIN index.",
		);
	const [column] = columns;
	if (
		index.keys.length !== 1 ||
		!column ||
		index.predicate !== undefined ||
		column.number === tenantColumn(facts, table)
	)
		return undefined;
	return judgeColumn(column, table, found);
}

function judgeColumn(
	column: ColumnFact,
	table: TableFact,
	found: (detail: string, why: string) => Found,
): Found | string | undefined {
	const { statistics, name, type } = column;
	if (!statistics)
		return (
			table.statisticsHidden ??
			((table.rows ?? 0) > 0 || table.counters.live > 0 ? "the table was never analysed" : undefined)
		);
	const few = type === "boolean" || (statistics.distinct > 0 && statistics.distinct <= FEW_VALUES);
	const [common] = statistics.common;
	if (few && common && common.share >= COMMON)
		return found(
			`${percent(common.share)} of the rows have one value of ${quoted(name)}.`,
			"For that value the index is not used: one with WHERE for the others would be a fraction of it.",
		);
	if (statistics.nullShare > EMPTY && (table.rows ?? 0) >= MANY)
		return found(
			`${percent(statistics.nullShare)} of the rows have no ${quoted(name)}.`,
			`One with WHERE ${quoted(name)} IS NOT NULL would be smaller by as much.`,
		);
	return undefined;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `(x IS NOT NULL)` of a column that cannot be NULL; its name. */
function needlessPredicate({ predicate }: IndexFact, table: TableFact): string | undefined {
	const [, name] = /^\(*("(?:[^"]|"")+"|[\w$]+) IS NOT NULL\)*$/.exec(predicate ?? "") ?? [];
	const column = table.columns.find((each) => quoted(each.name) === name || `"${each.name}"` === name);
	return column?.notNull ? name : undefined;
}

/** Unused ones, and how many times the table all of its indexes are. */
const UNUSED = 5;
const TIMES = 2;
const UPDATES = 10_000;
const HOT = 0.5;

export const writeOverhead: Check = {
	name: "write-overhead",
	asks: "Do a table's indexes cost its writes no more than they are worth?",
	judge: (facts) =>
		ask(
			[...facts.tables.values()].filter(({ kind, parent }) => kind !== "m" && parent === undefined),
			tableObject,
			(table): Found | string | undefined => {
				const all = indexesOf(facts, table.oid).filter(isRoot);
				const size = all.reduce((sum, index) => sum + (index.bytes ?? 0), 0);
				const { counters } = table;
				const writes = counters.inserted + counters.updated - counters.hotUpdated;
				const hot = counters.updated === 0 ? 1 : counters.hotUpdated / counters.updated;
				const evidence = [
					...[
						{ name: "indexes", value: all.length },
						{ name: "size of the indexes", value: bytes(size) },
						{ name: "size of the table", value: bytes(table.heapBytes) },
					],
					...[
						{ name: "entries written", value: writes * all.length },
						{ name: "HOT updates", value: percent(hot) },
					],
				];
				const told = { object: tableObject(table), table: nameOf(table), evidence, weight: size };
				if (size > TIMES * (table.heapBytes ?? 0) && all.length > UNUSED) {
					const unused = all.filter(({ oid, unique }) => !unique && facts.use.get(oid)?.scans === 0);
					if (unused.length > UNUSED) return tooMany(facts, unused, told);
				}
				return counters.updated < UPDATES || hot >= HOT || all.length < 2
					? undefined
					: {
							...told,
							severity: "INFO",
							detail: `Only ${percent(hot)} of ${counters.updated} updates were HOT: the others wrote into all of its ${all.length} indexes.`,
							why: "An update is HOT where no indexed column changes and the page has room: an index on what often changes, or a fill factor of 100, prevents it.",
						};
			},
		),
};

function tooMany(
	facts: Facts,
	unused: readonly IndexFact[],
	told: Pick<Found, "object" | "table" | "evidence" | "weight">,
): Found | string {
	if (unused.some(({ oid }) => (facts.use.get(oid)?.days ?? 0) < 1))
		return "its indexes' counters have not been watched for a day yet";
	return {
		...told,
		severity: "WARN",
		detail: `Its indexes are ${bytes(told.weight)}, more than twice its rows, and nothing has used ${unused.length} of them.`,
		why: "Each write goes into every one of them.",
	};
}

const HIT = 0.95;
const READ = 100 * MB;

export const cacheHit: Check = {
	name: "cache-hit",
	asks: "Does memory answer for the indexes?",
	judge: (facts) =>
		ask(
			[...facts.tables.values()].filter(
				({ parent, oid }) => parent === undefined && indexesOf(facts, oid).some(({ bytes: own }) => (own ?? 0) > READ),
			),
			tableObject,
			(table): Found | string | undefined => {
				const traffic = facts.traffic.get(table.oid);
				if (!traffic) return NO_EARLIER;
				const read = (traffic.indexRead * facts.blockSize) / traffic.hours;
				const hit = traffic.indexFetched === 0 ? 1 : 1 - traffic.indexRead / traffic.indexFetched;
				if (hit >= HIT || read <= READ) return undefined;
				return {
					object: tableObject(table),
					table: nameOf(table),
					severity: "INFO",
					detail: `PostgreSQL's memory answered ${percent(hit)} of what was asked of its indexes, and ${bytes(read)} an hour came from outside of it.`,
					why: "What the operating system keeps in memory counts as read here too: ask it before you buy memory.",
					evidence: [
						{ name: "hours", value: Math.round(traffic.hours * 10) / 10 },
						{ name: "read per hour", value: bytes(read) },
					],
					weight: read,
				};
			},
		),
};

const NO_EARLIER = "there is no earlier look, at least an hour ago, to compare the counters with";

const ROWS = 10_000;
const SCANS_A_DAY = 100;
const LARGE_TABLE = 8 * MB;

export const sequentialScans: Check = {
	name: "sequential-scans",
	asks: "Is no large table read from end to end over and over?",
	judge: (facts) =>
		ask(
			[...facts.tables.values()].filter(
				({ kind, parent, heapBytes }) => kind !== "m" && parent === undefined && (heapBytes ?? 0) > LARGE_TABLE,
			),
			tableObject,
			(table): Found | string | undefined => {
				const traffic = facts.traffic.get(table.oid);
				if (!traffic) return NO_EARLIER;
				const daily = (traffic.sequentialScans / traffic.hours) * 24;
				const rows = traffic.sequentialScans === 0 ? 0 : traffic.sequentialRows / traffic.sequentialScans;
				if (rows <= ROWS || daily <= SCANS_A_DAY) return undefined;
				const voided = facts.plans.probes.get(table.oid)?.outcome === "voided";
				return {
					object: tableObject(table),
					table: nameOf(table),
					severity: "INFO",
					detail: `It was read from end to end ${Math.round(daily)} times a day, ${Math.round(rows)} rows each time.${voided ? " Its policies keep the application from every index that begins with the tenant: look there first." : ""}`,
					why: "ANALYZE and dumps count too; a query that does this for a few rows wants an index.",
					evidence: [
						{ name: "scans", value: traffic.sequentialScans },
						{ name: "rows read per scan", value: Math.round(rows) },
						{ name: "hours", value: Math.round(traffic.hours * 10) / 10 },
					],
					weight: table.heapBytes ?? 0,
				};
			},
		),
};

export const loadChecks: readonly Check[] = [lowValue, writeOverhead, cacheHit, sequentialScans];
