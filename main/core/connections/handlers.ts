import { CONNECTIONS_A_PAGE } from "../../contract/index.ts";
import type { Ports } from "../ports.ts";
import { procedures } from "../procedures.ts";
import type { Connections } from "./registry.ts";
import { testConnection } from "./test-connection.ts";

export function connectionsHandlers(deps: { ports: Ports; connections: Connections }) {
	const { ports, connections } = deps;
	const { list, find, save, open, unlock, trustSshHost, test, remove, duplicate, move, unlockWrites, lockWrites } =
		procedures.connections;
	return {
		list: list.handler(({ input: { limit, after } = {} }) =>
			connections.page(limit ?? CONNECTIONS_A_PAGE[after === undefined ? "first" : "most"], after),
		),
		find: find.handler(({ input }) => connections.named(input.name)),
		save: save.handler(({ input }) => connections.save(input)),
		open: open.handler(({ input }) => connections.open(input)),
		unlock: unlock.handler(({ input }) => connections.unlock(input.id, input)),
		trustSshHost: trustSshHost.handler(({ input }) => ({ trusted: ports.postgres.trustSshHost(input.fingerprint) })),
		test: test.handler(({ input, signal }) => testConnection(deps, input.id, signal)),
		remove: remove.handler(({ input }) => ({ removed: connections.remove(input.id) })),
		duplicate: duplicate.handler(({ input }) => connections.duplicate(input.id)),
		move: move.handler(({ input }) => {
			connections.move(input.id, input.before);
			return { moved: true };
		}),
		unlockWrites: unlockWrites.handler(({ input }) => connections.unlockWrites(input.id, input.minutes)),
		lockWrites: lockWrites.handler(({ input }) => connections.lockWrites(input.id)),
	};
}
