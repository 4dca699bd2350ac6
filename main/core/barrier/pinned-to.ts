import { quoteIdent } from "../sql/quote.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { typedId } from "../tenancy/tenant-type.ts";
import { TENANT_OF_LOGIN } from "./names.ts";

/**
 * What the barrier's policy asks of a row. It must not be a plain equality: of `tenant = session's` (the barrier) and `tenant = setting's` (the
 * application's policy) the planner makes one class of equals, compares the two constants once, before the scan, and keeps only one of the
 * conditions for the rows. A statement that moves the setting while it runs would then see another tenant. `= ANY` joins no such class, and an
 * index serves it all the same. Where the tenant is reached through other tables, these stand behind such a policy themselves.
 */
export function pinnedTo(table: GuardedTable): string {
	const alias = quoteIdent(table.name);
	if (table.path.length > 0) return belongsTo(table, alias, TENANT_OF_LOGIN);
	return `${alias}.${quoteIdent(table.tenant.name)} = ANY (ARRAY[${typedId(TENANT_OF_LOGIN, table.tenant.type)}, NULL])`;
}
