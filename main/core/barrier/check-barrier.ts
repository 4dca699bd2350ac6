import type { BarrierChange, BarrierState } from "../../contract/index.ts";
import { readWhoAndWhere } from "../connections/role-facts.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { Session } from "../ports.ts";
import { type ProfileInput, tenancyOf } from "../tenancy/profile-of.ts";
import type { BarrierDeps } from "./deps.ts";
import { sweepLogins } from "./logins.ts";
import { type Barrier, readBarrier, SEARCH_NOTHING } from "./read-barrier.ts";
import { usedElsewhere } from "./used-elsewhere.ts";
import { writeInstall, writeRemove } from "./write-change.ts";

/** What stands of the barrier. One-time logins that nobody uses are dropped on the way, where this role may. */
export function checkBarrier(deps: BarrierDeps, input: ProfileInput, signal?: AbortSignal): Promise<BarrierState> {
	return deps.connections.writing(input.connection, () =>
		withConnection(deps, input.connection, signal ? { signal } : {}, async (session) => {
			const swept = await sweepWhereAllowed(deps, session, input.connection);
			const { state } = await barrierOf(deps, session, input);
			return { ...state, swept };
		}),
	);
}

export async function barrierOf(deps: BarrierDeps, session: Session, input: ProfileInput): Promise<Barrier> {
	await session.query(SEARCH_NOTHING);
	return readBarrier(session, await tenancyOf(deps, session, input));
}

/** A standby drops nothing. What was dropped is noted in the trail. */
export async function sweepWhereAllowed(deps: BarrierDeps, session: Session, connection: string): Promise<string[]> {
	if ((await readWhoAndWhere(session)).readOnly) return [];
	const swept = await sweepLogins(session, deps.ports.clock);
	if (swept.length > 0) {
		const { host, port, database } = deps.connections.settings(connection);
		deps.trail.note("sweep-view-logins", {
			server: `${host}:${port}`,
			database,
			logins: swept.slice(0, 100),
			count: swept.length,
		});
	}
	return swept;
}

export function previewBarrier(
	deps: BarrierDeps,
	{ what, ...input }: ProfileInput & { what: "install" | "remove" },
	signal?: AbortSignal,
): Promise<BarrierChange> {
	return withConnection(deps, input.connection, signal ? { signal } : {}, async (session) =>
		changeOf(session, await barrierOf(deps, session, input), what),
	);
}

export async function changeOf(
	session: Session,
	{ facts, plan }: Barrier,
	what: "install" | "remove",
): Promise<BarrierChange> {
	if (what === "install") return writeInstall(facts, plan);
	if (!facts.viewer) return { sql: "", rollback: "", notes: [] };
	const change = writeRemove(facts, plan, { dropRole: !(await usedElsewhere(session, facts.viewer.oid)) });
	const empty = { ...facts, viewer: undefined, policies: [] };
	const anew = {
		...plan,
		tables: plan.tables.map((each) => ({
			...each,
			done: false,
			facts: { ...each.facts, present: false, pinned: undefined },
		})),
	};
	return { ...change, rollback: writeInstall(empty, anew).sql };
}
