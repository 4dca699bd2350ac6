import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";

/** How the tables are guarded, and what the last scan saw. Under the connection's key: the end of a scan renews it. */
export function useCoverage(connection: string) {
	return useQuery({
		queryKey: queryKeys.coverage(connection),
		queryFn: ({ signal }) => client.scan.coverage({ connection }, { signal }),
		staleTime: 30_000,
		retry: false,
	});
}
