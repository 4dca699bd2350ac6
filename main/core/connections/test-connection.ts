import type { TestResult } from "../../contract/index.ts";
import type { Ports } from "../ports.ts";
import type { Connections } from "./registry.ts";
import { readWhoAndWhere } from "./role-facts.ts";
import { warningsOf } from "./warnings.ts";
import { withConnection } from "./with-connection.ts";

/** Milliseconds for each of the two questions. */
const PATIENCE = 10_000;

/** Connects and tells what is there. Errors: CONNECT_FAILED, PASSWORD_NEEDED, CONNECTION_LOST. */
export function testConnection(
	deps: { ports: Ports; connections: Connections },
	id: string,
	signal?: AbortSignal,
): Promise<TestResult> {
	const { clock } = deps.ports;
	const options = { queryTimeoutMs: PATIENCE, ...(signal ? { signal } : {}) };
	return withConnection(deps, id, options, async (session) => {
		const { role, database, readOnly } = await readWhoAndWhere(session);
		const before = clock.monotonic();
		await session.query("SELECT 1 AS one");
		const latencyMs = clock.monotonic() - before;
		const server = { version: session.serverVersionText, number: session.serverVersion };
		const { tls, peer, authentication, tunnel } = session.link;
		return {
			...{ server, database, role, latencyMs, readOnly, authentication },
			...(tls ? { tls } : {}),
			...(peer ? { peer } : {}),
			...(tunnel.length > 0 ? { tunnel } : {}),
			warnings: warningsOf(session.link, deps.connections.settings(id), clock.now()),
		};
	});
}
