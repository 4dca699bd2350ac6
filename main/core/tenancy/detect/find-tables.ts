/** Tables whose tenant is not in the usual column: under another name, or through a foreign key. */
import type { TenancyFinding, TenancyProfile, TenancyQuestion } from "../../../contract/index.ts";
import type { Key, Relation } from "../catalogue.ts";
import { nameOf } from "../resolve.ts";
import type { Use } from "./uses.ts";

type Tables = NonNullable<TenancyProfile["tables"]>;

export interface FoundTables {
	tables: Tables;
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

interface Search extends FoundTables {
	byOid: ReadonlyMap<string, Relation>;
	column: string;
	tenants: { relation: Relation; id: string } | undefined;
	/** Tables whose tenant is known. */
	known: Set<string>;
}

export function findTables(
	relations: readonly Relation[],
	{
		column,
		uses,
		tenants,
	}: { column: string; uses: readonly Use[]; tenants: { relation: Relation; id: string } | undefined },
): FoundTables {
	const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
	const search: Search = { ...{ tables: {}, findings: [], questions: [], byOid, column, tenants }, known: new Set() };
	if (tenants) search.known.add(tenants.relation.oid);
	for (const relation of relations) if (hasColumn(relation, column)) search.known.add(relation.oid);
	for (const use of uses) byUse(search, use);
	for (const relation of relations) byKeyToTenants(search, relation);
	let before: number;
	do {
		before = search.known.size;
		// Against the tables that the rounds before found, so that the shortest path is taken.
		const known = new Set(search.known);
		for (const relation of relations) byPath(search, relation, known);
		for (const relation of relations) byView(search, relation, known);
	} while (search.known.size > before);
	for (const relation of relations) tellUnknownView(search, relation);
	return { tables: search.tables, findings: search.findings, questions: search.questions };
}

const hasColumn = ({ columns }: Relation, wanted: string): boolean => columns.some(({ name }) => name === wanted);
const isTable = ({ kind }: Relation): boolean => kind === "r" || kind === "p";

/** A child has what its parent has, and is not spelled out. */
function isOpen({ known }: Search, relation: Relation): boolean {
	if (relation.parents.some((oid) => known.has(oid))) known.add(relation.oid);
	return !known.has(relation.oid);
}

function byUse(search: Search, { relation, column, policy }: Use): void {
	const usual = column === search.column || relation.oid === search.tenants?.relation.oid;
	if (usual || relation.parents.some((oid) => search.byOid.has(oid))) return;
	if (hasColumn(relation, search.column)) {
		const text = `${nameOf(relation)} has ${search.column}, and its policy ${policy.name} asks about ${column}: that one is taken.`;
		search.questions.push({ about: "table", text, chosen: column, others: [search.column] });
	}
	search.tables[nameOf(relation)] = column;
	search.known.add(relation.oid);
	search.findings.push({
		about: "table",
		text: `${nameOf(relation)} holds its tenant in ${column}.`,
		evidence: [`policy ${policy.name}: ${policy.using ?? policy.check}`],
	});
}

function byKeyToTenants(search: Search, relation: Relation): void {
	const { tenants } = search;
	if (!tenants || !isTable(relation) || !isOpen(search, relation)) return;
	const keys = relation.keys.filter(({ to, key }) => to === tenants.relation.oid && key === tenants.id);
	const key = chooseKey(search, relation, keys);
	if (!key) return;
	search.tables[nameOf(relation)] = key.column;
	search.known.add(relation.oid);
	const evidence = [`foreign key ${key.name}`];
	search.findings.push({ about: "table", text: `${nameOf(relation)} holds its tenant in ${key.column}.`, evidence });
}

function byPath(search: Search, relation: Relation, known: ReadonlySet<string>): void {
	if (!isTable(relation) || !isOpen(search, relation)) return;
	const keys = relation.keys.filter(
		({ to }) => to !== relation.oid && to !== search.tenants?.relation.oid && known.has(to),
	);
	const key = chooseKey(search, relation, keys);
	const target = key && search.byOid.get(key.to);
	if (!key || !target) return;
	search.tables[nameOf(relation)] = { column: key.column, table: nameOf(target), key: key.key };
	search.known.add(relation.oid);
	const policies = relation.policies.filter(({ columns }) => columns.includes(key.column));
	search.findings.push({
		about: "table",
		text: `A row of ${nameOf(relation)} belongs to the tenant of the row of ${nameOf(target)} that ${key.column} points to.`,
		evidence: [
			`foreign key ${key.name}`,
			...policies.slice(0, 3).map(({ name, using, check }) => `policy ${name}: ${using ?? check}`),
		],
	});
}

/** The key that a policy asks about, else one that every row has. A key that may be empty and stands in no policy decides nothing. */
function chooseKey(search: Search, relation: Relation, keys: readonly Key[]): Key | undefined {
	const asked = new Set(relation.policies.flatMap(({ columns }) => columns));
	const byPolicy = keys.filter(({ column }) => asked.has(column));
	const required = keys.filter((key) => key.required);
	const [first, ...others] = byPolicy.length > 0 ? byPolicy : required;
	const named = (key: Key): string =>
		`${key.column}, which points to ${nameOf(search.byOid.get(key.to) ?? { schema: "", name: key.to })}`;
	if (first && others.length > 0) {
		const text = `${nameOf(relation)} has several keys that lead to a tenant.`;
		search.questions.push({ about: "table", text, chosen: named(first), others: others.map(named) });
	}
	if (!first && keys.length > 0 && !search.questions.some(({ text }) => text.startsWith(`${nameOf(relation)} `))) {
		const text = `${nameOf(relation)} has no tenant of its own, and its key to a table that has one may be empty: it is left out.`;
		search.questions.push({ about: "table", text, others: keys.map(named) });
	}
	return first;
}

/** A view that shows the column by which its table finds the tenant. */
function byView(search: Search, view: Relation, known: ReadonlySet<string>): void {
	if ((view.kind !== "v" && view.kind !== "m") || search.known.has(view.oid)) return;
	for (const oid of view.reads) {
		const read = search.byOid.get(oid);
		const how = read && known.has(oid) ? search.tables[nameOf(read)] : undefined;
		const column = typeof how === "object" ? how.column : how;
		if (!read || how === undefined || column === undefined || !hasColumn(view, column)) continue;
		search.tables[nameOf(view)] = how;
		search.known.add(view.oid);
		search.findings.push({
			about: "table",
			text: `The view ${nameOf(view)} shows ${column} of ${nameOf(read)}.`,
			evidence: [],
		});
		return;
	}
}

function tellUnknownView({ known, byOid, questions }: Search, view: Relation): void {
	if (known.has(view.oid)) return;
	const read = view.reads.map((oid) => byOid.get(oid)).find((each) => each && known.has(each.oid));
	if (!read) return;
	const text = `The view ${nameOf(view)} reads ${nameOf(read)} and shows no column that tells the tenant: it is left out.`;
	questions.push({ about: "table", text, others: [] });
}
