import type { FleetTarget, FleetTargetStatus } from "../../contract/index.ts";
import { readCatalogue } from "../catalogue/fingerprint.ts";
import { compareWithLast } from "../certificates/compare.ts";
import { readLast } from "../certificates/read-chain.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, toErrorValue } from "../errors.ts";
import type { Catalog } from "../migrations/catalog.ts";
import { checkDeps } from "../migrations/deps.ts";
import { hasCertificates } from "../migrations/ledger-schema.ts";
import { readRunner } from "../migrations/runner-lock.ts";
import { readStates } from "../migrations/state.ts";
import type { Session } from "../ports.ts";
import type { FleetDeps } from "./deps.ts";
import { withDeadline } from "./with-deadline.ts";

/** Milliseconds after the deadline in which a cancel may still be heard of. */
const GRACE = 1_000;

export interface Looking {
	/** The folder of a target's connection. */
	catalogOf: (connection: string) => Promise<Catalog>;
	deadlineMs: number;
	signal: AbortSignal;
}

/** How one database stands; never throws: what is in the way is part of the answer. */
export async function lookAtTarget(
	deps: FleetDeps,
	target: FleetTarget,
	{ catalogOf, deadlineMs, signal }: Looking,
): Promise<FleetTargetStatus> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const late = () =>
		new AppError("CONNECT_FAILED", `No answer within ${Math.round(deadlineMs / 100) / 10} s.`, {
			hint: "See whether the server is there and not overloaded; a longer deadline can be given.",
			data: { reason: "timeout" },
		});
	const deadline = { clock, ms: deadlineMs, graceMs: GRACE, signal, late, abandoned: late };
	let overdue = false;
	try {
		const found = await withDeadline(deadline, async (stop) => {
			stop.addEventListener("abort", () => {
				overdue = !signal.aborted;
			});
			const catalog = await catalogOf(target.id);
			return withConnection(deps, target.id, { signal: stop }, (session) => look(session, deps, catalog, stop));
		});
		return { target, ms: elapsed(clock, began), ...found };
	} catch (caught) {
		// A statement that was cancelled because of the deadline says only that.
		const error = toErrorValue(overdue ? late() : caught);
		return { target, ms: elapsed(clock, began), migrations: [], error };
	}
}

type Found = Omit<FleetTargetStatus, "target" | "ms" | "error">;

async function look(session: Session, deps: FleetDeps, catalog: Catalog, signal: AbortSignal): Promise<Found> {
	const known = await readStates(session, checkDeps(deps, { signal, report: () => {} }), catalog);
	const runner = await readRunner(session);
	return {
		version: session.serverVersionText,
		migrations: known.map(({ id, name, state }) => ({ id, name, state })),
		...(runner ? { runner } : {}),
		...(await readDrift(session)),
	};
}

async function readDrift(session: Session): Promise<Pick<Found, "drift" | "certificate" | "driftLines">> {
	const last = (await hasCertificates(session)) ? await readLast(session) : undefined;
	if (!last) return { drift: "unknown" };
	const certificate = { number: last.number, at: last.body?.endedAt ?? "" };
	const { drift, notCompared } = await compareWithLast(session, last, await readCatalogue(session));
	if (notCompared !== undefined) return { drift: "unknown", certificate };
	if (!drift) return { drift: "none", certificate };
	const lines = drift.difference === null ? {} : { driftLines: drift.difference.length + drift.leftOut };
	return { drift: "drift", certificate, ...lines };
}
