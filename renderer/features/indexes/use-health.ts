import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";

/**
 * What the checks found. Read when the screen is opened, by the button, and once a run has ended; a catalogue does not change by itself,
 * and every look is one more in the history.
 */
export function useHealth(connection: string) {
	return useQuery({
		queryKey: queryKeys.indexes(connection),
		queryFn: async ({ signal }) => {
			const health = await client.indexes.examine({ connection }, { signal });
			void queryClient.invalidateQueries({ queryKey: queryKeys.indexMoments(connection) });
			return health;
		},
		staleTime: 5 * 60_000,
		refetchOnWindowFocus: false,
		retry: false,
	});
}

export function stopLooking(connection: string): void {
	void queryClient.cancelQueries({ queryKey: queryKeys.indexes(connection) });
}

/** Earlier looks, kept on this machine, newest first. */
export function useMoments(connection: string) {
	return useQuery({
		queryKey: queryKeys.indexMoments(connection),
		queryFn: ({ signal }) => client.indexes.history({ connection }, { signal }),
		retry: false,
	});
}
