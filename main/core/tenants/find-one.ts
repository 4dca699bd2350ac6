import type { TenantRow } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import { chooseTenant as chooseIn } from "../tenancy/choose-tenant.ts";
import { findTenant } from "../tenancy/find-tenant.ts";
import { fitsType, typedId } from "../tenancy/tenant-type.ts";
import { columnOf, selectTenant, type TenantCells, tableOf, toTenant } from "./tenant-columns.ts";
import type { Sight } from "./with-tenants.ts";

/** A tenant by id or slug. Where policies hold the session, it becomes that tenant's, as the application's would. Errors: NOT_FOUND. */
export async function findOne(sight: Sight, idOrSlug: string): Promise<TenantRow> {
	const { session, tenancy, tenants, access } = sight;
	if (!access.all) await chooseTenant(sight, idOrSlug);
	const { id } = await findTenant(session, tenancy, idOrSlug);
	const [row] = await session.query<TenantCells>(
		`SELECT ${selectTenant(tenants)} FROM ${tableOf(tenants)} AS t WHERE ${columnOf(tenants, "id")} = ${typedId("$1", tenants.id.type)}`,
		[id],
	);
	if (!row)
		throw new AppError("NOT_FOUND", "The tenant is gone.", { hint: "Look it up with `bulkhead tenants list`." });
	return toTenant(row);
}

/** What the application's statement says of a tenant that is not there: data it cannot use, or an error of its own. */
const unknown = (sqlstate: string): boolean => sqlstate.startsWith("22") || sqlstate.startsWith("P0");

async function chooseTenant({ session, tenancy, tenants }: Sight, idOrSlug: string): Promise<void> {
	if (fitsType(idOrSlug, tenants.id.type) === false) return;
	try {
		await chooseIn(session, tenancy, idOrSlug);
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || !unknown(caught.sqlstate)) throw caught;
		throw new AppError(
			"NOT_FOUND",
			`There is no tenant ${idOrSlug.slice(0, 80)} that this login may see.`,
			{ sqlstate: caught.sqlstate, hint: "Look it up with `bulkhead tenants list`, by id." },
			caught,
		);
	}
}
