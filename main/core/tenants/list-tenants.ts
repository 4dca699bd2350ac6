import type { TenantFilter, TenantRow, TenantSort, TenantsPage } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { readCursor, useless, writeCursor } from "./page-cursor.ts";
import { fieldsOf, type TenantCells, toTenant } from "./tenant-columns.ts";
import { pageQuery, sortOf } from "./tenant-query.ts";
import { type Sight, sightOf } from "./with-tenants.ts";

const PAGE = 100;

export async function listTenants(
	sight: Sight,
	{ limit = PAGE, ...filter }: TenantFilter & { limit?: number | undefined },
): Promise<TenantsPage> {
	const page = await readPage(sight, filter, { limit });
	return { ...page, fields: fieldsOf(sight.tenants), ...sightOf(sight) };
}

export interface Page {
	tenants: TenantRow[];
	next?: string;
}

export async function readPage(
	{ session, tenants }: Sight,
	filter: TenantFilter,
	{ limit, whole = false }: { limit: number; whole?: boolean },
): Promise<Page> {
	const sort = sortOf(tenants, filter);
	const after = await placeOf(session, tenants, { sort, after: filter.after });
	const { sql, values } = pageQuery({ tenants, filter, sort, after, limit: limit + 1, whole });
	const rows = await inRange(after !== undefined, () =>
		session.query<TenantCells & { place: string | null }>(sql, values),
	);
	const shown = rows.slice(0, limit);
	const last = rows.length > limit ? shown.at(-1) : undefined;
	return {
		tenants: shown.map(toTenant),
		...(last ? { next: writeCursor(sort, { value: last.place, id: last.id ?? "" }) } : {}),
	};
}

async function placeOf(
	session: ReadSession,
	tenants: TenantsTable,
	{ sort, after }: { sort: TenantSort; after: string | undefined },
) {
	if (after === undefined) return undefined;
	const place = readCursor(after, sort);
	const name = sort.by === "id" ? tenants.id.name : tenants.columns[sort.by];
	const [column] = await session.query<{ type: string }>(
		`SELECT pg_catalog.format_type(a.atttypid, a.atttypmod) AS type FROM pg_catalog.pg_attribute a
		  WHERE a.attrelid = $1::text::oid AND a.attname = $2 AND NOT a.attisdropped`,
		[tenants.oid, name ?? ""],
	);
	if (!column) throw new AppError("INTERNAL", `The column ${name} is gone.`);
	return { place, type: column.type };
}

/** A value that the column's type does not know comes from a cursor that somebody made. */
async function inRange<T>(cursor: boolean, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		if (cursor && caught instanceof DatabaseError && caught.sqlstate.startsWith("22"))
			throw useless("It is not where a page ended.");
		throw caught;
	}
}
