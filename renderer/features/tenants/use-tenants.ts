import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import type { TenantCount, TenantFilter, TenantRow } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { queryClient } from "../../app/query-client.ts";

/** Tenants of one page. */
const PAGE = 100;

const keyOf = (connection: string, ...what: unknown[]) => ["tenants", connection, ...what];

/** Pages as they are scrolled to. What is typed on cancels what was asked before; the old rows stay until the new ones are there. */
export function useTenantPages(connection: string, filter: TenantFilter) {
	return useInfiniteQuery({
		queryKey: keyOf(connection, "list", filter),
		queryFn: ({ pageParam, signal }) =>
			client.tenants.list(
				{ connection, ...filter, limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
				{ signal },
			),
		initialPageParam: undefined as string | undefined,
		getNextPageParam: ({ next }) => next,
		placeholderData: keepPreviousData,
		staleTime: 5_000,
	});
}

/** Users and rows of the pages that are there, each asked for once. */
export function useTenantCounts(
	connection: string,
	pages: readonly { tenants: TenantRow[] }[],
): Map<string, TenantCount> {
	const answers = useQueries({
		queries: pages
			.map(({ tenants }) => tenants.map(({ id }) => id))
			.filter((ids) => ids.length > 0)
			.map((ids) => ({
				queryKey: keyOf(connection, "counts", ids),
				queryFn: ({ signal }: { signal: AbortSignal }) => client.tenants.counts({ connection, ids }, { signal }),
				staleTime: 60_000,
				retry: false,
			})),
	});
	return new Map(answers.flatMap(({ data }) => data?.counts ?? []).map((count) => [count.id, count]));
}

export function useTenantFacets(connection: string) {
	return useQuery({
		queryKey: keyOf(connection, "facets"),
		queryFn: ({ signal }) => client.tenants.facets({ connection }, { signal }),
		staleTime: 30_000,
		retry: false,
	});
}

export function useTenantsAbility(connection: string) {
	return useQuery({
		queryKey: keyOf(connection, "ability"),
		queryFn: ({ signal }) => client.tenants.ability({ connection }, { signal }),
		staleTime: 60_000,
		retry: false,
	});
}

/** Each time that it is asked for leaves an entry in the audit trail, so it is not asked for again by itself. */
export function useTenantDossier(connection: string, tenant: string) {
	return useQuery({
		queryKey: keyOf(connection, "dossier", tenant),
		queryFn: ({ signal }) => client.tenants.show({ connection, tenant }, { signal }),
		staleTime: Number.POSITIVE_INFINITY,
		retry: false,
	});
}

export const readTenantsAnew = (connection: string): Promise<void> =>
	queryClient.invalidateQueries({ queryKey: keyOf(connection) });
