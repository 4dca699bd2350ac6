import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";

interface PlanChoice {
	direction: "apply" | "rollback";
	ids?: string[];
	to?: string | undefined;
}

/** What would happen now: read anew each time it is looked at. */
export function usePlan(connection: string, { direction, ids, to }: PlanChoice) {
	return useQuery({
		queryKey: queryKeys.plan(connection, direction, `${ids?.join() ?? ""}:${to ?? ""}`),
		queryFn: ({ signal }) =>
			client.migrations.plan(
				{ connection, direction, ...(ids ? { ids } : {}), ...(to === undefined ? {} : { to }) },
				{ signal },
			),
		staleTime: 0,
		gcTime: 0,
		refetchOnWindowFocus: false,
	});
}
