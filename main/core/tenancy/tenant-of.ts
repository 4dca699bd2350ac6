/** SQL about the tenant of a row, whether the table holds it or a foreign key leads there. */
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { GuardedTable, PathStep } from "./model.ts";
import { typedId } from "./tenant-type.ts";

/** The tenant of a row of `alias`, in its column's own type. `alias` is SQL: a name that needs no quotes, or a quoted one. */
export function tenantOf({ path, tenant }: GuardedTable, alias: string): string {
	const [first] = path;
	if (!first) return `${alias}.${quoteIdent(tenant.name)}`;
	const own = `${alias}.${quoteIdent(first.column)}`;
	return `(SELECT ${holder(path)}.${quoteIdent(tenant.name)} FROM ${joined(path)} WHERE ${step(0)}.${quoteIdent(first.key)} = ${own})`;
}

/**
 * Whether a row of `alias` belongs to a tenant; an index on the column, or on the path's keys, serves it. `id` is SQL of a text, such as
 * `$1`. Never null but where the row's own tenant is.
 */
export function belongsTo({ path, tenant }: GuardedTable, alias: string, id: string): string {
	const wanted = typedId(id, tenant.type);
	const [first] = path;
	if (!first) return `${alias}.${quoteIdent(tenant.name)} ${EQUALS} ${wanted}`;
	const rows = `SELECT ${step(0)}.${quoteIdent(first.key)} FROM ${joined(path)} WHERE ${holder(path)}.${quoteIdent(tenant.name)} ${EQUALS} ${wanted}`;
	return `${alias}.${quoteIdent(first.column)} IN (${rows})`;
}

/** A domain, or a schema ahead in the path, may bring an `=` of its own, which would decide whose a row is. */
const EQUALS = "OPERATOR(pg_catalog.=)";

/** Names that no table of people's has: what is inside must not hide the alias outside. */
const step = (at: number): string => `bulkhead_step_${at}`;

const holder = (path: readonly PathStep[]): string => step(path.length - 1);

function joined(path: readonly PathStep[]): string {
	return path
		.map(({ schema, table, key, column }, at) => {
			const named = `${quoteQualified(schema, table)} AS ${step(at)}`;
			return at === 0
				? named
				: `JOIN ${named} ON ${step(at)}.${quoteIdent(key)} = ${step(at - 1)}.${quoteIdent(column)}`;
		})
		.join(" ");
}
