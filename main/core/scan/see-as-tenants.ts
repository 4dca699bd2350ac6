/** How many rows of each table some tenants see: asked before a run and after it. */
import { SEEN_COUNTED, SEEN_TENANTS, type TenancyProfile } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import { withConnection } from "../connections/with-connection.ts";
import { toAppError } from "../errors.ts";
import type { Ports, Session } from "../ports.ts";
import { askTenants } from "./ask-tenants.ts";
import { countSeen } from "./condition.ts";
import type { ScanPlan } from "./plan.ts";
import { prepareScan } from "./prepare-scan.ts";

/** Milliseconds for one statement, and for all of them: a run waits for it. */
const TIMEOUT = 2_000;
const WHOLE = 20_000;

export interface Seen {
	role: string | undefined;
	/** Ids. */
	tenants: string[];
	names: ReadonlyMap<string, string>;
	/** By table, then by tenant. */
	rows: Map<string, Map<string, number | null>>;
	missing: string[];
}

export interface Seeing {
	deps: { ports: Ports; connections: Connections };
	connection: string;
	tenancy: TenancyProfile | undefined;
	signal: AbortSignal;
}

/** As the tenants of `before`, else as a sample. What goes wrong is told as missing: it never fails a run. Errors: CANCELLED. */
export async function seeAsTenants(seeing: Seeing, before?: Seen): Promise<Seen> {
	const { deps, connection, tenancy, signal } = seeing;
	const late = AbortSignal.timeout(WHOLE);
	const tenants = before && before.tenants.length > 0 ? { tenants: before.tenants } : { sample: SEEN_TENANTS };
	try {
		return await withConnection(deps, connection, { signal: AbortSignal.any([signal, late]) }, async (session) => {
			const input = { connection, tenancy, timeoutMs: TIMEOUT, ...tenants };
			const prepared = await prepareScan(deps, input, session);
			const missing = prepared.missed.map(({ table, reason }) =>
				table === undefined ? reason : `${table}: ${reason}`,
			);
			const { ids, names } = prepared.tenants;
			const seen: Seen = { role: prepared.tenancy.profile.role, tenants: ids, names, rows: new Map(), missing };
			if (prepared.plan) await ask(session, prepared.plan, seen);
			return seen;
		});
	} catch (caught) {
		if (signal.aborted) throw caught;
		const why = late.aborted ? "it took too long" : toAppError(caught).message;
		return nothing(`What tenants see could not be asked: ${why}.`);
	}
}

const nothing = (why: string): Seen => ({
	role: undefined,
	tenants: [],
	names: new Map(),
	rows: new Map(),
	missing: [why],
});

async function ask(session: Session, plan: ScanPlan, seen: Seen): Promise<void> {
	const question = {
		tables: plan.targets,
		words: (table: ScanPlan["targets"][number]) => [countSeen(table, SEEN_COUNTED)],
	};
	for (const { label } of plan.targets) seen.rows.set(label, new Map());
	for (const [at, id] of seen.tenants.entries()) {
		const [heard] = await askTenants(session, plan, [{ id, at }], question);
		if (heard?.refused) seen.missing.push(`As ${id}: ${heard.refused.message}`);
		for (const table of plan.targets) {
			const answer = heard?.answers.get(table);
			if (answer && "error" in answer) seen.missing.push(`${table.label} as ${id}: ${answer.error.message}`);
			seen.rows.get(table.label)?.set(id, answer && "numbers" in answer ? (answer.numbers[0] ?? null) : null);
		}
	}
}
