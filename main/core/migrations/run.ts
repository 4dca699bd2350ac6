/** A run: one job's work on one connection, with an id that all its ledger entries share. */
import type { JobProgress } from "../../contract/index.ts";
import { readStanding } from "../barrier/step-aside.ts";
import { elapsed } from "../elapsed.ts";
import { type AppError, toAppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Notice, Session } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import type { MigrationDeps } from "./deps.ts";
import { insertEvent, type NewEvent, readLastEvent } from "./ledger.ts";
import { ensureLedger } from "./ledger-schema.ts";
import type { RunDeps } from "./run-transaction.ts";
import { tokenHashOf } from "./statements.ts";
import { wasRecorded } from "./was-recorded.ts";

export type Run = ReturnType<typeof openRun>;

type EventFacts = Pick<NewEvent, "ms" | "reason" | "details">;

export function openRun(deps: MigrationDeps, connection: string, job: JobContext) {
	const { clock, who, sql } = deps.ports;
	const id = crypto.randomUUID();
	/** The migration whose file runs, for the server's notices. */
	let current: string | undefined;

	/** An entry of this run for the ledger. */
	const event = async (step: MigrationFile, kind: NewEvent["event"], facts: EventFacts): Promise<NewEvent> => ({
		...{ migration: step.id, name: step.name, event: kind, run: id, checksum: step.forward.checksum },
		tokenChecksum: await tokenHashOf(sql, step.forward),
		...facts,
	});
	const runDeps: RunDeps = {
		...{ clock, who, run: id, lastEvent: "0", signal: job.signal, standing: [], left: [] },
		report(progress: JobProgress): void {
			if (progress.kind === "migration-started") current = progress.migration;
			job.report(progress);
		},
		wasRecorded: (recorded, backendPid) => wasRecorded(deps, connection, recorded, backendPid),
	};

	return {
		deps: runDeps,
		event,

		/** Makes the ledger where there is none, and remembers how far it goes and what stands behind the barrier. Under the runner's lock. */
		async openLedger(session: Session): Promise<void> {
			await ensureLedger(session);
			runDeps.lastEvent = await readLastEvent(session);
			runDeps.standing = await readStanding(session);
		},

		onNotice({ severity, message }: Notice): void {
			job.report({ kind: "notice", ...(current === undefined ? {} : { migration: current }), severity, message });
		},

		/** Leaves a `fail` entry when the work on these fails and the link still stands; the first error is what is thrown. */
		async recordingFailure<T>(session: Session, steps: readonly MigrationFile[], work: () => Promise<T>): Promise<T> {
			const began = clock.monotonic();
			try {
				return await work();
			} catch (caught) {
				const error = toAppError(caught);
				const step = steps.find((each) => isOf(each, error)) ?? steps[0];
				if (step && leavesTrace(error)) {
					const failed = await event(step, "fail", { ms: elapsed(clock, began), reason: reasonOf(error) });
					await session.execute(insertEvent(failed, who)).catch(() => {});
				}
				throw caught;
			}
		},
	};
}

function isOf({ forward, rollback }: MigrationFile, { data }: AppError): boolean {
	return data.file !== undefined && (data.file === forward.path || data.file === rollback?.path);
}

function leavesTrace({ code }: AppError): boolean {
	return code === "STATEMENT_FAILED" || code === "DISK_FULL" || code === "CANCELLED";
}

/** Code, place and the server's sentence; never its detail, which may quote rows. */
function reasonOf({ message, data }: AppError): string {
	const place = data.file ? `${data.file}${data.line ? `:${data.line}` : ""}: ` : "";
	return `${place}${message}${data.sqlstate ? ` (SQLSTATE ${data.sqlstate})` : ""}`.slice(0, 2_000);
}
