/** How a schema keeps its tenants apart: what `--tenancy FILE` says, or what is detected where nothing is said. */
import { z } from "zod";

const name = z.string().min(1).max(200);
/** schema.table; public where no schema is named. */
const table = z.string().min(1).max(400);

export const tenancyProfile = z.strictObject({
	/** The table of tenants: its key, and what people call a tenant. */
	tenants: z.strictObject({ table, id: name, name: name.optional(), slug: name.optional() }).optional(),
	/** The column that holds a row's tenant. */
	tenantColumn: name,
	/** Tables whose column has another name. */
	tables: z.record(table, name).optional(),
	/** The role of the application, how a session chooses its tenant, and what is not shown: not used here. */
	role: name.optional(),
	context: z.string().max(2000).optional(),
	mask: z.array(z.string().max(400)).optional(),
});
export type TenancyProfile = z.infer<typeof tenancyProfile>;
