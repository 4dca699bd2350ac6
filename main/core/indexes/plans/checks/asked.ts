/** What the checks of policies are asked of, and how they come by their words. Pure. */
import { quoteLiteral, quoteQualified } from "../../../sql/quote.ts";
import type { Found, Judged } from "../../check.ts";
import type { Facts, TableFact } from "../../facts.ts";
import type { FunctionFact, PolicyFact, Probe } from "../plan-facts.ts";

export interface Asked {
	table: TableFact;
	/** schema.table. */
	name: string;
	policies: PolicyFact[];
	probe: Probe | undefined;
}

/** Tables of tenants with row security, a partitioned one once. */
function askedTables({ guarded, tables, plans }: Facts): Asked[] {
	return [...guarded.keys()].flatMap((oid) => {
		const table = tables.get(oid);
		if (!table?.secured || table.kind === "m" || (table.parent !== undefined && guarded.has(table.parent))) return [];
		return { table, name: nameOf(table), policies: plans.policies.get(oid) ?? [], probe: plans.probes.get(oid) };
	});
}

export const nameOf = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;

/** One answer a table. */
export function judgeTables(facts: Facts, judge: (asked: Asked) => Found[] | { reason: string }): Judged {
	const asked = askedTables(facts);
	const judged: Judged = { objects: asked.length, found: [], notEvaluated: [] };
	for (const each of asked) {
		const told = judge(each);
		if (Array.isArray(told)) judged.found.push(...told);
		else judged.notEvaluated.push({ object: `table ${each.name}`, reason: told.reason });
	}
	return judged;
}

/** Why the plan of a table is not known; undefined where it is. */
export function unseen({ plans }: Facts, { probe, policies }: Asked): string | undefined {
	if (plans.unknown !== undefined) return plans.unknown;
	if (policies.some(({ locked }) => locked))
		return "Another session holds the table locked: its policies could not be read.";
	if (!probe) return "It was not asked for.";
	return probe.outcome === "unknown" ? probe.reason : undefined;
}

/** Rows from which a look that reads all of them is felt. */
export const MANY = 10_000;

export const rowsOf = ({ rows, counters }: TableFact): number => rows ?? counters.live;

export interface Called {
	routine: FunctionFact;
	/** schema.table, of the tables whose policies call it. */
	tables: string[];
	/** Rows of the largest of them. */
	rows: number;
}

/** Functions that policies call which hold the application, with the tables that they are asked for. */
export function calledFunctions(facts: Facts): Called[] {
	const called = new Map<string, Called>();
	for (const { table, name, policies } of askedTables(facts)) {
		const oids = new Set(policies.filter(({ counts }) => counts).flatMap(({ functions }) => functions));
		for (const oid of oids) {
			const routine = facts.plans.functions.get(oid);
			if (!routine) continue;
			const known = called.get(oid) ?? { routine, tables: [], rows: 0 };
			called.set(oid, { routine, tables: [...known.tables, name], rows: Math.max(known.rows, rowsOf(table)) });
		}
	}
	return [...called.values()];
}

/** `public.orders, public.items and 14 more`. */
export function few(names: readonly string[]): string {
	const shown = names.slice(0, 3).join(", ");
	return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

export const isSystem = ({ schema }: FunctionFact): boolean => schema === "pg_catalog";

export const objectOf = ({ schema, name, argumentTypes }: FunctionFact): string =>
	`function ${schema}.${name}(${argumentTypes})`;

export const signatureOf = ({ schema, name, argumentTypes }: FunctionFact): string =>
	`${quoteQualified(schema, name)}(${argumentTypes})`;

/** A query that has a row as long as this is so of the function. */
export const functionHolds = ({ schema, name, argumentTypes }: FunctionFact, condition: string): string =>
	`SELECT p.oid::pg_catalog.regprocedure FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ${quoteLiteral(schema)} AND p.proname = ${quoteLiteral(name)} AND pg_catalog.pg_get_function_identity_arguments(p.oid) = ${quoteLiteral(argumentTypes)} AND ${condition}`;

export const CATALOGUE = "No table is locked: only the catalogue changes.";
