import { quoteIdent, quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Fix, Found, Judged } from "../check.ts";
import type { Facts, TableFact } from "../facts.ts";
import { analyzeThreshold } from "./thresholds.ts";

/** Rows from which it matters that the planner knows nothing; of a partitioned table, which nobody analyses by itself. */
const KNOWN = 1_000;
const PARTITIONED = 100_000;
/** Rows that ANALYZE looks at where nothing is said: of more it guesses how many values there are. */
const SAMPLE = 30_000;
/** So many times more tenants are listed than the planner counts. */
const TIMES = 4;

export const staleStatistics: Check = {
	name: "stale-statistics",
	asks: "Does the planner know how many rows and which values the tables have?",
	judge(facts) {
		const judged: Judged = { objects: 0, found: [], notEvaluated: [] };
		const children = rowsOfChildren(facts);
		for (const table of facts.tables.values()) {
			if (table.kind === "m" && facts.standby) continue;
			judged.objects += 1;
			const name = `${table.schema}.${table.name}`;
			if (facts.standby) {
				judged.notEvaluated.push({
					object: `table ${name}`,
					reason: "Only the primary knows when a table was analysed.",
				});
				continue;
			}
			const found = table.kind === "p" ? partitioned(table, children.get(table.oid) ?? 0) : ordinary(facts, table);
			judged.found.push(...found, ...tenantsMiscounted(facts, table));
		}
		return judged;
	},
};

const finding = (
	table: TableFact,
	{ severity, detail, evidence, fix }: Pick<Found, "severity" | "detail" | "evidence"> & { fix: Fix },
): Found => ({
	...{ object: `table ${table.schema}.${table.name}`, table: `${table.schema}.${table.name}` },
	...{ severity, detail, evidence, fix },
	why: "The planner chooses indexes and the order of joins by these figures; without them it guesses.",
	weight: table.heapBytes ?? 0,
});

function ordinary({ upkeep }: Facts, table: TableFact): Found[] {
	const { live, changedSinceAnalyze, lastAnalyze } = table.counters;
	const rows = Math.max(table.rows ?? 0, live);
	// Counters are lost in a crash, statistics are not.
	const never =
		lastAnalyze === undefined &&
		table.columns.every(({ statistics }) => !statistics) &&
		table.statisticsHidden === undefined;
	if (never && rows > KNOWN)
		return [
			finding(table, {
				severity: "WARN",
				detail: `It was never analysed, and has about ${rows.toLocaleString("en")} rows.`,
				evidence: [{ name: "rows", value: rows }],
				fix: analyze(table),
			}),
		];
	const threshold = analyzeThreshold(table, upkeep);
	if (never || changedSinceAnalyze <= 2 * threshold) return [];
	return [
		finding(table, {
			severity: "WARN",
			detail: `${changedSinceAnalyze.toLocaleString("en")} rows changed since it was analysed; autovacuum should have done it at ${Math.round(threshold).toLocaleString("en")}.`,
			evidence: [
				{ name: "changed rows", value: changedSinceAnalyze },
				{ name: "threshold", value: Math.round(threshold) },
				{ name: "last analysed", value: lastAnalyze ?? "never" },
			],
			fix: analyze(table),
		}),
	];
}

function partitioned(table: TableFact, rows: number): Found[] {
	if (rows <= PARTITIONED || table.counters.lastAnalyze !== undefined) return [];
	return [
		finding(table, {
			severity: "WARN",
			detail: `It was never analysed: autovacuum sees its partitions, with ${rows.toLocaleString("en")} rows, and never the whole.`,
			evidence: [{ name: "rows of its partitions", value: rows }],
			fix: analyze(table),
		}),
	];
}

function rowsOfChildren({ tables }: Facts): Map<string, number> {
	const rows = new Map<string, number>();
	for (const table of tables.values()) {
		if (table.kind !== "r") continue;
		for (let parent = table.parent; parent !== undefined; parent = tables.get(parent)?.parent)
			rows.set(parent, (rows.get(parent) ?? 0) + table.counters.live);
	}
	return rows;
}

function analyze(table: TableFact): Fix {
	const name = quoteQualified(table.schema, table.name);
	return {
		sql: `ANALYZE ${name};`,
		undo: "",
		lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
		cost: "Reads a sample of the rows, some seconds.",
		holds: {
			name: `${table.schema}.${table.name} is analysed`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND NOT EXISTS (SELECT FROM pg_catalog.pg_statistic s WHERE s.starelid = c.oid)`,
		},
	};
}

/** A sample meets few of many tenants, and every estimate for one tenant is then too high. */
function tenantsMiscounted({ guarded, tables, tenancy }: Facts, table: TableFact): Found[] {
	const own = guarded.get(table.oid);
	const listed = tables.get(tenancy.tenants?.oid ?? "")?.rows ?? 0;
	const column = own && own.path.length === 0 ? table.columns.find(({ name }) => name === own.tenant.name) : undefined;
	const distinct = column?.statistics?.distinct ?? 0;
	const rows = table.rows ?? 0;
	if (!column || table.parent !== undefined || table.oid === tenancy.tenants?.oid) return [];
	if (distinct <= 0 || rows <= SAMPLE || listed < distinct * TIMES) return [];
	const name = quoteQualified(table.schema, table.name);
	const target = `ALTER TABLE ${name} ALTER COLUMN ${quoteIdent(column.name)}`;
	return [
		{
			...finding(table, {
				severity: "INFO",
				detail: `The planner counts ${distinct} tenants in it, and ${tenancy.tenants?.schema}.${tenancy.tenants?.name} lists ${Math.round(listed)}. Where they all have rows, count them and say so; extended statistics on (${column.name}, another column) help where the two hang together.`,
				evidence: [
					{ name: "tenants by the statistics", value: distinct },
					{ name: "tenants that are listed", value: Math.round(listed) },
				],
				fix: {
					sql: `${target} SET (n_distinct = ${Math.round(listed)});\nANALYZE ${name};`,
					undo: `${target} RESET (n_distinct);`,
					lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
					cost: "Reads a sample of the rows, some seconds.",
					holds: {
						name: `${table.schema}.${table.name}: tenants are counted as they are`,
						violations: `SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND a.attname = ${quoteLiteral(column.name)} AND a.attoptions IS NULL`,
					},
				},
			}),
			confidence: "low",
		},
	];
}
