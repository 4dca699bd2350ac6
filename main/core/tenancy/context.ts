/** The statement that chooses a session's tenant. */
import type { Tenancy } from "./model.ts";

export interface ContextCall {
	sql: string;
	values: [string];
}

/** For the extended protocol, which takes one statement and no more. Undefined where none is known. */
export function contextCall({ profile }: Tenancy, tenantId: string): ContextCall | undefined {
	return profile.context === undefined ? undefined : { sql: profile.context, values: [tenantId] };
}

/**
 * Why a text cannot choose the tenant: it is run in an open transaction of Bulkhead's, which it must neither end nor change. The server
 * itself refuses a second statement, and a second parameter.
 */
export function contextFault(sql: string): string | undefined {
	if (!/^\s*(select|call)\s/i.test(sql)) return "It is no SELECT and no CALL.";
	if (!/\$1(?!\d)/.test(sql)) return "It has no $1 for the tenant's id.";
	return undefined;
}
