/** A profile held against the catalogue: every name looked up, what is not there told. */
import type { TenancyProfile, TenantPath } from "../../contract/index.ts";
import type { Relation } from "./catalogue.ts";
import { contextFault } from "./context.ts";
import type { GuardedTable, PathStep, TenantsTable, TypedColumn } from "./model.ts";

export interface Resolved {
	tenants: TenantsTable | undefined;
	tables: GuardedTable[];
	problems: string[];
}

interface Work {
	profile: TenancyProfile;
	relations: readonly Relation[];
	byOid: ReadonlyMap<string, Relation>;
	/** What the profile says of single tables, by oid. */
	special: ReadonlyMap<string, string | TenantPath>;
	tenants: { relation: Relation; id: TypedColumn } | undefined;
	problems: string[];
}

export function resolveProfile(profile: TenancyProfile, relations: readonly Relation[]): Resolved {
	const problems: string[] = [];
	const fault = profile.context === undefined ? undefined : contextFault(profile.context);
	if (fault) problems.push(`The statement that chooses the tenant cannot be used: ${fault}`);
	const special = new Map<string, string | TenantPath>();
	for (const [written, how] of Object.entries(profile.tables ?? {})) {
		const relation = findRelation(relations, written);
		if (relation) special.set(relation.oid, how);
		else problems.push(`There is no table ${written}.`);
	}
	const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
	const tenants = resolveTenants(profile, relations, problems);
	const work = {
		...{ profile, relations, byOid, special, problems },
		tenants: tenants && { relation: tenants.relation, id: tenants.table.id },
	};
	const tables = relations.flatMap((relation) => guard(work, relation) ?? []);
	for (const written of profile.mask ?? [])
		if (!isColumn(relations, written)) problems.push(`There is no column ${written} to be masked.`);
	return { tenants: tenants?.table, tables, problems };
}

/** schema.table; public where no schema is named. */
export function findRelation(relations: readonly Relation[], written: string): Relation | undefined {
	return (
		relations.find(({ schema, name }) => `${schema}.${name}` === written) ??
		relations.find(({ schema, name }) => schema === "public" && name === written)
	);
}

export const nameOf = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;

function isColumn(relations: readonly Relation[], written: string): boolean {
	return relations.some((relation) => relation.columns.some(({ name }) => `${nameOf(relation)}.${name}` === written));
}

const columnOf = ({ columns }: Relation, wanted: string): TypedColumn | undefined =>
	columns.find(({ name }) => name === wanted);

function resolveTenants(
	{ tenants }: TenancyProfile,
	relations: readonly Relation[],
	problems: string[],
): { relation: Relation; table: TenantsTable } | undefined {
	if (!tenants) return undefined;
	const { table, id: idName, ...others } = tenants;
	const relation = findRelation(relations, table);
	if (!relation) problems.push(`There is no table ${table}, which would list the tenants.`);
	const id = relation && columnOf(relation, idName);
	if (relation && !id) problems.push(`${table} has no column ${idName}.`);
	if (!relation || !id) return undefined;
	const columns: TenantsTable["columns"] = {};
	for (const [purpose, name] of Object.entries(others) as [keyof TenantsTable["columns"], string | undefined][]) {
		if (name === undefined) continue;
		if (columnOf(relation, name)) columns[purpose] = name;
		else problems.push(`${table} has no column ${name}.`);
	}
	return { relation, table: { oid: relation.oid, schema: relation.schema, name: relation.name, id, columns } };
}

/** A row of a table of tenants is the tenant itself: it is guarded where the table has row-level security or a policy. */
function guard(work: Work, relation: Relation): GuardedTable | undefined {
	const how = wayOf(work, relation);
	if (how === undefined) return undefined;
	const path: PathStep[] = [];
	const tenant = follow(work, relation, how, path);
	if (!tenant) return undefined;
	const { oid, schema, name, kind, parents } = relation;
	const parent = parents.map((each) => work.byOid.get(each)).find((each) => each !== undefined);
	return { oid, schema, name, kind, path, tenant, ...(parent ? { parent: nameOf(parent) } : {}) };
}

function wayOf({ profile, special, tenants }: Work, relation: Relation): string | TenantPath | undefined {
	const own = [relation.oid, ...relation.parents].find((oid) => special.has(oid));
	if (own !== undefined) return special.get(own);
	if (tenants?.relation.oid === relation.oid) {
		return relation.guarded || relation.policies.length > 0 ? tenants.id.name : undefined;
	}
	return columnOf(relation, profile.tenantColumn)?.name;
}

/** Steps of one path; more are a mistake. */
const LONGEST = 8;

/** Walks to the table that holds the tenant, by its own column; undefined where a name on the way is none. */
function follow(work: Work, relation: Relation, how: string | TenantPath, path: PathStep[]): TypedColumn | undefined {
	if (typeof how === "string") {
		const column = columnOf(relation, how);
		if (!column) work.problems.push(`${nameOf(relation)} has no column ${how}.`);
		return column;
	}
	const next = findRelation(work.relations, how.table);
	if (!next) work.problems.push(`There is no table ${how.table}, which ${nameOf(relation)} would point to.`);
	else if (!columnOf(relation, how.column)) work.problems.push(`${nameOf(relation)} has no column ${how.column}.`);
	else if (!columnOf(next, how.key)) work.problems.push(`${nameOf(next)} has no column ${how.key}.`);
	else {
		path.push({ column: how.column, schema: next.schema, table: next.name, key: how.key });
		if (next.oid === work.tenants?.relation.oid && !work.special.has(next.oid)) return work.tenants.id;
		const further = path.length >= LONGEST ? undefined : wayOf(work, next);
		if (further !== undefined) return follow(work, next, further, path);
		work.problems.push(`${nameOf(relation)} points to ${nameOf(next)}, which has no tenant.`);
	}
	return undefined;
}
