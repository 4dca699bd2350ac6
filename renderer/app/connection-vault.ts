/** The vault of this Bulkhead, as the screens know it. */
import { useQuery } from "@tanstack/react-query";
import type { VaultState } from "../../main/contract/index.ts";
import { client } from "./client.ts";
import { queryClient, queryKeys } from "./query-client.ts";

export function useVault() {
	return useQuery({ queryKey: queryKeys.vault, queryFn: ({ signal }) => client.vault.status(undefined, { signal }) });
}

/** Does something with the vault; where passwords come from is read anew. */
export async function withVault<T extends VaultState | { entries: number }>(work: () => Promise<T>): Promise<T> {
	const result = await work();
	await queryClient.invalidateQueries({ queryKey: queryKeys.vault });
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
	return result;
}
