/** A run: one job's work on one connection, with an id that all its ledger entries share. */
import type { LedgerEvent } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { type AppError, toAppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Notice, Session } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import type { MigrationDeps } from "./deps.ts";
import { insertEvent, type NewEvent, readLastEvent } from "./ledger.ts";
import { ensureLedger } from "./ledger-schema.ts";
import type { RunDeps } from "./run-file.ts";
import { wasRecorded } from "./was-recorded.ts";

export type Run = ReturnType<typeof openRun>;

type EventFacts = Pick<NewEvent, "ms" | "tokenChecksum" | "reason" | "details">;

export function openRun(deps: MigrationDeps, connection: string, job: JobContext) {
	const { clock, who, sql } = deps.ports;
	const id = crypto.randomUUID();

	const event = (step: MigrationFile, kind: LedgerEvent["event"], facts: EventFacts): NewEvent => ({
		...{ migration: step.id, name: step.name, event: kind, run: id, checksum: step.forward.checksum },
		...facts,
	});
	const tokenHash = (step: MigrationFile): Promise<string> => sql.tokenHash(step.forward.text);
	const runDeps: RunDeps = {
		...{ clock, who, run: id, lastEvent: "0", signal: job.signal, report: job.report },
		wasRecorded: (recorded, backendPid) => wasRecorded(deps, connection, recorded, backendPid),
	};

	const run = {
		/** The migration whose file runs, for the server's notices. */
		current: undefined as string | undefined,
		deps: runDeps,
		event,
		tokenHash,

		/** Makes the ledger where there is none, and remembers how far it goes. Under the runner's lock. */
		async openLedger(session: Session): Promise<void> {
			await ensureLedger(session);
			runDeps.lastEvent = await readLastEvent(session);
		},

		onNotice({ severity, message }: Notice): void {
			const migration = run.current === undefined ? {} : { migration: run.current };
			job.report({ kind: "notice", ...migration, severity, message });
		},

		/** Leaves a `fail` entry when the work fails and the link still stands; the first error is what is thrown. */
		async recordingFailure<T>(session: Session, step: MigrationFile, work: () => Promise<T>): Promise<T> {
			const began = clock.monotonic();
			try {
				return await work();
			} catch (caught) {
				const error = toAppError(caught);
				if (leavesTrace(error)) {
					const ms = elapsed(clock, began);
					const facts = { ms, tokenChecksum: await tokenHash(step), reason: reasonOf(error) };
					await session.execute(insertEvent(event(step, "fail", facts), who)).catch(() => {});
				}
				throw caught;
			}
		},
	};
	return run;
}

function leavesTrace({ code }: AppError): boolean {
	return code === "STATEMENT_FAILED" || code === "DISK_FULL" || code === "CANCELLED";
}

/** Code, place and the server's sentence; never its detail, which may quote rows. */
function reasonOf({ message, data }: AppError): string {
	const place = data.file ? `${data.file}${data.line ? `:${data.line}` : ""}: ` : "";
	return `${place}${message}${data.sqlstate ? ` (SQLSTATE ${data.sqlstate})` : ""}`.slice(0, 2_000);
}
