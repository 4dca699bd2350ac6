import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";

interface Planned {
	direction: "apply" | "rollback";
	/** In the order of the plan. */
	ids: readonly string[];
}

/** Rights and lint of a plan: read when the plan is there, so that it is not kept waiting. */
export function usePreflight(connection: string, { direction, ids }: Planned) {
	return useQuery({
		queryKey: queryKeys.preflight(connection, direction, ids.join()),
		queryFn: async ({ signal }) => {
			const asked = { connection, direction, ids: [...ids] };
			const [privileges, lint] = await Promise.all([
				client.preflight.privileges(asked, { signal }),
				client.lint.files(asked, { signal }),
			]);
			return { privileges, lint };
		},
		enabled: ids.length > 0,
		staleTime: 0,
		gcTime: 0,
		refetchOnWindowFocus: false,
	});
}

export type Preflight = NonNullable<ReturnType<typeof usePreflight>["data"]>;
