import type { ApplyResult, FleetEntry, FleetRun, JobProgress } from "../../contract/index.ts";
import { endOfFailure } from "../audit/end-of.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, toErrorValue } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import { applyMigrations } from "../migrations/apply.ts";
import { rehearseMigrations } from "../rehearsal/rehearse.ts";
import type { FleetDeps } from "./deps.ts";
import type { RunRecord } from "./record.ts";
import { withDeadline } from "./with-deadline.ts";

/** Milliseconds for one target. */
export const DEADLINE = 900_000;

/** Migrates one target and writes down what became of it; never throws. Its guard and its own intent in the trail hold. */
export async function migrateTarget(
	deps: FleetDeps,
	record: RunRecord,
	entry: FleetEntry,
	signal: AbortSignal,
): Promise<FleetEntry> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const change = (by: Partial<FleetEntry>) => record.change(entry, by);
	change({ state: "running", startedAt: clock.now() });
	try {
		const result = await audited(deps, record.run, entry, () => work(deps, record, entry, signal));
		const checksFailed = result.checks.failed;
		return change({
			state: checksFailed > 0 ? "checks-failed" : "done",
			applied: result.applied.map(({ id }) => id),
			done: result.applied.length,
			checksFailed,
			...(result.certificate?.number === undefined ? {} : { certificate: result.certificate.number }),
			ms: elapsed(clock, began),
		});
	} catch (caught) {
		const error = toErrorValue(caught);
		const stopped = signal.aborted && error.code === "CANCELLED";
		const applied = error.data?.applied ?? [];
		return change({ state: stopped ? "cancelled" : "failed", error, applied, ms: elapsed(clock, began) });
	}
}

/** What a person would be asked of a single run is in the trail of a fleet's, too: an entry a target. */
async function audited(
	{ trail, connections, ports: { clock } }: FleetDeps,
	run: FleetRun,
	{ target: { id } }: FleetEntry,
	use: () => Promise<ApplyResult>,
): Promise<ApplyResult> {
	const { name, host, port, database, user } = connections.settings(id);
	const intent = trail.intent({
		action: "migrate",
		effect: "change",
		connection: { id, name, server: `${host}:${port}`, database, role: user },
		details: { fleet: run.id, to: run.rules.to },
	});
	const began = clock.monotonic();
	try {
		const result = await use();
		const counts = {
			applied: result.applied.length,
			checksPassed: result.checks.passed,
			checksFailed: result.checks.failed,
		};
		trail.outcome(intent, { outcome: "done", counts, ms: elapsed(clock, began) });
		return result;
	} catch (caught) {
		trail.outcome(intent, { ...endOfFailure(caught), ms: elapsed(clock, began) });
		throw caught;
	}
}

async function work(deps: FleetDeps, record: RunRecord, entry: FleetEntry, signal: AbortSignal): Promise<ApplyResult> {
	const { connections, ports } = deps;
	const { id } = entry.target;
	const { rehearse, to, deadlineMs = DEADLINE } = record.run.rules;
	connections.requireWritable(id);
	const request = { connection: id, ...(to === undefined ? {} : { to }) };
	const minutes = Math.round(deadlineMs / 6_000) / 10;
	const deadline = {
		...{ clock: ports.clock, ms: deadlineMs, signal },
		late: () => new AppError("CANCELLED", `It took longer than its deadline of ${minutes} min.`),
		abandoned: () =>
			new AppError("OUTCOME_UNKNOWN", "It did not answer when it was told to stop, and was left behind.", {
				hint: "`bulkhead status` tells how it stands once it answers again; nothing is half done.",
			}),
	};
	return withDeadline(deadline, (stop) =>
		connections.writing(id, async () => {
			const job: JobContext = { signal: stop, report: telling(record, entry) };
			if (rehearse) await rehearseFirst(deps, record, entry, { ...job, report: () => {} }, request);
			return applyMigrations(deps, request, job);
		}),
	);
}

/** Only a target whose rehearsal holds is touched. */
async function rehearseFirst(
	deps: FleetDeps,
	record: RunRecord,
	entry: FleetEntry,
	job: JobContext,
	request: { connection: string; to?: string },
): Promise<void> {
	record.change(entry, { state: "rehearsing" });
	const { rehearsal } = await rehearseMigrations(deps, { ...request, tenants: false }, job);
	const failing = rehearsal.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
	if (failing.length > 0) {
		throw new AppError("REFUSED", `Its rehearsal does not hold: ${failing.length} checks fail.`, {
			hint: "Look at the rehearsal of this database by itself.",
			data: {
				reasons: failing.slice(0, 20).map(({ migration, name }) => `${migration}: ${name}`),
				state: "Nothing was applied.",
			},
		});
	}
	record.change(entry, { state: "running" });
}

/** Of all that a run tells, which migration it is at. */
function telling(record: RunRecord, entry: FleetEntry): (progress: JobProgress) => void {
	return (progress) => {
		if (progress.kind !== "migration-started") return;
		record.change(entry, { at: progress.migration, done: progress.index - 1, of: progress.of });
	};
}
