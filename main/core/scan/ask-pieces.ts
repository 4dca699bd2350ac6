/** The tenants piece by piece, whichever session is free taking the next. */
import { SCAN_MATRIX_TENANTS, SCAN_OWN_COUNTED } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { askTenants, type Heard } from "./ask-tenants.ts";
import { foreignWords } from "./condition.ts";
import { countForeignRows } from "./count-foreign.ts";
import { PIECE } from "./pieces.ts";
import type { Asked, ScanPlan } from "./plan.ts";
import type { Target } from "./read-targets.ts";
import type { Scanning } from "./scanning.ts";
import { countLimit, noteMissed, noteRole, noteSeen, type Seen, setAside } from "./tally.ts";

/** Milliseconds up to which the next batch may be twice as large. */
const QUICK = 250;

/** What is given to each session. A table that fails once is asked no more with the others. */
export function askPieces(plan: ScanPlan, scanning: Scanning): (session: Session) => Promise<void> {
	const { tally, tenants, job } = scanning;
	const aside = new Map(tally.owing.map(({ table, reason }) => [table, reason]));
	const done = new Set(tally.pieces);
	const queue = Array.from({ length: Math.ceil(tenants.length / PIECE) }, (_, piece) => piece)
		.filter((piece) => !done.has(piece))
		.values();
	const tell = (): void =>
		job.report({
			...{ kind: "step", text: "Asking every table as each tenant" },
			...{ done: Math.min(tally.pieces.length * PIECE, tenants.length), of: tenants.length },
		});
	tell();

	return async (session) => {
		let stride = 1;
		for (const piece of queue) {
			const batch = tenants
				.slice(piece * PIECE, (piece + 1) * PIECE)
				.map((id, place) => ({ id, at: piece * PIECE + place }));
			const findings: Finding[] = [];
			for (let at = 0; at < batch.length; ) {
				job.signal.throwIfAborted();
				const some = batch.slice(at, at + stride);
				const began = performance.now();
				const failed = aside.size;
				findings.push(...(await askSome({ session, plan, scanning, aside }, some)));
				at += some.length;
				const quick = performance.now() - began < QUICK && aside.size === failed;
				stride = quick ? Math.min(stride * 2, PIECE) : 1;
			}
			// All at once: what is kept is never a half of a piece.
			for (const finding of findings) note(plan, scanning, finding);
			tally.pieces.push(piece);
			scanning.kept();
			tell();
		}
	};
}

interface Asking {
	session: Session;
	plan: ScanPlan;
	scanning: Scanning;
	/** By the table's place, why. */
	aside: Map<number, string>;
}

export interface Finding {
	heard: Heard;
	seen: Seen[];
	/** Tables that were set aside, by their places. */
	owed: [number, string][];
}

async function askSome({ session, plan, scanning, aside }: Asking, some: readonly Asked[]): Promise<Finding[]> {
	const before = new Map(aside);
	const tables = plan.targets.filter((_, place) => !before.has(place));
	const inMatrix = some.some(({ at }) => at < SCAN_MATRIX_TENANTS);
	const heard = await askTenants(session, plan, some, {
		tables,
		words: foreignWords(inMatrix ? SCAN_OWN_COUNTED : undefined),
	});
	const findings: Finding[] = [];
	for (const each of heard) findings.push(await understand({ session, plan, scanning, aside }, each, before));
	return findings;
}

async function understand(
	{ session, plan, scanning, aside }: Asking,
	heard: Heard,
	before: ReadonlyMap<number, string>,
): Promise<Finding> {
	const finding: Finding = { heard, seen: [], owed: [] };
	if (heard.refused) return finding;
	finding.owed.push(...before);
	for (const [place, target] of plan.targets.entries()) {
		const answer = heard.answers.get(target);
		if (answer === undefined) continue;
		if ("error" in answer) {
			aside.set(place, answer.error.message);
			finding.owed.push([place, answer.error.message]);
			continue;
		}
		finding.seen.push(await lookCloser(session, plan, scanning, { heard, target, place, answer }));
	}
	return finding;
}

interface Looked {
	heard: Heard;
	target: Target;
	place: number;
	answer: { numbers: number[] };
}

export async function lookCloser(
	session: Session,
	plan: ScanPlan,
	{ tally, names }: Scanning,
	{ heard: { tenant }, target, place, answer }: Looked,
): Promise<Seen> {
	const limit = countLimit(tally, place);
	const [foreign, counted] = answer.numbers;
	const found = foreign === 1 ? await countForeignRows(session, plan, { tenant, table: target, limit }) : undefined;
	const own = tenant.at < SCAN_MATRIX_TENANTS ? counted : undefined;
	return { table: place, tenant, name: names.get(tenant.id), own, found };
}

function note({ role }: ScanPlan, { tally }: Scanning, { heard, seen, owed }: Finding): void {
	const { tenant, refused } = heard;
	if (refused) {
		const reason = `Its context could not be chosen: ${refused.message}`;
		noteMissed(tally, { tenant: tenant.id, tenants: 1, reason });
	}
	if (heard.role !== undefined && role !== undefined) noteRole(tally, heard.role, role);
	for (const [table, reason] of owed) setAside(tally, table, reason, tenant);
	for (const each of seen) noteSeen(tally, each);
}
