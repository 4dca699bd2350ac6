import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { AuditFilter } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";

/** Entries of one page. */
const PAGE = 200;

export type Chosen = Pick<AuditFilter, "tenant" | "person" | "action" | "since" | "until">;

/** Newest first; older pages when asked for. A filter that changes keeps the old rows until the new ones are there. */
export function useAuditEntries(filter: Chosen) {
	return useInfiniteQuery({
		queryKey: ["audit", "entries", filter],
		queryFn: ({ pageParam, signal }) =>
			client.audit.list(
				{ ...filter, limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
				{ signal },
			),
		initialPageParam: undefined as number | undefined,
		getNextPageParam: ({ next }) => next,
		placeholderData: keepPreviousData,
		staleTime: 2_000,
	});
}

export function useAuditChoices() {
	return useQuery({
		queryKey: ["audit", "choices"],
		queryFn: ({ signal }) => client.audit.choices(undefined, { signal }),
		staleTime: 2_000,
	});
}

/** Asked for by the button alone. */
export function useAuditVerdict(connection: string | undefined) {
	return useQuery({
		queryKey: ["audit", "verdict", connection ?? ""],
		queryFn: ({ signal }) => client.audit.verify(connection === undefined ? {} : { connection }, { signal }),
		enabled: false,
	});
}
