import type { ReadSession, Session } from "../../ports.ts";
import type { Facts } from "../facts.ts";
import { offerRewrites } from "./offer-rewrites.ts";
import type { PlanFacts, Probe } from "./plan-facts.ts";
import { type Known, probeTables } from "./probe-tables.ts";
import { readFunctions, readPolicies } from "./read-policies.ts";

/** Operators of a class's own type: btree's comparisons, what GIN and GiST find by. */
const CLASSES = `
SELECT DISTINCT o.oid::text AS oid FROM pg_catalog.pg_opclass o
  JOIN pg_catalog.pg_amop a ON a.amopfamily = o.opcfamily AND a.amoplefttype = o.opcintype AND a.amoppurpose = 's'
  JOIN pg_catalog.pg_operator op ON op.oid = a.amopopr JOIN pg_catalog.pg_proc p ON p.oid = op.oprcode
 WHERE NOT p.proleakproof AND (a.amoprighttype = o.opcintype OR o.opcmethod <> 403)`;

const EXPRESSIONS = `
SELECT i.indexrelid::text AS oid FROM pg_catalog.pg_index i
 WHERE i.indexprs IS NOT NULL AND EXISTS (
	SELECT FROM pg_catalog.regexp_matches(i.indexprs::text, ':(?:funcid|opfuncid) (\\d+)', 'g') AS f (found)
	  JOIN pg_catalog.pg_proc p ON p.oid = f.found[1]::oid WHERE NOT p.proleakproof)`;

const CALLED = `
SELECT p.proname AS name, CASE WHEN pg_catalog.bool_or(p.provolatile = 'v') THEN 'v' ELSE 's' END AS volatility
  FROM pg_catalog.pg_proc p
 WHERE p.provolatile <> 'i' AND p.proname IN (SELECT pg_catalog.json_array_elements_text($1::json)) GROUP BY p.proname`;

/** In the open transaction, which is as it was afterwards but for its search_path, which is pinned. */
export async function readPlanFacts(
	session: Session,
	known: Known & Pick<Facts, "tenancy">,
	now: () => number,
): Promise<PlanFacts> {
	const { role } = known.tenancy.profile;
	await session.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
	const policies = await readPolicies(session, role);
	const began = now();
	const { probes, unknown } = await probeTables(session, known, { role, policies });
	const ms = now() - began;
	return {
		...{ role, unknown, policies, probes, ms },
		functions: await readFunctions(session, policies),
		called: await readCalled(session, probes),
		leakingClasses: await oids(session, CLASSES),
		leakingExpressions: await oids(session, EXPRESSIONS),
		rewrites: role === undefined ? new Map() : await offerRewrites(session, known, { policies, probes, role }),
	};
}

async function oids(session: ReadSession, sql: string): Promise<Set<string>> {
	return new Set((await session.query<{ oid: string }>(sql)).map(({ oid }) => oid));
}

/** What filters call, by name: `current_setting('app.tenant'::text)`. */
export const callsIn = (filter: string): { name: string; at: number }[] =>
	[
		...filter
			.replaceAll(/'(?:[^']|'')*'/g, (text) => "'".padEnd(text.length, "x"))
			.matchAll(/([a-z_][\w$]*|"(?:[^"]|"")+")\(/gi),
	].map((found) => ({ name: bare(found[1] ?? ""), at: found.index }));

const bare = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

async function readCalled(session: ReadSession, probes: ReadonlyMap<string, Probe>): Promise<Map<string, string>> {
	const filters = [...probes.values()].flatMap((probe) => (probe.outcome === "unknown" ? [] : probe.filters));
	const wanted = [...new Set(filters.flatMap(callsIn).map(({ name }) => name))];
	if (wanted.length === 0) return new Map();
	const rows = await session.query<Record<"name" | "volatility", string>>(CALLED, [JSON.stringify(wanted)]);
	return new Map(rows.map(({ name, volatility }) => [name, volatility]));
}
