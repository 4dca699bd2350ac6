import type { OpenedView } from "../../../../main/contract/index.ts";

/** Explanations are asked by the connection's login about the view's tenant; the reason of the view is theirs. */
export function asViewer({ connection, tenant, reason, ticket }: OpenedView) {
	return { connection, tenant: tenant.id, reason, ...(ticket === undefined ? {} : { ticket }) };
}
