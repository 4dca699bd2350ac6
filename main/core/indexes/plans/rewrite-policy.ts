/**
 * A policy of which an arm voids the tenant's index, made anew: the arm goes into a policy of its own for the support's role, or, where there
 * is no such role, the whole becomes one comparison with an array. Pure.
 */
import { names, unwrap } from "../../doctor/policy-expression.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { GuardedTable, TenantsTable } from "../../tenancy/model.ts";
import { castName } from "../../tenancy/tenant-type.ts";
import type { TableFact } from "../facts.ts";
import { type Arm, armsToRead } from "./or-arms.ts";
import type { PolicyFact } from "./plan-facts.ts";

export interface Draft {
	sql: string;
	undo: string;
	cost: string;
	/** Of pg_policy p: what is so as long as it was not done. Names print differently by search_path, so no expression is compared. */
	still: string;
	/** What the application reads by, before and after: the OR of all that counts. */
	before: string;
	after: string;
}

export interface Around {
	table: TableFact;
	guarded: GuardedTable;
	policies: readonly PolicyFact[];
	tenants: TenantsTable | undefined;
	/** Roles that policies are for and that the application is not: its support. */
	support: readonly string[];
}

const COMMANDS = { r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE", "*": "ALL" } as const;

/** Undefined where neither form can be written without knowing more. */
export function draftRewrite(policy: PolicyFact, around: Around): Draft | undefined {
	const arms = armsToRead(around.table, around.policies);
	const own = arms.filter((arm) => arm.policy === policy);
	const voiding = own.filter(({ ofRow }) => !ofRow);
	if (voiding.length === 0 || !arms.some(({ ofRow }) => ofRow)) return undefined;
	const [support] = around.support;
	if (support !== undefined && around.support.length === 1)
		return split({ policy, around, arms, own, voiding, support });
	return asArray({ policy, around, arms, own, voiding });
}

interface Taken {
	policy: PolicyFact;
	around: Around;
	/** Of all policies, and of this one. */
	arms: readonly Arm[];
	own: readonly Arm[];
	voiding: readonly Arm[];
}

const any = (arms: readonly { text: string }[]): string => arms.map(({ text }) => `(${text})`).join(" OR ");

function split({ policy, around, arms, own, voiding, support }: Taken & { support: string }): Draft | undefined {
	const { table } = around;
	const on = `${quoteIdent(policy.name)} ON ${quoteQualified(table.schema, table.name)}`;
	const kept = own.filter(({ ofRow }) => ofRow);
	const rest = {
		before: any(arms),
		after: any(arms.filter((arm) => !voiding.includes(arm))),
		cost: `A session of the application's role for which ${voiding.map(({ text }) => text).join(" or ")} is true sees its tenant's rows alone from then on: it has to act as ${support} to see all.`,
	};
	if (kept.length === 0) {
		const before = policy.roles.length === 0 ? "PUBLIC" : policy.roles.map(quoteIdent).join(", ");
		return {
			sql: `ALTER POLICY ${on} TO ${quoteIdent(support)};`,
			undo: `ALTER POLICY ${on} TO ${before};`,
			still: `NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles) AND r.rolname = ${quoteLiteral(support)})`,
			...rest,
		};
	}
	const name = `${policy.name.slice(0, 55)}_support`;
	if (around.policies.some((other) => other.name === name)) return undefined;
	const second = `${quoteIdent(name)} ON ${quoteQualified(table.schema, table.name)}`;
	const { using = "", check } = policy;
	// A WITH CHECK that says the same is parted in the same way; one of its own stays, and the support's policy has what it lets through.
	const checks =
		check === undefined
			? { own: "", support: "" }
			: check === using
				? { own: any(kept), support: any(voiding) }
				: { own: check, support: check };
	const clause = (text: string): string => (text === "" ? "" : ` WITH CHECK (${text})`);
	return {
		sql: [
			`DROP POLICY IF EXISTS ${second};`,
			`CREATE POLICY ${second} FOR ${COMMANDS[policy.command]} TO ${quoteIdent(support)} USING (${any(voiding)})${clause(checks.support)};`,
			`ALTER POLICY ${on} USING (${any(kept)})${clause(checks.own)};`,
		].join("\n"),
		undo: `ALTER POLICY ${on} USING (${using})${clause(check ?? "")};\nDROP POLICY IF EXISTS ${second};`,
		still: `NOT EXISTS (SELECT FROM pg_catalog.pg_policy s WHERE s.polrelid = p.polrelid AND s.polname = ${quoteLiteral(name)})`,
		...rest,
	};
}

/** tenant = ANY (all tenants where the arm is true, and one's own): one comparison, of which an index can be asked. */
function asArray({ policy, around, arms, own, voiding }: Taken): Draft | undefined {
	const { table, guarded, tenants } = around;
	const kept = own.filter(({ ofRow }) => ofRow);
	const [arm] = kept;
	// The tenants' own table cannot ask itself, and one arm alone can be put into an array.
	if (!tenants || !arm || kept.length > 1 || guarded.path.length > 0 || tenants.oid === table.oid) return undefined;
	const value = comparedWith(arm.text, guarded.tenant.name);
	if (value === undefined) return undefined;
	const column = quoteIdent(guarded.tenant.name);
	const type = castName(guarded.tenant.type);
	const listed = `SELECT listed.${quoteIdent(tenants.id.name)}::${type} FROM ${quoteQualified(tenants.schema, tenants.name)} AS listed WHERE ${any(voiding)}`;
	const test = `${column} = ANY (ARRAY(${listed} UNION ALL SELECT ${value}))`;
	const on = `${quoteIdent(policy.name)} ON ${quoteQualified(table.schema, table.name)}`;
	const { using = "", check } = policy;
	const same = check !== undefined && check === using;
	return {
		sql: `ALTER POLICY ${on} USING (${test})${same ? ` WITH CHECK (${test})` : ""};`,
		undo: `ALTER POLICY ${on} USING (${using})${same ? ` WITH CHECK (${check})` : ""};`,
		still: "pg_catalog.pg_get_expr(p.polqual, p.polrelid) !~ 'ANY \\(ARRAY\\('",
		before: any(arms),
		after: any([...arms.filter((each) => each.policy !== policy), { text: test }]),
		cost: `Where ${voiding.map(({ text }) => text).join(" or ")} is true, the tenants that ${tenants.schema}.${tenants.name} lists are seen: the role needs SELECT on it, and to see all of it.`,
	};
}

/** What the tenant's column is compared with, where that is all that the arm says. */
function comparedWith(arm: string, column: string): string | undefined {
	const found = /^([\w$]+|"(?:[^"]|"")+") (?:=|OPERATOR\(pg_catalog\.=\)) (.+)$/s.exec(unwrap(arm));
	const [, left = "", value = ""] = found ?? [];
	if (!names(left, column) || names(value, column) || / (AND|OR) /.test(value.replaceAll(/\(.*\)/gs, "")))
		return undefined;
	return value;
}
