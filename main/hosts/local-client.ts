import { MessageChannel } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { RPCHandler } from "@orpc/server/message-port";
import type { Contract } from "../contract/index.ts";
import type { Core } from "../core/core.ts";

export type Client = ContractRouterClient<Contract>;

export interface LocalClient {
	client: Client;
	close(): void;
}

/** The contract's client over a pipe inside this process: it serialises and validates as a socket would. */
export function localClient(core: Core): LocalClient {
	const { port1, port2 } = new MessageChannel();
	new RPCHandler(core.router).upgrade(port1);
	port1.start();
	const client: Client = createORPCClient(new RPCLink({ port: port2 }));
	port2.start();
	return { client, close: () => port1.close() };
}
