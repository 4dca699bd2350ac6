/** Finds out from the catalogue how a database keeps its tenants apart. */
import type { TenancyProfile } from "../../contract/index.ts";
import { quoteQualified } from "../sql/quote.ts";
import type { Relation, SettingFunction } from "./catalogue.ts";
import { nameOf } from "./resolve.ts";
import type { RoleFacts } from "./roles.ts";

/** IAFactory's, and the name that most schemas give it. */
const USUAL = "tenant_id";

export interface CatalogueFacts {
	relations: readonly Relation[];
	functions: readonly SettingFunction[];
}

export function detectTables({ relations, functions }: CatalogueFacts): TenancyProfile {
	const tables: NonNullable<TenancyProfile["tables"]> = {};
	const votes = new Map<string, number>();
	for (const { columns, keys, policies, ...relation } of relations) {
		const asked = [...new Set(policies.flatMap((policy) => policy.columns))];
		const column = columns.some(({ name }) => name === USUAL) ? USUAL : asked.length === 1 ? asked[0] : undefined;
		if (column === undefined) continue;
		if (column !== USUAL) tables[nameOf(relation)] = column;
		for (const key of keys.filter((each) => each.column === column)) {
			const target = `${key.to} ${key.key}`;
			votes.set(target, (votes.get(target) ?? 0) + 1);
		}
	}
	const [best] = [...votes].sort((a, b) => b[1] - a[1]);
	const [oid, id] = best?.[0].split(" ", 2) ?? [];
	const list = relations.find((relation) => relation.oid === oid);
	if (list) delete tables[nameOf(list)];
	const context = detectContext(functions);
	return {
		tenantColumn: USUAL,
		...(list && id !== undefined ? { tenants: { table: nameOf(list), id, ...columnsForPeople(list) } } : {}),
		...(Object.keys(tables).length > 0 ? { tables } : {}),
		...(context === undefined ? {} : { context }),
	};
}

const PEOPLE = {
	...{ name: ["name"], slug: ["slug"], region: ["region"], plan: ["plan"], status: ["status"] },
	...{ adminEmail: ["admin_email", "email"], createdAt: ["created_at"] },
};

function columnsForPeople({ columns }: Relation): Record<string, string> {
	const found = Object.entries(PEOPLE).flatMap(([purpose, names]) => {
		const column = names.find((name) => columns.some((each) => each.name === name));
		return column === undefined ? [] : [[purpose, column] as const];
	});
	return Object.fromEntries(found);
}

function detectContext(functions: readonly SettingFunction[]): string | undefined {
	const setters = functions.filter(
		({ body, name, arguments: own }) => /set_config|set_tenant/.test(body) && /tenant/.test(name) && own.length === 1,
	);
	const [setter] = setters;
	return setter && `SELECT ${quoteQualified(setter.schema, setter.name)}($1)`;
}

/** The role that policies of tables with tenants are made for, else one that may read those tables and owns none. */
export function detectRole(guarded: readonly Relation[], roles: readonly RoleFacts[]): string | undefined {
	const named = new Set(
		guarded.flatMap(({ policies }) =>
			policies.filter(({ columns }) => columns.length > 0).flatMap((each) => each.roles),
		),
	);
	const others = new Set(
		guarded.flatMap(({ policies }) =>
			policies.filter(({ columns }) => columns.length === 0).flatMap((each) => each.roles),
		),
	);
	const fit = roles.filter(({ bound, owns, name }) => bound && owns === 0 && !others.has(name));
	return [...fit].sort((a, b) => Number(named.has(b.name)) - Number(named.has(a.name)) || b.reads - a.reads)[0]?.name;
}
