import type { Ports } from "../ports.ts";
import { procedures } from "../procedures.ts";
import type { Connections } from "./registry.ts";
import { testConnection } from "./test-connection.ts";

export function connectionsHandlers(deps: { ports: Ports; connections: Connections }) {
	const { ports, connections } = deps;
	const { list, save, open, unlock, trustSshHost, test, remove } = procedures.connections;
	return {
		list: list.handler(async () => ({ connections: await connections.list() })),
		save: save.handler(({ input }) => connections.save(input.id, input.settings, input)),
		open: open.handler(({ input }) => connections.open(input)),
		unlock: unlock.handler(({ input }) => connections.unlock(input.id, input.password, input.secrets)),
		trustSshHost: trustSshHost.handler(({ input }) => ({ trusted: ports.postgres.trustSshHost(input.fingerprint) })),
		test: test.handler(({ input, signal }) => testConnection(deps, input.id, signal)),
		remove: remove.handler(({ input }) => ({ removed: connections.remove(input.id) })),
	};
}
