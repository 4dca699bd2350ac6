/** What several screens read of a connection. */
import { skipToken, experimental_streamedQuery as streamedQuery, useQuery } from "@tanstack/react-query";
import type { ConnectionCard } from "../../main/contract/index.ts";
import { client } from "./client.ts";
import { noteSeen } from "./last-seen.ts";
import { queryKeys } from "./query-client.ts";

export function useConnections() {
	return useQuery({
		queryKey: queryKeys.connections,
		queryFn: streamedQuery<ConnectionCard[], ConnectionCard[]>({
			streamFn: ({ signal }) => readConnections(signal),
			refetchMode: "replace",
			initialValue: [],
			reducer: (before, page) => (before.length === 0 ? page : [...before, ...page]),
		}),
	});
}

/** The first page at once, then all that is left together: few are drawn anew, and nobody waits for ten thousand. */
async function* readConnections(signal: AbortSignal): AsyncGenerator<ConnectionCard[]> {
	const { connections, next: first } = await client.connections.list(undefined, { signal });
	yield connections;
	const others: ConnectionCard[] = [];
	for (let after = first; after !== undefined; ) {
		const page = await client.connections.list({ after }, { signal });
		others.push(...page.connections);
		after = page.next;
	}
	if (others.length > 0) yield others;
}

/** The card of one connection; undefined while the list is on its way, and when there is none of this id. */
export function useConnection(id: string) {
	const list = useConnections();
	const connection = list.data?.find((card) => card.id === id);
	// There may be more of them than have come.
	return { ...list, connection, isSuccess: list.isSuccess && (connection !== undefined || !list.isFetching) };
}

/** State of every migration against this database. While another runner is at work it is asked again every 3 s. */
export function useStatus(id: string) {
	return useQuery({
		queryKey: queryKeys.status(id),
		queryFn: async ({ signal }) => {
			const status = await client.migrations.status({ connection: id }, { signal });
			noteSeen(id, status);
			return status;
		},
		refetchInterval: (query) => (query.state.data?.runner ? 3_000 : false),
	});
}

/** Reaches the server: version, role, TLS, one round trip. */
export function useTest(id: string | undefined) {
	return useQuery({
		queryKey: queryKeys.test(id ?? ""),
		queryFn: id === undefined ? skipToken : ({ signal }) => client.connections.test({ id }, { signal }),
		staleTime: 60_000,
	});
}

export function useHistory(id: string, limit: number) {
	return useQuery({
		queryKey: queryKeys.history(id, limit),
		queryFn: async ({ signal }) => (await client.migrations.history({ connection: id, limit }, { signal })).events,
	});
}
