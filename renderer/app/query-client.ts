import { ORPCError } from "@orpc/client";
import { QueryClient } from "@tanstack/react-query";

/**
 * Server state. An answer of the core, error or not, is never asked for twice by itself; only a pipe that broke is tried again.
 * Data is fresh for 20 s: then a look at the window renews it.
 */
export const queryClient = new QueryClient({
	defaultOptions: {
		queries: {
			staleTime: 20_000,
			retryOnMount: false,
			retry: (failures, error) => !(error instanceof ORPCError) && failures < 3,
			retryDelay: (failures) => 300 * 2 ** failures,
			networkMode: "always",
		},
	},
});

/** Names of what is fetched. Everything of one connection stands under its id, so that one call renews it all. */
export const queryKeys = {
	connections: ["connections"] as const,
	demo: ["demo"] as const,
	vault: ["vault"] as const,
	policy: ["policy"] as const,
	connection: (id: string) => ["connection", id] as const,
	test: (id: string) => ["connection", id, "test"] as const,
	status: (id: string) => ["connection", id, "status"] as const,
	history: (id: string, limit: number) => ["connection", id, "history", limit] as const,
	snapshots: (id: string, check: boolean) => ["connection", id, "snapshots", check] as const,
	certificates: (id: string) => ["connection", id, "certificates"] as const,
	certificate: (id: string, number: number) => ["connection", id, "certificate", number] as const,
	coverage: (id: string) => ["connection", id, "coverage"] as const,
	chain: (id: string) => ["connection", id, "chain"] as const,
	finishList: (id: string) => ["connection", id, "finish-list"] as const,
	files: (id: string, migration: string) => ["connection", id, "files", migration] as const,
	preflight: (id: string, direction: string, ids: string) => ["connection", id, "preflight", direction, ids] as const,
	indexes: (id: string) => ["connection", id, "indexes"] as const,
	indexMoments: (id: string) => ["connection", id, "index-moments"] as const,
	plan: (id: string, direction: string, choice: string) => ["connection", id, "plan", direction, choice] as const,
};
