/** What the checks of policies and plans judge beside the indexes: policies, the functions they call, and what the planner made of them. */

export interface PolicyFact {
	name: string;
	/** r select, a insert, w update, d delete, * all. */
	command: "r" | "a" | "w" | "d" | "*";
	permissive: boolean;
	/** Names; empty for PUBLIC. */
	roles: string[];
	/** It counts for the application's role; where that is not known, it is for PUBLIC. */
	counts: boolean;
	/** As pg_get_expr prints it with every name qualified; absent too where another session holds the table locked. */
	using: string | undefined;
	check: string | undefined;
	/** Another session holds its table locked: what it asks could not be read. */
	locked: boolean;
	/** Oids of all functions in it, those of PostgreSQL's own among them. */
	functions: string[];
}

export interface FunctionFact {
	oid: string;
	schema: string;
	name: string;
	/** As ALTER FUNCTION takes it: types of its arguments. */
	argumentTypes: string;
	arguments: number;
	/** i, s, v. */
	volatility: string;
	/** s safe, r restricted, u unsafe. */
	parallel: string;
	language: string;
	definer: boolean;
	/** SET clauses: `search_path=pg_catalog`. */
	config: string[];
}

/** What the planner does with a bare look at a table, as the application's role, where it may not read the whole. */
export type Probe =
	/** The tenant is an index condition. */
	| { outcome: "reached"; index: string; condition: string; filters: string[]; plan: string }
	/** An index leads with the tenant, and what the policies ask cannot be asked of it. */
	| { outcome: "voided"; filters: string[]; plan: string }
	/** No whole index leads with the tenant; `table` is the partition that has none. */
	| { outcome: "no-index"; table: string; filters: string[]; plan: string }
	| { outcome: "unknown"; reason: string };

/** A policy without the arm that voids the index, and what is known of whether it lets the same rows through. */
export interface Rewrite {
	sql: string;
	undo: string;
	/** `for 3 tenants, of 40 rows each: the same`. */
	verified?: string;
	/** Why it is not offered. */
	refused?: string;
	/** For whom it lets other rows through than before, and what these have to do then. */
	cost: string;
	/** Of pg_policy p: what is so as long as it was not done. */
	still: string;
}

export interface PlanFacts {
	/** Whom the plans are made for. */
	role: string | undefined;
	/** Why nothing could be planned as it: nobody knows the role, it cannot be taken on. */
	unknown: string | undefined;
	/** By the table's oid. */
	policies: Map<string, PolicyFact[]>;
	functions: Map<string, FunctionFact>;
	probes: Map<string, Probe>;
	/** Functions by name that a filter of a plan calls, with their volatility: not immutable ones alone. */
	called: Map<string, string>;
	/** Operator classes, by oid, of which some operator is not leakproof. */
	leakingClasses: Set<string>;
	/** Indexes, by oid, whose expressions call what is not leakproof. */
	leakingExpressions: Set<string>;
	/** By table oid and policy name, see `policyKey`. */
	rewrites: Map<string, Rewrite>;
	/** Milliseconds that the probes took. */
	ms: number;
}

export const policyKey = (table: string, policy: string): string => `${table} ${policy}`;
