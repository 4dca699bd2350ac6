/** The column that holds a row's tenant, and where a session says which tenant it is. */
import type { TenancyFinding, TenancyQuestion } from "../../../contract/index.ts";
import type { Relation } from "../catalogue.ts";
import { nameOf } from "../resolve.ts";
import { keyOf, type Source, sourceName } from "./sources.ts";
import type { Use } from "./uses.ts";
import { isPersonWord, isTenantWord, soundsLikePerson, soundsLikeTenant } from "./words.ts";

/** The name that most schemas give it. */
const USUAL = "tenant_id";

export interface ChosenColumn {
	column: string;
	/** What the policies read of it. */
	source: Source | undefined;
	/** Policies that hold a column against that; of each table the one that decides. */
	uses: Use[];
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

interface Group {
	source: Source | undefined;
	uses: Use[];
	weight: number;
}

export function chooseColumn(relations: readonly Relation[], all: readonly Use[]): ChosenColumn {
	const groups = [...Map.groupBy(all, ({ source }) => (source ? keyOf(source) : "role"))].map(
		([, uses]): Group => ({
			source: uses[0]?.source,
			uses,
			weight: weightOf(uses),
		}),
	);
	const [best, second] = groups.sort((a, b) => b.weight - a.weight);
	const named = usualColumn(relations);
	if (!best || (best.weight < 0 && named)) return withoutPolicies(relations, named);
	const uses = [...new Map(best.uses.map((use) => [use.relation.oid, use])).values()];
	const column =
		mostOf(uses.filter(({ relation, column: own }) => !isOwnKey(relation, own)).map((use) => use.column)) ??
		uses[0]?.column ??
		USUAL;
	const questions: TenancyQuestion[] = [];
	if (second && second.weight > 0 && best.weight < 1_000) {
		questions.push({
			about: "column",
			text: `The policies read ${labelOf(best)} (${tables(best.uses)}) and ${labelOf(second)} (${tables(second.uses)}): which of them names the tenant?`,
			chosen: `${column}, by ${labelOf(best)}`,
			others: [`${second.uses[0]?.column}, by ${labelOf(second)}`],
		});
	}
	return { column, source: best.source, uses, findings: [findingOf(column, best)], questions };
}

/** Tables count; what is called a tenant comes first, what is called a person last. */
function weightOf(uses: readonly Use[]): number {
	const source = uses[0]?.source;
	const column = mostOf(uses.map((use) => use.column)) ?? "";
	const tables = new Set(uses.map(({ relation }) => relation.oid)).size;
	if (soundsLikeTenant(source) || isTenantWord(column)) return tables + (uses[0]?.membership ? 500 : 1_000);
	return soundsLikePerson(source) || isPersonWord(column) ? tables - 1_000 : tables;
}

function findingOf(column: string, { source, uses }: Group): TenancyFinding {
	const told = uses
		.slice(0, 3)
		.map(({ policy, relation }) => `policy ${policy.name} on ${nameOf(relation)}: ${policy.using ?? policy.check}`);
	const more = uses.length > told.length ? [`and ${uses.length - told.length} more policies`] : [];
	const through = source && source.through.length > 0 ? `, through ${source.through.join(" and ")}` : "";
	const how = source
		? `with ${sourceName(source)}${through}`
		: "with the session's role: each tenant has a role of its own";
	return {
		about: "column",
		text: `${column} holds a row's tenant: policies compare it ${how}.`,
		evidence: [...told, ...more],
	};
}

const labelOf = ({ source }: Group): string => (source ? sourceName(source) : "the session's role");

function tables(uses: readonly Use[]): string {
	const number = new Set(uses.map(({ relation }) => relation.oid)).size;
	return number === 1 ? "one table" : `${number} tables`;
}

/** A table whose own key is the tenant: the table of tenants itself. */
export const isOwnKey = ({ columns, keys }: Relation, column: string): boolean =>
	columns[0]?.name === column && !keys.some((key) => key.column === column);

export function mostOf(texts: readonly string[]): string | undefined {
	const counted = [...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length] as const);
	return counted.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** The column that most tables have of those that are called as a tenant's: tenant_id before all. */
function usualColumn(relations: readonly Relation[]): string | undefined {
	const names = relations
		.filter(({ kind }) => kind === "r" || kind === "p")
		.flatMap(({ columns }) => columns.map(({ name }) => name));
	if (names.includes(USUAL)) return USUAL;
	return mostOf(
		names.filter((name) =>
			/^(tenant|org|organi[sz]ation|account|company|workspace|customer|client|team)_?(id|uuid)$/i.test(name),
		),
	);
}

/** No policy says what a session's tenant is: then what policies ask about at all, and names. */
function withoutPolicies(relations: readonly Relation[], named: string | undefined): ChosenColumn {
	const asked = relations.flatMap(({ policies }) => {
		const own = new Set(policies.flatMap(({ columns }) => columns));
		return own.size === 1 ? [...own] : [];
	});
	const found = named ?? mostOf(asked);
	const column = found ?? USUAL;
	const uncertain = { ...{ column, source: undefined, uses: [] }, findings: [] };
	if (found === undefined) {
		const text = `No policy, key or column here tells tenants apart; ${USUAL} is only a guess.`;
		return { ...uncertain, questions: [{ about: "column", text, chosen: USUAL, others: [] }] };
	}
	const why = named
		? "by its name alone: no policy compares it itself with what a session says"
		: "because policies ask about it alone";
	return {
		...uncertain,
		questions: [{ about: "column", text: `${column} is taken for the tenant ${why}.`, chosen: column, others: [] }],
	};
}
