/** The causes of an empty table, in the order in which they are to be looked at. Pure. */
import type { ReadSetting, RowVerdict, ZeroCause, ZeroRows } from "../../contract/index.ts";
import type { DatabaseError } from "../errors.ts";
import type { FoundTenant } from "../tenancy/find-tenant.ts";
import type { FoundTable } from "./find-table.ts";
import { countsFor } from "./judge.ts";
import type { RowPolicy } from "./read-policies.ts";

export interface ZeroFacts {
	table: FoundTable;
	/** schema.table and role, quoted. */
	from: string;
	role: string;
	tenant: FoundTenant;
	missing: RowVerdict["missing"];
	counts: ZeroRows["counts"];
	/** Those that policies read which count for a SELECT of the role. */
	settings: readonly ReadSetting[];
	rowSecurity: { active: boolean; why: string };
	policies: readonly RowPolicy[];
	contextError: string | undefined;
	contextKnown: boolean;
	adminSeesAll: boolean;
	countError: DatabaseError | undefined;
}

type Judge = (facts: ZeroFacts) => ZeroCause | undefined;

const CANCELLED = "57014";
const FORBIDDEN = "42501";

/** A status that says so in English, French or by habit. */
const SUSPENDED = /suspend|inactive|disabled|blocked|locked|archiv|deleted|closed|cancel|expired|desactiv|ferm/i;

const schemaGrant: Judge = ({ missing, table, role }) => {
	const lacks = missing.find(({ privilege }) => privilege === "USAGE");
	if (!lacks) return undefined;
	return {
		cause: "no-schema-grant",
		text: `${role} may not use schema ${table.schema}: nothing in it can be named.`,
		next: "Grant it the schema.",
		sql: lacks.grant,
	};
};

const tableGrant: Judge = ({ missing, from, role }) => {
	const lacks = missing.find(({ privilege }) => privilege !== "USAGE");
	if (!lacks) return undefined;
	const next = "Grant it what the application needs.";
	return {
		cause: "no-table-grant",
		text: `${role} has no SELECT on ${from}, nor on a column of it.`,
		next,
		sql: lacks.grant,
	};
};

const contextFailed: Judge = ({ contextError }) =>
	contextError === undefined
		? undefined
		: {
				cause: "context-failed",
				text: contextError,
				next: "Run the application's own statement by hand, as its role: until it goes through, no tenant is chosen.",
			};

const policyError: Judge = ({ countError, missing, role }) => {
	if (!countError || countError.sqlstate === CANCELLED) return undefined;
	if (countError.sqlstate === FORBIDDEN && missing.length > 0) return undefined;
	return {
		cause: "policy-error",
		text: `A SELECT as ${role} fails: ${countError.message}`,
		next: "Look at the policies (and the view, if it is one): `explain-row` of one row names the expression that fails.",
	};
};

const empty: Judge = ({ counts: { administrator }, adminSeesAll, from }) =>
	administrator?.rows === 0 && adminSeesAll
		? {
				cause: "empty",
				text: `${from} has no rows at all.`,
				next: "Nothing is hidden. Look at what should have written them.",
			}
		: undefined;

const noPolicy: Judge = ({ rowSecurity, policies, from, table }) =>
	rowSecurity.active && policies.length === 0
		? {
				cause: "no-policy",
				text: `Row-level security is on for ${from}, and it has no policy: nobody but its exempt roles sees a row.`,
				next: "Give it the policies that its neighbours have, as a migration.",
				sql: `SELECT * FROM pg_catalog.pg_policies WHERE schemaname = '${table.schema.replaceAll("'", "''")}';`,
			}
		: undefined;

const noPolicyForRole: Judge = ({ rowSecurity, policies, role }) => {
	if (!rowSecurity.active || policies.length === 0) return undefined;
	const reading = policies.filter(
		(policy) => policy.permissive && countsFor(policy, "SELECT") && policy.using !== undefined,
	);
	if (reading.some(({ applies }) => applies)) return undefined;
	const others = [...new Set(reading.flatMap(({ roles }) => roles))];
	return {
		cause: "no-policy-for-role",
		text:
			others.length > 0
				? `The policies that let rows be read are for ${others.join(", ")}, whose rights ${role} does not have.`
				: "No permissive policy lets rows be read: those there are for other commands, or restrictive.",
		next:
			others.length > 0
				? "Look whether this is the application's role; else make it a member (with INHERIT), or name it in the policy."
				: "Add a permissive policy FOR SELECT.",
	};
};

const noContext: Judge = ({ settings, contextKnown, rowSecurity, contextError }) => {
	if (!rowSecurity.active || contextError !== undefined) return undefined;
	const unset = settings.filter(({ value }) => value === null || value === "");
	const all = settings.length > 0 && unset.length === settings.length;
	if (contextKnown && !all) return undefined;
	if (!contextKnown && unset.length === 0) return undefined;
	return {
		cause: "no-context",
		text: `The policies read ${unset.map(({ name }) => name).join(", ")}, which is empty in the session.`,
		next: contextKnown
			? "The statement that chooses the tenant sets something else: compare it with what the policies read."
			: "Say how the application chooses the tenant: `context` of the tenancy profile.",
	};
};

const suspended: Judge = ({ tenant }) =>
	tenant.status !== undefined && SUSPENDED.test(tenant.status)
		? {
				cause: "tenant-suspended",
				text: `The tenant's status is ${tenant.status}.`,
				next: "Look whether the application, or a policy, shuts such a tenant out on purpose.",
			}
		: undefined;

const hasNone: Judge = ({ counts: { ofTenant, administrator }, adminSeesAll, tenant, from }) =>
	ofTenant?.rows === 0 && adminSeesAll && (administrator === null || administrator.rows > 0)
		? {
				cause: "tenant-has-none",
				text: `${from} has ${administrator ? amount(administrator) : "rows"}, and none belongs to tenant ${tenant.id}.`,
				next: "Nothing of this tenant is hidden. If rows are missed, look under which tenant they were written.",
			}
		: undefined;

const filtered: Judge = ({
	counts: { administrator, ofTenant },
	rowSecurity,
	missing,
	countError,
	tenant,
	policies,
}) => {
	if (!rowSecurity.active || missing.length > 0 || countError) return undefined;
	if (!administrator || administrator.rows === 0 || ofTenant?.rows === 0) return undefined;
	const named = policies.filter((policy) => policy.applies && countsFor(policy, "SELECT")).map(({ name }) => name);
	const own = ofTenant ? `, ${amount(ofTenant)} of tenant ${tenant.id}` : "";
	return {
		cause: "filtered",
		text: `The policies filter all of them: this login sees ${amount(administrator)}${own}. ${named.length > 0 ? `They are ${named.join(", ")}.` : ""}`.trim(),
		next: "Take one of these rows and ask `explain-row` which policy keeps it out.",
	};
};

const ORDER: readonly Judge[] = [
	...[schemaGrant, tableGrant, contextFailed, policyError, empty, noPolicy, noPolicyForRole],
	...[noContext, suspended, hasNone, filtered],
];

export function zeroCauses(facts: ZeroFacts): ZeroCause[] {
	const { tenant, ofTenant } = facts.counts;
	if (tenant && tenant.rows > 0) {
		// A login that policies hold counts those that it sees, which says nothing of the others.
		const known = facts.adminSeesAll ? ofTenant : null;
		const own = known ? ` ${amount(known)} ${known.rows === 1 ? "belongs" : "belong"} to it.` : "";
		const text = `It is not empty: ${facts.role} sees ${amount(tenant)} as tenant ${facts.tenant.id}.${own}`;
		return [{ cause: "not-empty", text, next: "If a row is missed, ask `explain-row` about that row." }];
	}
	return ORDER.map((judge) => judge(facts)).filter((cause) => cause !== undefined);
}

const amount = ({ rows, more }: { rows: number; more: boolean }): string =>
	`${more ? "more than " : ""}${rows} ${rows === 1 ? "row" : "rows"}`;
