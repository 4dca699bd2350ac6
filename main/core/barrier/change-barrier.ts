import { createHash } from "node:crypto";
import type { BarrierChange, BarrierResult } from "../../contract/index.ts";
import { certified } from "../certificates/certified.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError, toAppError } from "../errors.ts";
import { BARRIER_ENTRY, insertEvent, LOCK_LEDGER, type NewEvent } from "../migrations/ledger.ts";
import { ensureLedger } from "../migrations/ledger-schema.ts";
import { withRunnerLock } from "../migrations/runner-lock.ts";
import type { Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import type { ProfileInput } from "../tenancy/profile-of.ts";
import { barrierOf, changeOf, sweepWhereAllowed } from "./check-barrier.ts";
import type { BarrierDeps } from "./deps.ts";

export type ChangeRequest = ProfileInput & { reason?: string | undefined };

/** lock_not_available, deadlock_detected: a waiting policy gives way and comes again. */
const worthAnotherTry = new Set(["55P03", "40P01"]);
const TRIES = 5;
/** Milliseconds; longer at each try. */
const PAUSE = 300;

/**
 * Installs what is missing of the barrier, or takes it away, in one transaction with the ledger's entry, and leaves a certificate.
 * Errors: REFUSED where a role or a right is missing, STATEMENT_FAILED, LOCK_HELD.
 */
export function changeBarrier(
	deps: BarrierDeps,
	what: "install" | "remove",
	{ reason, ...input }: ChangeRequest,
	signal: AbortSignal = new AbortController().signal,
): Promise<BarrierResult> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const job = { signal, report: () => {} };
	return withOwnSession(deps, input.connection, { signal }, (session) =>
		withRunnerLock(session, { clock, ...job }, async () => {
			const swept = await sweepWhereAllowed(deps, session, input.connection);
			const before = await barrierOf(deps, session, input);
			requirePossible(before.state.leaks, before.facts.viewer?.unsafe ?? [], what);
			const change = await changeOf(session, before, what);
			if (change.sql === "") {
				return { barrier: { ...before.state, swept }, change, changed: false, ms: elapsed(clock, began) };
			}
			await ensureLedger(session);
			const run = crypto.randomUUID();
			const kind = what === "install" ? "apply" : "rollback";
			await certified(session, { deps, connection: input.connection, job, run, kind }, async (draft) => {
				const event = eventOf(change, { run, kind, reason });
				event.ms = await runChange(deps, session, change, event);
				const tokens = event.tokenChecksum;
				draft.migrations.push({
					...{ id: BARRIER_ENTRY, name: event.name, event: kind, done: "all", sha256: event.checksum, tokens },
					...{ ms: event.ms, statements: [], statementCount: change.sql.split(";\n").length },
				});
				draft.facts.reason = reason ?? null;
				return {};
			});
			const { state } = await barrierOf(deps, session, input);
			return { barrier: { ...state, swept }, change, changed: true, ms: elapsed(clock, began) };
		}),
	);
}

/** A role of the barrier's name that could do more is somebody else's, and is left alone. */
function requirePossible(leaks: readonly string[], unsafe: readonly string[], what: "install" | "remove"): void {
	if (what === "remove" || unsafe.length === 0) return;
	throw new AppError("REFUSED", `The role bulkhead_viewer is there already, with ${unsafe.join(", ")}.`, {
		hint: "Take these attributes from it (ALTER ROLE), or rename it; then install again.",
		data: { reasons: [...leaks], state: "Nothing was changed." },
	});
}

function eventOf(
	{ sql, rollback }: BarrierChange,
	{ run, kind, reason }: { run: string; kind: "apply" | "rollback"; reason: string | undefined },
): NewEvent {
	const checksum = createHash("sha256").update(sql).digest("hex");
	return {
		...{
			migration: BARRIER_ENTRY,
			name: "bulkhead_viewer",
			event: kind,
			run,
			ms: 0,
			checksum,
			tokenChecksum: checksum,
		},
		...{ reason, details: { sql, rollback } },
	};
}

/** Milliseconds that it took. */
async function runChange(
	{ ports: { clock, who } }: BarrierDeps,
	session: Session,
	{ sql }: BarrierChange,
	event: NewEvent,
): Promise<number> {
	for (let attempt = 1; ; attempt += 1) {
		const began = clock.monotonic();
		try {
			await session.execute(`BEGIN; ${LOCK_LEDGER}`);
			await session.execute(sql);
			const ms = elapsed(clock, began);
			const { command } = await session.execute(`${insertEvent({ ...event, ms }, who)}; COMMIT`);
			if (command === "COMMIT") return ms;
			throw new DatabaseError("The server answered COMMIT with ROLLBACK.", { sqlstate: "25P02" });
		} catch (caught) {
			await session.execute("ROLLBACK").catch(() => {});
			const sqlstate = caught instanceof DatabaseError ? caught.sqlstate : undefined;
			if (sqlstate === undefined || !worthAnotherTry.has(sqlstate) || attempt === TRIES) throw failure(caught);
			await clock.sleep(PAUSE * attempt);
		}
	}
}

/** insufficient_privilege */
const NO_RIGHT = "42501";

function failure(caught: unknown): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	const state = "It was rolled back: nothing was changed.";
	if (caught.sqlstate !== NO_RIGHT) {
		const error = toAppError(caught);
		return new AppError(error.code, error.message, { ...error.data, data: { state } }, caught);
	}
	return new AppError(
		"REFUSED",
		`This role may not change the barrier: ${caught.message}.`,
		{
			sqlstate: caught.sqlstate,
			hint: "Connect as the owner of the tenant tables with CREATEROLE, or let an administrator run what `isolation barrier install --preview` prints.",
			data: { state },
		},
		caught,
	);
}
