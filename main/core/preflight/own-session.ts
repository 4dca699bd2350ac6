/** A session for work that must not share it: the runner's lock, a transaction and the settings before it belong to one process. */
import { readWhoAndWhere } from "../connections/role-facts.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import type { ReadSession, Session, SessionOptions } from "../ports.ts";
import { detectPooler } from "./detect-pooler.ts";
import { type Obstacle, pooled, readOnlySession, refusal } from "./obstacle.ts";

/** What this session is good for; `backendPid` is the process that really answers. */
export async function findObstacle(
	{ ports, connections }: MigrationDeps,
	connection: string,
	session: ReadSession,
): Promise<{ obstacle?: Obstacle; backendPid: number }> {
	const { readOnly, backendPid } = await readWhoAndWhere(session);
	if (readOnly) return { backendPid, obstacle: connections.lockOf(connection) ?? readOnlySession };
	const { postgres, clock } = ports;
	const params = await connections.params(connection);
	const seen = await detectPooler({ postgres, clock, params, session, pid: backendPid });
	return { backendPid, ...(seen ? { obstacle: pooled(seen) } : {}) };
}

/** As `withConnection`. REFUSED, before anything is run, where the session may only read or is not ours alone. */
export function withOwnSession<T>(
	deps: MigrationDeps,
	connection: string,
	options: SessionOptions,
	use: (session: Session) => Promise<T>,
): Promise<T> {
	return withConnection(deps, connection, options, async (session) => {
		const { obstacle, backendPid } = await findObstacle(deps, connection, session);
		if (obstacle) throw refusal(obstacle);
		return use(backendPid === session.backendPid ? session : { ...session, backendPid });
	});
}
