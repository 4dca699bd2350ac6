import type { TestResult } from "../../contract/index.ts";
import type { Ports } from "../ports.ts";
import type { Connections } from "./registry.ts";
import { readWhoAndWhere } from "./role-facts.ts";
import { withConnection } from "./with-connection.ts";

/** Connects and tells what is there. Errors: CONNECT_FAILED, PASSWORD_NEEDED, CONNECTION_LOST. */
export function testConnection(
	deps: { ports: Ports; connections: Connections },
	id: string,
	signal?: AbortSignal,
): Promise<TestResult> {
	const { clock } = deps.ports;
	return withConnection(deps, id, signal ? { signal } : {}, async (session) => {
		const { role, database, readOnly } = await readWhoAndWhere(session);
		const before = clock.monotonic();
		await session.query("SELECT 1 AS one");
		const latencyMs = clock.monotonic() - before;
		const server = { version: session.serverVersionText, number: session.serverVersion };
		return { server, database, role, latencyMs, readOnly, ...(session.tls ? { tls: session.tls } : {}) };
	});
}
