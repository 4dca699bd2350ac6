import type { TenantRow, TenantTemplate } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { castName } from "../tenancy/tenant-type.ts";
import { withValues } from "./bad-value.ts";
import { cannotCreate, type Filled, faultsOf, filledColumns, type NewValues } from "./new-tenant.ts";
import { readColumns } from "./read-columns.ts";
import { refused } from "./refused.ts";
import { numberedSlug, slugOf } from "./slug-of.ts";
import { templateOf } from "./templates.ts";
import { columnOf, selectTenant, type TenantCells, tableOf, toTenant } from "./tenant-columns.ts";
import type { Sight } from "./with-tenants.ts";

export interface CreateRequest extends Omit<NewValues, "template"> {
	name: string;
	template?: TenantTemplate["id"] | undefined;
}

/** Others may take a slug between the look and the row. */
const TRIES = 5;

/** Errors: REFUSED where the schema lacks what is needed, BAD_INPUT with every fault of what was given. */
export async function createTenant({ session, tenants }: Sight, request: CreateRequest): Promise<TenantRow> {
	const own = (await readColumns(session, [tenants.oid]))(tenants.oid);
	const reasons = cannotCreate(tenants, own);
	if (reasons.length > 0)
		throw refused(
			reasons,
			"Give these columns a default, or name them in the tenancy profile where they are fields of a tenant.",
		);
	const { template, ...given } = request;
	const values: NewValues = { ...trimmed(given), template: templateOf(template) };
	const faults = faultsOf(tenants, own, values);
	if (faults.length > 0)
		throw new AppError("BAD_INPUT", `${faults.join("; ")}.`, { hint: "Correct them, then try again." });
	const made = tenants.columns.slug !== undefined && values.slug === undefined;
	for (let tries = 1; ; tries += 1) {
		const slug = made ? await chooseSlug(session, tenants, slugOf(request.name)) : values.slug;
		const columns = filledColumns(tenants, own, { ...values, slug });
		const row = await insert(session, tenants, { columns, again: made && tries < TRIES });
		if (row) return toTenant(row);
	}
}

function trimmed(given: Omit<CreateRequest, "template">): Omit<CreateRequest, "template"> {
	const entries = Object.entries(given).map(([field, value]) => [field, value?.trim()]);
	return Object.fromEntries(entries) as Omit<CreateRequest, "template">;
}

/** Numbers that are asked about at once: the first time, and then. */
const FEW = 50;
const MANY = 5_000;

/** The first that nobody has. */
async function chooseSlug(session: Session, tenants: TenantsTable, wanted: string): Promise<string> {
	const column = `${columnOf(tenants, "slug")}::text`;
	for (let [from, size] = [1, FEW]; ; [from, size] = [from + size, MANY]) {
		const tried = Array.from({ length: size }, (_, at) => numberedSlug(wanted, from + at));
		const rows = await session.query<{ slug: string }>(
			`SELECT ${column} AS slug FROM ${tableOf(tenants)} AS t
			  WHERE ${column} IN (SELECT pg_catalog.json_array_elements_text($1::json))`,
			[JSON.stringify(tried)],
		);
		const taken = new Set(rows.map(({ slug }) => slug));
		const free = tried.find((slug) => !taken.has(slug));
		if (free !== undefined) return free;
	}
}

const TAKEN = "23505";

/** Undefined where the slug was taken meanwhile, and another may be tried. */
async function insert(
	session: Session,
	tenants: TenantsTable,
	{ columns, again }: { columns: readonly Filled[]; again: boolean },
): Promise<TenantCells | undefined> {
	const values: string[] = [];
	const written = columns.map(({ column, value }) =>
		value === undefined ? "pg_catalog.now()" : `($${values.push(value)}::text)::${castName(column.type)}`,
	);
	const names = columns.map(({ column }) => quoteIdent(column.name)).join(", ");
	await session.execute("SAVEPOINT bulkhead_tenant");
	try {
		const [row] = await session.query<TenantCells>(
			`INSERT INTO ${tableOf(tenants)} AS t (${names}) VALUES (${written.join(", ")}) RETURNING ${selectTenant(tenants)}`,
			values,
		);
		return row ?? Promise.reject(new AppError("INTERNAL", "The server did not tell the row that it made."));
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || caught.sqlstate !== TAKEN || !again)
			return withValues(() => Promise.reject(caught));
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_tenant");
		return undefined;
	}
}
