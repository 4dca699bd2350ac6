/** Locking and unlocking what is guarded. */
import type { ConnectionCard } from "../../main/contract/index.ts";
import { client } from "./client.ts";
import { notifyError } from "./notify.ts";
import { queryClient, queryKeys } from "./query-client.ts";

export async function unlockWrites(id: string): Promise<void> {
	await client.connections.unlockWrites({ id });
	await renew(id);
}

export async function lockWrites(id: string): Promise<void> {
	await client.connections.lockWrites({ id }).catch(notifyError);
	await renew(id);
}

/** What a session may do has changed: all that was read through it is read anew. */
export async function renew(id: string): Promise<void> {
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
	await queryClient.invalidateQueries({ queryKey: queryKeys.connection(id) });
}

/** Minutes and seconds until the lock, as a clock shows them; empty when it is over. Pure. */
export function timeLeft({ until }: ConnectionCard["guard"], now: number): string {
	const seconds = Math.ceil(((until?.getTime() ?? 0) - now) / 1000);
	if (seconds <= 0) return "";
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
