import { useQuery } from "@tanstack/react-query";
import { client } from "../../../app/client.ts";
import { queryKeys } from "../../../app/query-client.ts";

/** Milliseconds between two questions; none is asked while nobody can see the window, nor after an error. */
export const EVERY = { slow: 5_000, builds: 2_000 };

const only = (ms: number) => (query: { state: { error: unknown } }) => (query.state.error ? false : ms);

/** What waits, what is broken, what nobody uses. */
export function useSlow(connection: string) {
	return useQuery({
		queryKey: [...queryKeys.connection(connection), "slow"],
		queryFn: ({ signal }) => client.indexes.slow({ connection }, { signal }),
		refetchInterval: only(EVERY.slow),
		staleTime: 0,
		retry: false,
	});
}

/** Indexes that are being built, with their progress. */
export function useBuilds(connection: string) {
	return useQuery({
		queryKey: [...queryKeys.connection(connection), "index-builds"],
		queryFn: ({ signal }) => client.indexes.builds({ connection }, { signal }),
		refetchInterval: only(EVERY.builds),
		staleTime: 0,
		retry: false,
	});
}
