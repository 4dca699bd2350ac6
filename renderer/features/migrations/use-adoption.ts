import { skipToken, useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";
import { type AdoptSource, sourceKey } from "./adopt-source.ts";

/** Read anew each time it is looked at: another tool may be at work. */
const fresh = { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false };

export function useHistories(connection: string) {
	return useQuery({
		queryKey: [...queryKeys.connection(connection), "histories"],
		queryFn: ({ signal }) => client.migrations.histories({ connection }, { signal }),
		...fresh,
	});
}

/** What would be adopted of these on this word; nothing is asked while no source is chosen. */
export function useAdoptionPreview(connection: string, ids: readonly string[], source: AdoptSource | undefined) {
	return useQuery({
		queryKey: [...queryKeys.connection(connection), "adoption", source && sourceKey(source), ids.join()],
		queryFn: source
			? ({ signal }) => client.migrations.previewAdoption({ connection, ids: [...ids], ...source }, { signal })
			: skipToken,
		...fresh,
	});
}
