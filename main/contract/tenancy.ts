/** How a schema keeps its tenants apart: what `--tenancy FILE` says, or what is detected where nothing is said. */
import { z } from "zod";

const name = z.string().min(1).max(200);
/** schema.table; public where no schema is named. */
const table = z.string().min(1).max(400);

/** A row's tenant is that of the row it points to: `column` of this table holds `key` of that table, which has a tenant itself. */
export const tenantPath = z.strictObject({ column: name, table, key: name });
export type TenantPath = z.infer<typeof tenantPath>;

export const tenancyProfile = z.strictObject({
	/** The table of tenants: its key, what people call a tenant, and what else a list of them shows. */
	tenants: z
		.strictObject({
			table,
			id: name,
			name: name.optional(),
			slug: name.optional(),
			region: name.optional(),
			plan: name.optional(),
			status: name.optional(),
			adminEmail: name.optional(),
			createdAt: name.optional(),
		})
		.optional(),
	/** The column that holds a row's tenant. */
	tenantColumn: name,
	/** Tables whose column has another name, or that reach their tenant through a foreign key. */
	tables: z.record(table, z.union([name, tenantPath])).optional(),
	/** The role of the application, which its policies are made for. */
	role: name.optional(),
	/** One statement that chooses the session's tenant; `$1` is the tenant's id as text. Such as SELECT public.set_tenant($1). */
	context: z.string().max(2000).optional(),
	/** Columns that a look through a tenant's eyes hides: schema.table.column. */
	mask: z.array(z.string().max(400)).optional(),
});
export type TenancyProfile = z.infer<typeof tenancyProfile>;
