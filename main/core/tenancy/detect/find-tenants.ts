/** The table that lists the tenants, and its columns for people. */
import type { TenancyFinding, TenancyProfile, TenancyQuestion } from "../../../contract/index.ts";
import type { Relation } from "../catalogue.ts";
import { nameOf } from "../resolve.ts";
import type { Use } from "./uses.ts";
import { listsWhat } from "./words.ts";

export interface FoundList {
	relation: Relation;
	id: string;
	profile: NonNullable<TenancyProfile["tenants"]>;
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

interface Candidate {
	relation: Relation;
	id: string;
	/** For people: what speaks for it. */
	evidence: string[];
	/** Keys that point to it. */
	keys: number;
}

export function findTenants(
	relations: readonly Relation[],
	column: string,
	uses: readonly Use[],
): FoundList | undefined {
	const columnsOf = new Map(uses.map((use) => [use.relation.oid, use.column]));
	const byKeys = pointedTo(relations, (relation) => columnsOf.get(relation.oid) ?? column);
	const [best, second] = byKeys;
	const found = best ?? byOwnKey(uses, column) ?? byName(relations, column);
	if (!found) return undefined;
	const questions: TenancyQuestion[] = [];
	const { relation, id, evidence } = found;
	if (second) {
		const text = `Keys of ${column} lead to ${nameOf(relation)} (${best?.keys}) and to ${nameOf(second.relation)} (${second.keys}).`;
		questions.push({ about: "tenants", text, chosen: nameOf(relation), others: [nameOf(second.relation)] });
	}
	if (found.keys < 0) {
		const text = `${nameOf(relation)} is taken for the table of tenants by its name alone.`;
		questions.push({ about: "tenants", text, chosen: nameOf(relation), others: [] });
	}
	const people = columnsForPeople(relation, questions);
	return {
		...{ relation, id, questions },
		profile: { table: nameOf(relation), id, ...people },
		findings: [{ about: "tenants", text: `${nameOf(relation)} lists the tenants, by ${id}.`, evidence }],
	};
}

function pointedTo(relations: readonly Relation[], columnOf: (relation: Relation) => string): Candidate[] {
	const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
	const found = new Map<string, Candidate>();
	for (const relation of relations) {
		for (const { name, column, to, key } of relation.keys) {
			const target = byOid.get(to);
			if (!target || to === relation.oid || column !== columnOf(relation)) continue;
			// A table whose own tenant is told by such a key is not the list: memberships (tenant_id) of a tenant.
			const known = found.get(`${to} ${key}`) ?? { relation: target, id: key, evidence: [], keys: 0 };
			known.keys += 1;
			if (known.evidence.length < 3) known.evidence.push(`foreign key ${name} of ${nameOf(relation)}`);
			found.set(`${to} ${key}`, known);
		}
	}
	return [...found.values()].sort((a, b) => b.keys - a.keys);
}

/** Its policy compares its own key with what the others compare their column with. */
function byOwnKey(uses: readonly Use[], column: string): Candidate | undefined {
	const own = uses.filter((use) => use.column !== column && listsWhat(use.relation.name, column));
	const [use] = own.length > 0 ? own : uses.filter((each) => each.column !== column && each.column === "id");
	return (
		use && {
			relation: use.relation,
			id: use.column,
			evidence: [`policy ${use.policy.name}: ${use.policy.using}`],
			keys: 0,
		}
	);
}

function byName(relations: readonly Relation[], column: string): Candidate | undefined {
	const type = relations.flatMap(({ columns }) => columns).find(({ name }) => name === column)?.type;
	for (const relation of relations) {
		if ((relation.kind !== "r" && relation.kind !== "p") || !listsWhat(relation.name, column)) continue;
		const id = relation.columns.find(({ name, type: own }) => (name === "id" || name === column) && own === type);
		if (id) return { relation, id: id.name, evidence: [`it is named as what ${column} holds`], keys: -1 };
	}
	return undefined;
}

const TEXT = /^(text|character|citext|name)/;
const TIME = /^(timestamp|date)/;

/** The likeliest name first, as it reads without underscores. */
const PEOPLE = {
	name: ["name", "title", "displayname", "companyname", "label", "legalname"],
	slug: ["slug", "subdomain", "handle", "shortname", "code"],
	region: ["region", "country", "countrycode", "location", "zone"],
	plan: ["plan", "tier", "planname", "subscriptionplan", "subscription"],
	status: ["status", "state", "lifecycle"],
	adminEmail: ["adminemail", "owneremail", "contactemail", "email", "billingemail"],
	createdAt: ["createdat", "created", "createdon", "insertedat", "creationdate", "createddate"],
} as const;

function columnsForPeople(relation: Relation, questions: TenancyQuestion[]): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [purpose, names] of Object.entries(PEOPLE)) {
		const fits = ({ type }: { type: string }): boolean =>
			purpose === "createdAt"
				? TIME.test(type)
				: TEXT.test(type) || !/^(uuid|bool|small|int|big|num|real|double|json|byte|timest|date|.*\[\])/.test(type);
		const fitting = relation.columns.filter(fits).filter(({ name }) => names.includes(plain(name) as never));
		const [first, ...others] = fitting.toSorted(
			(a, b) => names.indexOf(plain(a.name) as never) - names.indexOf(plain(b.name) as never),
		);
		if (!first) continue;
		found[purpose] = first.name;
		if (others.length === 0 || plain(first.name) === names[0]) continue;
		const text = `More than one column of ${nameOf(relation)} could be the tenant's ${WORDS[purpose as keyof typeof PEOPLE]}.`;
		questions.push({ about: "tenants", text, chosen: first.name, others: others.map(({ name }) => name) });
	}
	return found;
}

const WORDS: Readonly<Record<keyof typeof PEOPLE, string>> = {
	...{ name: "name", slug: "slug", region: "region", plan: "plan", status: "status" },
	...{ adminEmail: "administrator's e-mail", createdAt: "date of creation" },
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, "");
