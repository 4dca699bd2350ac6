/**
 * Asks the planner, as the application's role, how it would look at each table of tenants: nothing is executed, and an empty table answers as
 * a full one does. With sequential scans off it takes an index wherever a condition of the policies fits one.
 */
import { DatabaseError } from "../../errors.ts";
import type { Rows, Session } from "../../ports.ts";
import type { PlanTree } from "../../rows/plan-nodes.ts";
import { quoteQualified } from "../../sql/quote.ts";
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import { prunedOf, type Scan, scansOf, written } from "./judge-plan.ts";
import type { Probe } from "./plan-facts.ts";
import { anyTenant, asApplication, someTenants } from "./take-part.ts";

/** Tables that are asked in one look, the largest first: each costs the planner about a millisecond. */
export const MOST = 1_000;

/** What may have been turned off or on in this session, as it is on a fresh one. */
const PLANNER = [
	["enable_seqscan", "off"],
	["enable_indexscan", "on"],
	["enable_indexonlyscan", "on"],
	["enable_bitmapscan", "on"],
	["enable_partition_pruning", "on"],
	["max_parallel_workers_per_gather", "0"],
	["row_security", "on"],
	// A table that somebody holds for himself alone is told as unknown, and waited for no longer than that.
	["lock_timeout", "100ms"],
	["jit", "off"],
] as const;

const setPlanner = (settings: readonly (readonly [string, string])[]): string =>
	`SELECT ${settings.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`).join(", ")}`;

export type Known = Pick<Facts, "tables" | "indexes" | "tenancy" | "guarded">;

export interface Probed {
	probes: Map<string, Probe>;
	/** Why none could be asked. */
	unknown: string | undefined;
}

/** In the open transaction, of which nothing stays. `role` is the application's. */
export async function probeTables(session: Session, known: Known, role: string | undefined): Promise<Probed> {
	if (role === undefined) return none("Nobody knows which role the application has: name it in the tenancy profile.");
	const all = tablesToAsk(known);
	if (all.length === 0) return { probes: new Map(), unknown: undefined };
	const asked = all.slice(0, MOST);
	const [tenant = anyTenant(known.tenancy)] = await someTenants(session, known.tenancy, 1);
	const told = await asApplication(session, { tenancy: known.tenancy, role, tenant }, async () => {
		await session.query(setPlanner(PLANNER));
		const held = await heldTables(session, asked);
		const answers = await explainAll(session, asked);
		return asked.map((table, at): [string, Probe] => [
			table.oid,
			held.has(table.oid)
				? judge(known, table, answers[at])
				: { outcome: "unknown", reason: `No policy holds ${role} on this table: it reads every row.` },
		]);
	});
	if ("reason" in told) return none(told.reason);
	const rest = all
		.slice(MOST)
		.map(({ oid }): [string, Probe] => [
			oid,
			{ outcome: "unknown", reason: `Only the ${MOST} largest tables are asked in one look.` },
		]);
	return { probes: new Map([...told.done, ...rest]), unknown: undefined };
}

const none = (unknown: string): Probed => ({ probes: new Map(), unknown });

/** Tables with tenants and row security, a partitioned one once, at its root. */
function tablesToAsk({ tables, guarded }: Known): TableFact[] {
	return [...guarded.keys()]
		.flatMap((oid) => tables.get(oid) ?? [])
		.filter(
			(table) => table.secured && table.kind !== "m" && (table.parent === undefined || !guarded.has(table.parent)),
		)
		.sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0));
}

async function heldTables(session: Session, tables: readonly TableFact[]): Promise<Set<string>> {
	const rows = await session.query<{ oid: string }>(
		`SELECT x AS oid FROM pg_catalog.json_array_elements_text($1::json) AS x WHERE pg_catalog.row_security_active(x::oid)`,
		[JSON.stringify(tables.map(({ oid }) => oid))],
	);
	return new Set(rows.map(({ oid }) => oid));
}

/** One text a table, sent one behind the other; its locks go with the savepoint. */
async function explainAll(session: Session, tables: readonly TableFact[]): Promise<(Rows | DatabaseError)[]> {
	const answers: (Rows | DatabaseError)[] = [];
	await session.execute("SAVEPOINT bulkhead_table");
	const texts = tables.map(
		({ schema, name }) =>
			`ROLLBACK TO SAVEPOINT bulkhead_table; EXPLAIN (FORMAT JSON, COSTS false) SELECT 1 FROM ${quoteQualified(schema, name)}`,
	);
	await session.executeAll(texts, {
		told: (outcome, at) => {
			answers[at] = outcome;
		},
	});
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_table; RELEASE SAVEPOINT bulkhead_table");
	return answers;
}

function judge(known: Known, table: TableFact, answer: Rows | DatabaseError | undefined): Probe {
	if (answer === undefined) return { outcome: "unknown", reason: "The server gave no plan." };
	if (answer instanceof DatabaseError)
		return { outcome: "unknown", reason: `The server gives no plan: ${answer.message}` };
	const [root] = JSON.parse(answer.rows[0]?.[0] ?? "[]") as { Plan: PlanTree }[];
	if (!root) return { outcome: "unknown", reason: "The server gave no plan." };
	return judgeProbe(known, table, root.Plan);
}

/** Pure. */
function judgeProbe(known: Known, table: TableFact, plan: PlanTree): Probe {
	const guarded = known.guarded.get(table.oid);
	const column = guarded?.path[0]?.column ?? guarded?.tenant.name ?? "";
	const scans = scansOf(plan, column);
	const said = { filters: [...new Set(scans.flatMap(({ filter }) => filter ?? []))], plan: written(plan) };
	if (scans.length === 0) return { outcome: "unknown", reason: "There is nothing to be read: it has no partition." };
	const family = familyOf(known, table);
	const served = scans.map((scan) => serve(known, family, { scan, column }));
	const missing = served.find((each) => each.leading.length === 0 && !each.index);
	if (served.every(({ index }) => index !== undefined)) {
		const [{ index = "", condition = "" } = {}] = served;
		return { outcome: "reached", index, condition, ...said };
	}
	if (missing && prunedOf(plan) > 0 && scans.length === 1)
		return {
			outcome: "reached",
			index: "the partitions themselves",
			condition: `${column} chooses among them`,
			...said,
		};
	if (missing) return { outcome: "no-index", table: missing.table, ...said };
	return { outcome: "voided", ...said };
}

interface Served {
	table: string;
	/** Asked for the tenant, and led by it. */
	index: string | undefined;
	condition: string | undefined;
	/** Whole, valid indexes that lead with the column. */
	leading: IndexFact[];
}

function serve(known: Known, family: TableFact[], { scan, column }: { scan: Scan; column: string }): Served {
	const table = family.find(({ name }) => name === scan.relation);
	const indexes = table ? (indexesOf(known).get(table.oid) ?? []) : [];
	const leads = (index: IndexFact): boolean =>
		index.keys[0]?.attnum === table?.columns.find(({ name }) => name === column)?.number;
	const leading = indexes.filter((index) => index.valid && index.live && index.predicate === undefined && leads(index));
	const found = scan.asked.find(({ index }) => indexes.some((each) => each.name === index && leads(each)));
	// The planner may prefer one that holds the tenant later: then the condition fits, and the one that leads would serve as well.
	const [other] = scan.asked;
	const index = found?.index ?? (other && leading[0]?.name);
	return {
		table: table ? `${table.schema}.${table.name}` : scan.relation,
		index,
		condition: index === undefined ? undefined : (found ?? other)?.condition,
		leading,
	};
}

function familyOf({ tables }: Known, root: TableFact): TableFact[] {
	if (root.kind !== "p") return [root, ...(childrenOf(tables).get(root.oid) ?? [])];
	const children = childrenOf(tables).get(root.oid) ?? [];
	return [root, ...children.flatMap((child) => familyOf({ tables } as Known, child))];
}

const children = new WeakMap<ReadonlyMap<string, TableFact>, Map<string, TableFact[]>>();
function childrenOf(tables: ReadonlyMap<string, TableFact>): Map<string, TableFact[]> {
	const known = children.get(tables);
	if (known) return known;
	const grouped = group(tables.values(), ({ parent }) => parent);
	children.set(tables, grouped);
	return grouped;
}

const byTable = new WeakMap<ReadonlyMap<string, IndexFact>, Map<string, IndexFact[]>>();

/** By the table's oid. */
export function indexesOf({ indexes }: Pick<Facts, "indexes">): Map<string, IndexFact[]> {
	const known = byTable.get(indexes);
	if (known) return known;
	const grouped = group(indexes.values(), ({ table }) => table);
	byTable.set(indexes, grouped);
	return grouped;
}

function group<T>(all: Iterable<T>, key: (each: T) => string | undefined): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const each of all) {
		const of = key(each);
		if (of === undefined) continue;
		const list = groups.get(of);
		if (list) list.push(each);
		else groups.set(of, [each]);
	}
	return groups;
}
