import { toErrorValue } from "./error-value.ts";
import { queryClient, queryKeys } from "./query-client.ts";

/** Of several errors of one connection, the one to show: a refused password goes before what came of it. */
export function tellingError(errors: readonly unknown[]): unknown {
	const given = errors.filter((error) => error !== null && error !== undefined);
	return given.find(isRefusedLogin) ?? given[0];
}

/** By the server, which then has a SQLSTATE; a login that Bulkhead itself refused asks for no other password. */
export function isRefusedLogin(error: unknown): boolean {
	const { data, sqlstate } = toErrorValue(error);
	return data?.reason === "authentication" && sqlstate !== undefined;
}

/** Whether the server has just refused a password for this connection: the core forgets it, and asks for another. */
export function wasRefused(connection: string): boolean {
	const queries = queryClient.getQueryCache().findAll({ queryKey: queryKeys.connection(connection) });
	return queries.some(({ state }) => state.error !== null && isRefusedLogin(state.error));
}
