import type { AuditVerdict } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { hasCertificates } from "../migrations/ledger-schema.ts";
import { procedures } from "../procedures.ts";
import { holdAnchors, readAnchors } from "./anchors.ts";
import { exportPiece } from "./export-trail.ts";
import { listEntries } from "./list-entries.ts";
import { verifyTrail } from "./verify-trail.ts";

export function auditHandlers(deps: MigrationDeps) {
	const { audit } = deps.ports.store;
	const { list, choices, verify, export: exporting } = procedures.audit;
	return {
		list: list.handler(({ input }) => listEntries(audit, input)),
		choices: choices.handler(() => ({ people: audit.people(), actions: audit.actions() })),
		verify: verify.handler(({ input, signal }) => verifyAudit(deps, input.connection, signal)),
		export: exporting.handler(({ input: { format, ...filter } }) => exportPiece(audit, format, filter)),
	};
}

async function verifyAudit(
	deps: MigrationDeps,
	connection: string | undefined,
	signal: AbortSignal | undefined,
): Promise<AuditVerdict> {
	const { clock, store } = deps.ports;
	const began = clock.monotonic();
	const { brokenAt, ...verdict } = await verifyTrail(store.audit, clock, signal);
	const held = connection === undefined ? undefined : await holdAgainst(deps, connection, signal);
	const fault = brokenAt ?? held?.fault;
	return {
		ok: fault === undefined,
		...verdict,
		...(fault ? { brokenAt: fault } : {}),
		...(held ? { anchors: held.anchors } : {}),
		ms: elapsed(clock, began),
	};
}

function holdAgainst(deps: MigrationDeps, connection: string, signal: AbortSignal | undefined) {
	const { audit } = deps.ports.store;
	const { database } = deps.connections.settings(connection);
	return withConnection(deps, connection, signal ? { signal } : {}, async (session) =>
		holdAnchors(audit, database, (await hasCertificates(session)) ? await readAnchors(session, audit.place) : []),
	);
}
