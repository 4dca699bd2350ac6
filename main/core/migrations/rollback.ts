import type { CatalogFault, LostObject, RollbackResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session, SqlPort, SqlStatement } from "../ports.ts";
import { catalogInvalid, type MigrationFile, type SourceFile } from "./catalog.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { findLost } from "./lost.ts";
import { planRollback, type Selection } from "./plan.ts";
import { refuse, requireWritable } from "./refusals.ts";
import { openRun, type Run } from "./run.ts";
import { runFile } from "./run-file.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { readStates } from "./state.ts";
import { readStatements } from "./statements.ts";

export interface RollbackRequest extends Selection {
	connection: string;
	/** Kept in the ledger. */
	reason: string;
	/** The person has seen what is lost. */
	confirmed?: boolean | undefined;
}

export interface RollbackStep {
	step: MigrationFile;
	file: SourceFile;
	statements: SqlStatement[];
}

/** Rolls back in order, the newest first, each in one transaction with its ledger entry. CONFIRMATION_NEEDED when data would be lost. */
export async function rollbackMigrations(
	deps: MigrationDeps,
	request: RollbackRequest,
	job: JobContext,
): Promise<RollbackResult> {
	if (request.reason === "") throw new AppError("BAD_INPUT", "A rollback needs a reason; it is kept in the ledger.");
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	const options = { signal: job.signal, onNotice: run.onNotice };
	return withConnection(deps, request.connection, options, async (session) => {
		await requireWritable(session);
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const plan = planRollback(await readStates(session, checkDeps(deps, job), catalog), request);
			refuse(plan.refusals, "These migrations cannot be rolled back as things are.");
			const steps = await readRollbacks(deps.ports.sql, catalog.folder, plan.steps);
			if (steps.length > 0) await run.openLedger(session);
			return rollbackSteps(session, { run, job, request }, steps);
		});
	});
}

/** The statements of every rollback file; their faults are told together. */
export async function readRollbacks(sql: SqlPort, folder: string, steps: MigrationFile[]): Promise<RollbackStep[]> {
	const faults: CatalogFault[] = [];
	const read: RollbackStep[] = [];
	for (const step of steps) {
		if (!step.rollback) continue;
		read.push({ step, file: step.rollback, statements: await readStatements(sql, step.rollback, faults) });
	}
	if (faults.length > 0) throw catalogInvalid(folder, faults);
	return read;
}

interface Work {
	run: Run;
	job: JobContext;
	request: RollbackRequest;
}

async function rollbackSteps(session: Session, work: Work, steps: RollbackStep[]): Promise<RollbackResult> {
	const { job } = work;
	const rolledBack: RollbackResult["rolledBack"] = [];
	const lost: LostObject[] = [];
	for (const [at, step] of steps.entries()) {
		const { id, name } = step.step;
		const numbered = { index: at + 1, of: steps.length, statements: step.statements.length };
		job.report({ kind: "migration-started", migration: id, name, direction: "rollback", ...numbered });
		const { ms } = await rollbackOne(session, work, step, { lost, before: rolledBack.map((each) => each.id) });
		rolledBack.push({ id, ms });
		job.report({ kind: "migration-done", migration: id, ms });
	}
	return { rolledBack, lost };
}

function rollbackOne(
	session: Session,
	{ run, request }: Work,
	{ step, file, statements }: RollbackStep,
	{ lost, before }: { lost: LostObject[]; before: string[] },
) {
	run.current = step.id;
	return run.recordingFailure(session, step, async () => {
		const tokenChecksum = await run.tokenHash(step);
		let losing: LostObject[] = [];
		const result = await runFile(session, run.deps, {
			...{ migration: step.id, name: step.name, file, statements, before },
			async prepare() {
				losing = await findLost(session, statements);
				if (losing.length > 0 && !request.confirmed) throw confirmationNeeded(step.id, losing);
			},
			event: ({ ms, statements: timed }) =>
				run.event(step, "rollback", {
					...{ ms, tokenChecksum, reason: request.reason },
					details: { statements: timed, lost: losing },
				}),
		});
		lost.push(...losing);
		return result;
	});
}

function confirmationNeeded(id: string, lost: LostObject[]): AppError {
	return new AppError("CONFIRMATION_NEEDED", `Rolling back ${id} destroys data.`, {
		hint: "Look at what is lost, keep a copy of it (pg_dump), then confirm.",
		data: { lost },
	});
}
