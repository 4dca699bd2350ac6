import type { ForeseenView, TenancyProfile } from "../../contract/index.ts";
import { barrierOf } from "../barrier/check-barrier.ts";
import { withConnection } from "../connections/with-connection.ts";
import { lookUpTenant } from "../tenancy/find-known-tenant.ts";
import { chooseStances } from "./choose-stance.ts";
import type { ViewDeps } from "./deps.ts";

interface ForeseeRequest {
	connection: string;
	tenant: string;
	tenancy?: TenancyProfile | undefined;
}

/** How a view of this tenant would be held, without opening one: no login is made and no row is read. Errors: NOT_FOUND for the tenant. */
export function foreseeLevel(deps: ViewDeps, request: ForeseeRequest, signal?: AbortSignal): Promise<ForeseenView> {
	return withConnection(deps, request.connection, signal ? { signal } : {}, async (session) => {
		const barrier = await barrierOf(deps, session, request);
		const tenant = await lookUpTenant(session, barrier.tenancy, request.tenant);
		const { stances } = await chooseStances(session, barrier, tenant);
		const [best] = stances;
		if (!best) throw new Error("the structured level is always there");
		const { level, why, waysUp, tables, leftOut } = best;
		return {
			...{ level, why, waysUp, freeSql: level !== "structured", tenant, tables: tables.length, leftOut },
			masked: tables.reduce((count, { shown }) => count + shown.masked.length, 0),
		};
	});
}
