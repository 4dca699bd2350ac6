import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { Tenancy, TenantsTable } from "./model.ts";
import { fitsType, typedId } from "./tenant-type.ts";

export interface FoundTenant {
	/** As the server writes it. */
	id: string;
	name?: string;
	slug?: string;
	status?: string;
}

/**
 * The tenant of this id, else of this slug, as this session sees the table of tenants. Where there is no such table, an id that the
 * tenant columns can hold is taken as it is. Errors: NOT_FOUND.
 */
export async function findTenant(session: ReadSession, tenancy: Tenancy, idOrSlug: string): Promise<FoundTenant> {
	const { tenants } = tenancy;
	if (tenants) return findListed(session, tenants, idOrSlug);
	const holds = tenancy.tables.some(({ tenant }) => fitsType(idOrSlug, tenant.type) !== false);
	if (holds) return { id: idOrSlug };
	throw new AppError("NOT_FOUND", `No table here can hold ${shown(idOrSlug)} as a tenant.`, {
		hint: "Give the tenant's id. Slugs are known only where a table lists the tenants: name it in the tenancy profile.",
	});
}

async function findListed(session: ReadSession, tenants: TenantsTable, idOrSlug: string): Promise<FoundTenant> {
	const { id, columns } = tenants;
	const key = quoteIdent(id.name);
	const text = (column: string | undefined): string => (column === undefined ? "NULL" : `${quoteIdent(column)}::text`);
	const fits = fitsType(idOrSlug, id.type);
	const byId = fits === undefined ? `${key}::text = $1::text` : `${key} = ${typedId("$1", id.type)}`;
	const ways = [
		...(fits === false ? [] : [byId]),
		...(columns.slug === undefined ? [] : [`${text(columns.slug)} = $1::text`]),
	];
	const from = `FROM ${quoteQualified(tenants.schema, tenants.name)}`;
	const what = `${key}::text AS id, ${text(columns.name)} AS name, ${text(columns.slug)} AS slug, ${text(columns.status)} AS status`;
	for (const way of ways) {
		const [row] = await session.query<Record<"name" | "slug" | "status", string | null> & { id: string }>(
			`SELECT ${what} ${from} WHERE ${way} LIMIT 1`,
			[idOrSlug],
		);
		if (row) return withoutNulls(row);
	}
	throw new AppError("NOT_FOUND", `There is no tenant ${shown(idOrSlug)} in ${tenants.schema}.${tenants.name}.`, {
		hint: "Look it up with `bulkhead tenants list`, by id or slug; a role that is bound by row-level security sees only its own tenant.",
	});
}

function withoutNulls({
	id,
	...others
}: Record<"name" | "slug" | "status", string | null> & { id: string }): FoundTenant {
	return {
		id,
		...(Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null)) as Partial<FoundTenant>),
	};
}

const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
