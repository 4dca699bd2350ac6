/**
 * The tool's own question to a table: which of the rows that the session sees are not this tenant's? Nothing in it is looked up through
 * the search path: types and operators of other schemas of the same names cannot answer for PostgreSQL's own. Pure.
 */
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";
import type { Target } from "./read-targets.ts";

/** Types that have an order of PostgreSQL's own, so that an index answers "less" and "greater" without reading the tenant's rows. */
const ordered = new Set(["uuid", "int2", "int4", "int8"]);
/** Other types that are compared as what they are. */
const plain = new Set(["text", "varchar", "bpchar", "numeric"]);

/** From how many rows on a table is asked by "less" and "greater": three looks, each of them short however many rows a tenant has. */
const LARGE = 200_000;

const ROW = "bulkhead_row";

/** What a scan asks a table for: 1 where there is a foreign row, and how many of its own where they are counted, up to `own` and one more. */
export function foreignWords(own: number | undefined): (target: Target, tenant: string) => string[] {
	return (target, tenant) => [
		`(${anyForeign(target, tenant)})::pg_catalog.int4`,
		...(own === undefined ? [] : [countOwn(target, tenant, own)]),
	];
}

/** A query that has a row at once when the session sees a row that is not this tenant's. */
function anyForeign(target: Target, tenant: string): string {
	const table = tableOf(target);
	const ways = isAskedByOrder(target) ? orderly(target, tenant) : [foreign(target, tenant)];
	return ways.map((way) => `EXISTS (SELECT FROM ${table} WHERE ${way})`).join(" OR ");
}

/** Their number up to `limit` and one more, by whose they are: owner, rows of that owner, rows of all; the most first, at most 5. */
export function countForeign(target: Target, tenant: string, limit: number): string {
	const owner = ownerOf(target);
	return `SELECT owner, pg_catalog.count(*)::text, pg_catalog.sum(pg_catalog.count(*)) OVER ()::text
  FROM (SELECT ${owner} AS owner FROM ${tableOf(target)} WHERE ${foreign(target, tenant)} LIMIT ${limit + 1}) AS seen
 GROUP BY owner ORDER BY pg_catalog.count(*) DESC, owner LIMIT 5`;
}

/** How many rows of its own the tenant sees, up to `limit` and one more. */
function countOwn(target: Target, tenant: string, limit: number): string {
	return `(SELECT pg_catalog.count(*) FROM (SELECT FROM ${tableOf(target)} WHERE NOT (${foreign(target, tenant)}) LIMIT ${limit + 1}) AS seen)`;
}

/** All rows that the session sees, up to `limit` and one more. */
export function countSeen(target: Target, limit: number): string {
	return `(SELECT pg_catalog.count(*) FROM (SELECT FROM ${tableOf(target)} LIMIT ${limit + 1}) AS seen)`;
}

const tableOf = ({ schema, name }: Target): string => `${quoteQualified(schema, name)} AS ${ROW}`;

/** The row's own tenant as text. */
export function ownerOf(target: Target): string {
	if (target.path.length === 0) return `${ROW}.${quoteIdent(target.tenant.name)}::pg_catalog.text`;
	return `(SELECT ${holder(target)}::pg_catalog.text FROM ${pathOf(target)})`;
}

/** Never null. A path that leads to no row that the session sees leads to nobody. */
function foreign(target: Target, tenant: string): string {
	if (target.path.length > 0) {
		const { left, right } = sides(target, holder(target), tenant);
		return `NOT EXISTS (SELECT FROM ${pathOf(target)} AND ${left} OPERATOR(pg_catalog.=) ${right})`;
	}
	const column = columnOf(target);
	const { left, right } = sides(target, column, tenant);
	return `(${column} IS NULL OR ${left} OPERATOR(pg_catalog.<>) ${right})`;
}

const columnOf = (target: Target): string => `${ROW}.${quoteIdent(target.tenant.name)}`;

function isAskedByOrder({ path, tenantIndex, base, estimate }: Target): boolean {
	return path.length === 0 && tenantIndex && base.trusted && ordered.has(base.name) && estimate >= LARGE;
}

function orderly(target: Target, tenant: string): string[] {
	const column = columnOf(target);
	const { left, right } = sides(target, column, tenant);
	return [
		`${left} OPERATOR(pg_catalog.<) ${right}`,
		`${left} OPERATOR(pg_catalog.>) ${right}`,
		...(target.filled ? [] : [`${column} IS NULL`]),
	];
}

/** Text is compared byte by byte: a collation that takes two ids for one must not hide one's rows from the other. */
function sides({ base }: Target, column: string, tenant: string): { left: string; right: string } {
	const known = base.trusted && (ordered.has(base.name) || plain.has(base.name));
	const type = known ? base.name : "text";
	const collate = ordered.has(type) || type === "numeric" ? "" : ' COLLATE pg_catalog."C"';
	const cast = `::pg_catalog.${quoteIdent(type)}`;
	// The same type needs no cast, and an index serves only the column itself.
	const left = known ? column : `${column}${cast}`;
	return { left: `${left}${collate}`, right: `${quoteLiteral(tenant)}${cast}` };
}

const step = (at: number): string => `bulkhead_step_${at}`;

const holder = ({ path, tenant }: Target): string => `${step(path.length - 1)}.${quoteIdent(tenant.name)}`;

/** FROM and WHERE of the way from the row to its tenant; more conditions may follow. */
function pathOf({ path }: Target): string {
	const tables = path.map(({ schema, table }, at) => `${quoteQualified(schema, table)} AS ${step(at)}`);
	const links = path.map(
		({ key, column }, at) =>
			`${step(at)}.${quoteIdent(key)} OPERATOR(pg_catalog.=) ${at === 0 ? ROW : step(at - 1)}.${quoteIdent(column)}`,
	);
	return `${tables.join(", ")} WHERE ${links.join(" AND ")}`;
}
