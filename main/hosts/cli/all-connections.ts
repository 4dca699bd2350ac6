import type { ConnectionCard } from "../../contract/index.ts";
import type { Client } from "../local-client.ts";

/** Every connection that is known, page by page. */
export async function allConnections(client: Client): Promise<ConnectionCard[]> {
	const all: ConnectionCard[] = [];
	for (let after: string | undefined; ; ) {
		const { connections, next } = await client.connections.list(after === undefined ? undefined : { after });
		all.push(...connections);
		if (next === undefined) return all;
		after = next;
	}
}
