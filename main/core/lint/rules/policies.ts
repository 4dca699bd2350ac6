/** What a policy says. */
import type { Expression, FunctionCall, ObjectName, ParsedStatement, PlacedName } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import type { KnownPolicy } from "../known.ts";
import { type Context, EVERY_VERSION, type Fault, on, type Rule } from "../rule.ts";
import { label, sqlName } from "../weigh.ts";
import { hasTenants } from "./guarded.ts";
import { isVolatile } from "./volatility.ts";

/** A policy as it is made, or as far as ALTER POLICY says it. */
export interface Written {
	name: string;
	table: PlacedName;
	using?: Expression;
	check?: Expression;
	/** Absent in ALTER POLICY where nothing is known of the policy. */
	facts?: Pick<KnownPolicy, "command" | "permissive" | "grantees">;
}

/** Judges a policy that is made or changed. */
export function onPolicy(judge: (policy: Written, context: Context) => Fault[]) {
	return (statement: ParsedStatement, context: Context): Fault[] => {
		const written = writtenOf(statement, context);
		if (!written) return [];
		const table = context.known.find(written.table);
		return judge(written, context).map((fault) => ({ table, ...fault }));
	};
}

function writtenOf(statement: ParsedStatement, { known }: Context): Written | undefined {
	if (statement.kind === "create-policy") return { ...statement.policy, facts: statement.policy };
	if (statement.kind !== "alter-policy") return undefined;
	const { name, table, using, check } = statement;
	const facts = known.find(table)?.policies.get(name);
	return { name, table, ...(using ? { using } : {}), ...(check ? { check } : {}), ...(facts ? { facts } : {}) };
}

const always: Rule = {
	id: "policy-true",
	severity: "error",
	what: "a permissive policy whose USING or WITH CHECK is true",
	why: "Permissive policies are OR-ed: this one lets everything through, whatever the others say.",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, context) => {
		if (policy.facts?.permissive === false) return [];
		const parts = [policy.using, policy.check].flatMap((part) => (part?.constant === true ? [part] : []));
		return parts.map(({ at }) => ({ at, ...openTo(policy, context) }));
	}),
};

function openTo({ name, table: target, facts, check }: Written, context: Context): Fault {
	const table = context.known.find(target);
	const whom = facts?.grantees.roles.join(", ");
	const everybody = !whom;
	// Rows that belong to nobody may be read by all: a list of countries.
	const shared =
		facts?.command === "select" &&
		!check &&
		table !== undefined &&
		table.columns.size > 0 &&
		!hasTenants(table, context);
	const severity = shared ? "info" : everybody ? "error" : "warning";
	const message = `${name} lets ${everybody ? "everybody" : whom} through to every row of ${label(target)}.`;
	const test = `${quoteIdent(context.tenantColumn)} = …`;
	return {
		message,
		severity,
		fix: `CREATE POLICY ${quoteIdent(name)} ON ${sqlName(target)} USING (${test}) WITH CHECK (${test});`,
	};
}

const orArm: Rule = {
	id: "policy-or-arm",
	severity: "warning",
	what: "a policy with an OR arm that names no column of the table, or one beside the tenant's policy for the same roles",
	why: "An arm without a column cannot be an index condition, so every query reads the whole table (measured: 0.16 ms becomes 100 to 1,200 ms on a million rows).",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, context) => {
		if (policy.facts?.permissive === false || !policy.using) return [];
		const bare = policy.using.or?.find(({ columns, constant }) => columns.length === 0 && constant === undefined);
		if (bare) return [{ at: bare.at, ...split(policy, context, "An arm of the OR") }];
		const beside =
			policy.using.columns.length === 0 && policy.using.constant === undefined && isBeside(policy, context);
		return beside ? [{ at: policy.using.at, ...split(policy, context, "OR-ed with the others, this test") }] : [];
	}),
};

/** Whether others are OR-ed with it: permissive ones, for one of its commands, for whomever it is for. */
function isBeside({ name, table, facts }: Written, { known, later }: Context): boolean {
	if (!facts?.grantees.toPublic && facts?.grantees.roles.length !== 0) return false;
	const there = [...(known.find(table)?.policies.values() ?? [])];
	const coming = later.flatMap(({ statement }) =>
		statement.kind === "create-policy" && label(statement.policy.table) === label(table) ? [statement.policy] : [],
	);
	return [...there, ...coming].some(
		(other) =>
			other.name !== name &&
			other.permissive &&
			(other.command === facts.command || other.command === "all" || facts.command === "all"),
	);
}

function split({ name, table }: Written, { known, tenantColumn }: Context, what: string): Fault {
	const rows = known.find(table)?.live?.rows;
	const severity = rows === undefined ? "warning" : rows > MANY ? "error" : "info";
	const fix = [
		`CREATE POLICY ${quoteIdent(name)} ON ${sqlName(table)} USING (${quoteIdent(tenantColumn)} = …);`,
		`CREATE POLICY ${quoteIdent(`${name}_admin`)} ON ${sqlName(table)} TO "admin role" USING (…);  -- a role, not PUBLIC`,
	];
	return {
		message: `${what} names no column of ${label(table)}: no index can serve it.`,
		severity,
		fix: fix.join("\n"),
	};
}

/** Rows from which a scan of the whole table is felt. */
const MANY = 10_000;

const withoutCheck: Rule = {
	id: "policy-without-check",
	severity: "warning",
	what: "a policy for writing whose USING has an OR and that has no WITH CHECK",
	why: "USING then decides what may be written too: whoever sees rows by another arm may write rows of any tenant that fit it.",
	versions: EVERY_VERSION,
	judge: onPolicy(({ name, table, using, check, facts }, { tenantColumn }) => {
		const writes = facts?.permissive && (facts.command === "all" || facts.command === "update");
		const arms = using?.or ?? [];
		const other = arms.find(({ columns }) => !columns.includes(tenantColumn));
		if (!writes || check || !other) return [];
		const fix = `ALTER POLICY ${quoteIdent(name)} ON ${sqlName(table)} WITH CHECK (${quoteIdent(tenantColumn)} = …);`;
		return [
			{ at: other.at, message: `What ${name} lets be seen in ${label(table)} is also what it lets be written.`, fix },
		];
	}),
};

function callsOf({ using, check }: Written): FunctionCall[] {
	return [...(using?.calls ?? []), ...(check?.calls ?? [])];
}

const volatileCall: Rule = {
	id: "policy-volatile-function",
	severity: "warning",
	what: "a policy that calls a VOLATILE function (which a function is unless it says STABLE or IMMUTABLE)",
	why: "It is called for every row, and no index can serve it (measured: 0.5 ms becomes 711 ms).",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) =>
		callsOf(policy).flatMap((call): Fault[] => {
			const declared = known.functionsNamed(call).some(({ volatility }) => volatility === "volatile");
			const sure = isVolatile(known, call);
			if (!sure && !declared) return [];
			const fix = `ALTER FUNCTION ${sqlName(bare(call))} STABLE PARALLEL SAFE;  -- if it only reads`;
			const message = `${policy.name} calls ${label(call)}(), which is VOLATILE.`;
			if (sure) return [{ at: call.at, message, fix }];
			const unless = "Only as long as the planner can put its SQL into the query does that not count.";
			return [{ at: call.at, message: `${message} ${unless}`, severity: "info", fix }];
		}),
	),
};

const notInlined: Rule = {
	id: "policy-function-not-inlined",
	severity: "info",
	what: "a policy that calls a function with a SET clause, or a SECURITY DEFINER one",
	why: "Such a function is never put into the query: given a column it is called for every row, and no index can serve it.",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) =>
		callsOf(policy).flatMap((call) => {
			const own = known.functionsNamed(call);
			const held = own.length > 0 && own.every(({ settings, definer }) => settings.length > 0 || definer);
			if (!held) return [];
			const severity = call.takesColumn ? "warning" : "info";
			const message = `${policy.name} calls ${label(call)}(), whose SET clause or SECURITY DEFINER keeps it out of the query's plan.`;
			return [
				{
					at: call.at,
					severity,
					message,
					fix: "-- LANGUAGE sql STABLE, every name in it qualified, without SET; no column as argument",
				},
			];
		}),
	),
};

const bare = ({ schema, name }: ObjectName): ObjectName => (schema === undefined ? { name } : { schema, name });

const dropped: Rule = {
	id: "policy-dropped",
	severity: "warning",
	what: "DROP POLICY without a policy of that name further down in the file",
	why: "Without the last permissive policy a table shows nothing; without a restrictive one it may show everything.",
	versions: EVERY_VERSION,
	judge: on("drop", ({ object, names, parts }, { known, later, script }) => {
		if (object !== "policy" || script.rollback) return [];
		return names.flatMap((table, at) => {
			const policy = parts[at] ?? "";
			const again = later.some(({ statement }) => makes(statement, policy) || dropsTable(statement, table));
			const fix = `CREATE POLICY ${quoteIdent(policy)} ON ${sqlName(table)} …;  -- in the same file`;
			return again ? [] : [{ message: `${policy} of ${label(table)} goes.`, table: known.find(table), fix }];
		});
	}),
};

function makes(statement: ParsedStatement, policy: string): boolean {
	return statement.kind === "create-policy" && statement.policy.name === policy;
}

function dropsTable(statement: ParsedStatement, table: ObjectName): boolean {
	return (
		statement.kind === "drop" && statement.object === "table" && statement.names.some(({ name }) => name === table.name)
	);
}

const flag: Rule = {
	id: "setting-as-privilege",
	severity: "error",
	what: "a policy (or a function that it calls) that takes a custom setting for a privilege",
	why: "Any session may set any custom setting, so whoever can send SQL can say that he is the administrator.",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) => [
		...[policy.using, policy.check].flatMap((part) =>
			part ? suspicious(part).map((setting) => ({ at: part.at, ...trusted(policy.name, setting) })) : [],
		),
		...callsOf(policy).flatMap((call) =>
			known.functionsNamed(call).flatMap((found) =>
				suspicious({ flags: found.flags, settings: found.reads }).map((setting) => ({
					at: call.at,
					...trusted(`${policy.name} calls ${label(call)}(), which`, setting),
				})),
			),
		),
	]),
};

/** By what is done with it, or by a name that can mean nothing else. */
function suspicious({ flags, settings }: Pick<Expression, "flags" | "settings">): string[] {
	const named = settings.filter((setting) =>
		/(^|[._])(is_?)?(super|admin|root|bypass|staff|god|sudo|elevated)/i.test(setting),
	);
	return [...new Set([...flags, ...named])];
}

function trusted(who: string, setting: string): Fault {
	const fix = [
		`CREATE ROLE "…" NOLOGIN NOBYPASSRLS;  -- granted to those who may`,
		`CREATE POLICY "…" ON … TO "…" USING (…);  -- for that role alone`,
	];
	return { message: `${who} trusts ${setting}, which every session can set.`, fix: fix.join("\n") };
}

export const policyRules: Rule[] = [always, orArm, withoutCheck, volatileCall, notInlined, dropped, flag];
