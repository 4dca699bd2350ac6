/** What a policy says. */
import type { ObjectName, ParsedStatement } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type Context, EVERY_VERSION, type Fault, on, type Rule } from "../rule.ts";
import { label, sqlName } from "../weigh.ts";
import { hasTenants } from "./guarded.ts";
import { onPolicy, type Written } from "./written-policy.ts";

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

export const policyRules: Rule[] = [always, orArm, withoutCheck, dropped];
