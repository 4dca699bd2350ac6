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
import type { PolicyFact, Probe } from "./plan-facts.ts";
import { asTold, shapeOf } from "./same-shape.ts";
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

export interface Asking {
	/** The application's. */
	role: string | undefined;
	policies: ReadonlyMap<string, PolicyFact[]>;
	most?: number;
}

/** In the open transaction, of which nothing stays. */
export async function probeTables(
	session: Session,
	known: Known,
	{ role, policies, most = MOST }: Asking,
): Promise<Probed> {
	if (role === undefined) return none("Nobody knows which role the application has: name it in the tenancy profile.");
	const all = tablesToAsk(known);
	if (all.length === 0) return { probes: new Map(), unknown: undefined };
	const asked = all.slice(0, most);
	const [tenant = anyTenant(known.tenancy)] = await someTenants(session, known.tenancy, 1);
	const told = await asApplication(session, { tenancy: known.tenancy, role, tenant }, async () => {
		await session.query(setPlanner(PLANNER));
		const held = await heldTables(session, all);
		const answers = await explainAll(session, asked);
		const probes = new Map<string, Probe>(
			asked.map((table, at) => [
				table.oid,
				held.get(table.oid)?.held ? judge(known, table, answers[at]) : notHeld(role),
			]),
		);
		for (const [oid, probe] of tellAlike(known, { policies, probes, held, role }, all.slice(most)))
			probes.set(oid, probe);
		return probes;
	});
	return "reason" in told ? none(told.reason) : { probes: told.done, unknown: undefined };
}

const notHeld = (role: string): Probe => ({
	outcome: "unknown",
	reason: `No policy holds ${role} on this table: it reads every row.`,
});

interface Told {
	policies: ReadonlyMap<string, PolicyFact[]>;
	probes: ReadonlyMap<string, Probe>;
	held: ReadonlyMap<string, { held: boolean; reads: boolean }>;
	role: string;
}

/** Tables beyond those that were asked: where one of the same shape was, they would be answered alike. */
function tellAlike(
	known: Known,
	{ policies, probes, held, role }: Told,
	rest: readonly TableFact[],
): [string, Probe][] {
	if (rest.length === 0) return [];
	const byTable = indexesOf(known);
	const shape = (table: TableFact): string | undefined =>
		shapeOf(known, table, { policies: policies.get(table.oid) ?? [], indexes: byTable.get(table.oid) ?? [] });
	const examples = new Map<string, TableFact>();
	for (const [oid, probe] of probes) {
		const table = known.tables.get(oid);
		const of = table && shape(table);
		if (table && of !== undefined && probe.outcome !== "unknown" && !examples.has(of)) examples.set(of, table);
	}
	return rest.map((table) => {
		const own = held.get(table.oid);
		if (own && !own.held) return [table.oid, notHeld(role)];
		const example = own?.reads ? examples.get(shape(table) ?? "") : undefined;
		const probe = example && probes.get(example.oid);
		if (!example || !probe)
			return [
				table.oid,
				{
					outcome: "unknown",
					reason: `Only the ${MOST} largest tables are asked in one look, and none of them is as this one.`,
				},
			];
		return [table.oid, asTold(probe, example, byTable.get(table.oid) ?? [], byTable.get(example.oid) ?? [])];
	});
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

async function heldTables(session: Session, tables: readonly TableFact[]): Promise<Told["held"]> {
	const rows = await session.query<Record<"oid" | "held" | "reads", string>>(
		`SELECT x AS oid, pg_catalog.row_security_active(x::oid)::text AS held,
		        (pg_catalog.has_table_privilege(x::oid, 'SELECT') OR pg_catalog.has_any_column_privilege(x::oid, 'SELECT'))::text AS reads
		   FROM pg_catalog.json_array_elements_text($1::json) AS x`,
		[JSON.stringify(tables.map(({ oid }) => oid))],
	);
	return new Map(rows.map(({ oid, held, reads }) => [oid, { held: held === "true", reads: reads === "true" }]));
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
