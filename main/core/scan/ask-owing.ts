/** Tables that failed once get another chance, alone, when all the others are done. */
import { SCAN_MATRIX_TENANTS, SCAN_OWN_COUNTED } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { lookCloser } from "./ask-pieces.ts";
import { askTenants } from "./ask-tenants.ts";
import { foreignWords } from "./condition.ts";
import { PIECE } from "./pieces.ts";
import type { Asked, ScanPlan } from "./plan.ts";
import type { Target } from "./read-targets.ts";
import type { Scanning } from "./scanning.ts";
import { noteMissed, noteSeen, type Seen } from "./tally.ts";

/** Failures of one table after which it is given up. */
const PATIENCE = 3;

export async function askOwing(session: Session, plan: ScanPlan, scanning: Scanning): Promise<void> {
	const { tally } = scanning;
	for (let owing = tally.owing[0]; owing; owing = tally.owing[0]) {
		const target = plan.targets[owing.table];
		if (target) await askAlone(session, plan, scanning, { owing, target });
		tally.owing.shift();
		scanning.kept();
	}
}

type Owing = Scanning["tally"]["owing"][number];

interface Alone {
	owing: Owing;
	target: Target;
}

async function askAlone(session: Session, plan: ScanPlan, scanning: Scanning, alone: Alone): Promise<void> {
	const { tally, tenants, job } = scanning;
	const { owing, target } = alone;
	let failures = 0;
	// One first: it tells whether the others are worth their time.
	for (let size = 1; owing.tenants.length > 0; size = failures > 0 ? 1 : PIECE) {
		job.signal.throwIfAborted();
		job.report({
			kind: "step",
			text: `Asking ${target.label} once more, alone: ${owing.tenants.length} tenants are left`,
		});
		const batch = owing.tenants.slice(0, size).map((at) => ({ at, id: tenants[at] ?? "" }));
		const { seen, missed } = await askBatch(session, plan, scanning, { ...alone, batch });
		for (const each of seen) noteSeen(tally, each);
		for (const [tenant, reason] of missed) noteMissed(tally, { table: target.label, tenant, tenants: 1, reason });
		owing.tenants.splice(0, batch.length);
		failures += missed.length;
		if (failures >= PATIENCE || (failures > 0 && size === 1 && seen.length === 0)) break;
	}
	const [tenant] = owing.tenants;
	if (tenant === undefined) return;
	const reason = tally.missed.findLast(({ table }) => table === target.label)?.reason ?? owing.reason;
	noteMissed(tally, { table: target.label, tenant: tenants[tenant] ?? "", tenants: owing.tenants.length, reason });
}

interface Batch {
	seen: Seen[];
	/** Tenant and reason. */
	missed: [string, string][];
}

async function askBatch(
	session: Session,
	plan: ScanPlan,
	scanning: Scanning,
	{ owing, target, batch }: Alone & { batch: Asked[] },
): Promise<Batch> {
	const found: Batch = { seen: [], missed: [] };
	const inMatrix = batch.some(({ at }) => at < SCAN_MATRIX_TENANTS);
	const question = { tables: [target], words: foreignWords(inMatrix ? SCAN_OWN_COUNTED : undefined) };
	for (const heard of await askTenants(session, plan, batch, question)) {
		const answer = heard.answers.get(target);
		if (answer && !("error" in answer)) {
			found.seen.push(await lookCloser(session, plan, scanning, { heard, target, place: owing.table, answer }));
		} else found.missed.push([heard.tenant.id, (answer?.error ?? heard.refused)?.message ?? owing.reason]);
	}
	return found;
}
