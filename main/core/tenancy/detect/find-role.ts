/** The role that an application acts as. */
import type { TenancyFinding, TenancyQuestion } from "../../../contract/index.ts";
import type { Relation } from "../catalogue.ts";
import { type RoleFacts, TABLES } from "../roles.ts";
import type { Use } from "./uses.ts";

export interface FoundRole {
	role?: string;
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

/** Names that are told. */
const TOLD = 5;

/**
 * Whom the policies about tenants are made for; where that is everybody, who may read the tables and is bound by them. A role whose
 * policies ask about no tenant (support, reporting) is none.
 */
export function findRole(guarded: readonly Relation[], uses: readonly Use[], roles: readonly RoleFacts[]): FoundRole {
	const asks = new Set(uses.map(({ policy }) => policy));
	const policies = guarded.flatMap((relation) => relation.policies);
	const named = new Set(policies.filter((each) => asks.has(each)).flatMap((each) => each.roles));
	const others = new Set(policies.filter((each) => !asks.has(each)).flatMap((each) => each.roles));
	const bound = roles.filter((each) => each.bound && (named.has(each.name) || !others.has(each.name)));
	const all = bound.filter(({ owns }) => owns === 0);
	// Who reads everything watches, or makes copies, where there is anybody else.
	const few = all.filter(({ name, readsAll }) => !readsAll || named.has(name));
	const strangers = few.length > 0 ? few : all;
	const fit = named.size > 0 ? strangers.filter(({ name }) => named.has(name)) : strangers;
	const [best, second] = (fit.length > 0 ? fit : strangers).toSorted((a, b) => rank(b, fit) - rank(a, fit));
	if (!best) return byOwner(bound, roles);
	const findings = [{ about: "role" as const, ...describe(best, named, Math.min(guarded.length, TABLES)) }];
	if (!second || rank(second, fit) < rank(best, fit)) return { role: best.name, findings, questions: [] };
	const equals = strangers
		.filter((each) => each !== best && rank(each, fit) === rank(best, fit))
		.map(({ name }) => name);
	const text = "More than one role could be the application's.";
	return {
		role: best.name,
		findings,
		questions: [{ about: "role", text, chosen: best.name, others: equals.slice(0, TOLD) }],
	};
}

/** What it may read; a group before a login that is a member of it, for the rights belong to that. */
const rank = (each: RoleFacts, fit: readonly RoleFacts[]): number =>
	each.reads * 2 + (fit.some((other) => other !== each && other.logins.includes(each.name)) ? 0 : 1);

function describe(
	{ name, reads, logins }: RoleFacts,
	named: ReadonlySet<string>,
	of: number,
): { text: string; evidence: string[] } {
	const why = named.has(name)
		? "the policies about tenants are made for it"
		: "it may read the tables, owns none, and is bound by their policies";
	const members = logins.filter((login) => login !== name);
	const told =
		members.length > 0
			? `logins that may act as it: ${members.slice(0, TOLD).join(", ")}`
			: logins.length > 0
				? "it logs in itself"
				: "no login may act as it but superusers";
	return { text: `The application acts as ${name}: ${why}.`, evidence: [`may read ${reads} of ${of} tables`, told] };
}

/** Nobody but owners: FORCE binds them, and without FORCE no policy holds for the application. */
function byOwner(bound: readonly RoleFacts[], roles: readonly RoleFacts[]): FoundRole {
	const [owner, ...others] = bound.filter(({ login, owns }) => login && owns > 0);
	const unbound = roles.filter(({ bound: held, login }) => !held && login).map(({ name }) => name);
	if (!owner) {
		const text = `Nobody who is bound by row-level security may read these tables; those who may are not: ${unbound.slice(0, TOLD).join(", ") || "none"}.`;
		return { findings: [], questions: [{ about: "role", text, others: [] }] };
	}
	const text = `Only owners may read these tables: ${owner.name} is bound by policies only where FORCE is on.`;
	return {
		role: owner.name,
		findings: [],
		questions: [{ about: "role", text, chosen: owner.name, others: others.map(({ name }) => name).slice(0, TOLD) }],
	};
}
