import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";

/** How Bulkhead's own file is, as it was found at the start or left since. */
export function useStoreState() {
	return useQuery({
		queryKey: ["store"],
		queryFn: ({ signal }) => client.store.state(undefined, { signal }),
		staleTime: Number.POSITIVE_INFINITY,
	});
}
