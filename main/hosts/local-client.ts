import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import type { Contract } from "../contract/index.ts";
import type { Core } from "../core/core.ts";

export type Client = ContractRouterClient<Contract>;

export interface LocalClient {
	client: Client;
	/** Ends what this client still watches or waits for; jobs go on. */
	close(): void;
}

/**
 * The contract's client inside this process: it validates what goes in and out as a pipe does, and does not write it down in between,
 * which costs a command 40 ms at its start and a long run an event's length for each statement.
 */
export function localClient(core: Core): LocalClient {
	const closed = new AbortController();
	const client: Client = createRouterClient(core.router, {
		interceptors: [({ next, ...call }) => next({ ...call, signal: either(call.signal, closed.signal) })],
	});
	return { client, close: () => closed.abort() };
}

const either = (given: AbortSignal | undefined, closed: AbortSignal): AbortSignal =>
	given ? AbortSignal.any([given, closed]) : closed;
