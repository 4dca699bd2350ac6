import type {
	CatalogFault,
	ExposedTable,
	KeptSnapshot,
	LostObject,
	RollbackResult,
	TenancyProfile,
} from "../../contract/index.ts";
import { watchingBlockers } from "../activity/watch-blockers.ts";
import { type Leaving, stepAside } from "../barrier/step-aside.ts";
import { certified } from "../certificates/certified.ts";
import type { Draft } from "../certificates/draft.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session, SqlPort } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import { seeingOf } from "../scan/seeing-of.ts";
import { findLost, lostObjects } from "../snapshots/find-lost.ts";
import { takeSnapshot } from "../snapshots/take.ts";
import { profileIfReadable } from "../tenancy/profile-of.ts";
import { catalogInvalid, type MigrationFile } from "./catalog.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { planRollback, type Selection } from "./plan.ts";
import { refuse } from "./refusals.ts";
import { openRun, type Run } from "./run.ts";
import { type Part, type Place, runTransaction } from "./run-transaction.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { readStates } from "./state.ts";
import { readStatements } from "./statements.ts";

export interface RollbackRequest extends Selection {
	connection: string;
	/** Kept in the ledger. */
	reason: string;
	/** The person has seen what is lost. */
	confirmed?: boolean | undefined;
	/** Asks before and after what some tenants see. */
	isolation?: boolean | undefined;
	tenancy?: TenancyProfile | undefined;
}

/**
 * Rolls back in order, the newest first, all in one transaction with the ledger's entries. What is lost is counted first and, once it
 * is confirmed, kept in a snapshot that is read back before the first file runs. CONFIRMATION_NEEDED when data would be lost.
 */
export async function rollbackMigrations(
	deps: MigrationDeps,
	request: RollbackRequest,
	job: JobContext,
): Promise<RollbackResult> {
	if (request.reason === "") throw new AppError("BAD_INPUT", "A rollback needs a reason; it is kept in the ledger.");
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	const options = { signal: job.signal, onNotice: run.onNotice };
	return withOwnSession(deps, request.connection, options, async (session) => {
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const plan = planRollback(await readStates(session, checkDeps(deps, job), catalog), request);
			refuse(plan.refusals, "These migrations cannot be rolled back as things are.");
			const parts = await readRollbacks(deps.ports.sql, catalog.folder, plan.steps);
			if (parts.length === 0) return { rolledBack: [], lost: [] };
			await run.openLedger(session);
			const watched = { pid: session.backendPid, report: job.report };
			const seeing = seeingOf(deps, request, job);
			const certifying = {
				deps,
				connection: request.connection,
				job,
				run: run.deps.run,
				kind: "rollback",
				seeing,
			} as const;
			return watchingBlockers(deps, request.connection, watched, () =>
				certified(session, certifying, (draft) =>
					rollbackAll(session, { deps, run, job, request, draft }, plan.steps, parts),
				),
			);
		});
	});
}

/** The statements of every rollback file; their faults are told together. */
export async function readRollbacks(sql: SqlPort, folder: string, steps: MigrationFile[]): Promise<Part[]> {
	const faults: CatalogFault[] = [];
	const parts: Part[] = [];
	for (const { id, name, rollback } of steps) {
		if (rollback) parts.push({ id, name, file: rollback, statements: await readStatements(sql, rollback, faults) });
	}
	if (faults.length > 0) throw catalogInvalid(folder, faults);
	return parts;
}

interface Work {
	deps: MigrationDeps;
	run: Run;
	job: JobContext;
	request: RollbackRequest;
	draft: Draft;
}

async function rollbackAll(
	session: Session,
	work: Work,
	steps: MigrationFile[],
	parts: Part[],
): Promise<RollbackResult> {
	const { deps, run, request, draft } = work;
	let lost: LostObject[] = [];
	let exposed: ExposedTable[] = [];
	let snapshot: KeptSnapshot | undefined;
	const forget = async (): Promise<void> => {
		if (snapshot) await deps.ports.snapshots.remove(snapshot.id);
		snapshot = undefined;
	};
	try {
		const results = await run.recordingFailure(session, steps, () =>
			runTransaction(session, run.deps, {
				...{ direction: "rollback", parts, first: 1, of: parts.length, before: [] },
				async prepare(at) {
					// After a try that could not have its locks: that transaction is gone, and its snapshot with it.
					await forget();
					let leaving: Leaving[];
					({ lost, exposed, snapshot, leaving } = await keepLost(session, work, parts, at));
					await stepAside(session, leaving);
				},
				async events(done, barrier) {
					await draft.look(
						session,
						done.flatMap(({ statements }) => statements),
					);
					return Promise.all(
						done.map(({ ms, statements }, at) => {
							const step = steps[at];
							if (!step) throw new AppError("INTERNAL", "A part has no migration.");
							const details = {
								statements,
								lost: lost.map(figures),
								...(snapshot ? { snapshot } : {}),
								...(barrier.length > 0 ? { barrier } : {}),
							};
							return run.event(step, "rollback", { ms, reason: request.reason, details });
						}),
					);
				},
			}),
		);
		for (const [at, result] of results.entries()) {
			const step = steps[at];
			if (step) await draft.add(step, "rollback", result, parts[at]?.statements.length ?? 0);
		}
		const kept = snapshot && { id: snapshot.id, sha256: snapshot.sha256, tables: snapshot.tables };
		const { left } = run.deps;
		const barrierLeft = left.length > 0 ? { barrierLeft: left } : {};
		Object.assign(draft.facts, {
			reason: request.reason,
			lost: lost.map(figures),
			snapshot: kept ?? null,
			...barrierLeft,
		});
		return {
			rolledBack: results.map(({ id, ms }) => ({ id, ms })),
			lost,
			...(exposed.length > 0 ? { exposed } : {}),
			...(snapshot ? { snapshot } : {}),
			...barrierLeft,
		};
	} catch (caught) {
		// What is still in the database needs no copy; where that is not certain, the copy stays.
		if (!(caught instanceof AppError && caught.code === "OUTCOME_UNKNOWN")) await forget();
		throw caught;
	}
}

/** What stays for good, in ledger and certificate: the names of customers are not for these. */
const figures = ({ object, kind, rows }: LostObject): LostObject => ({ object, kind, rows });

interface Kept {
	lost: LostObject[];
	exposed: ExposedTable[];
	/** What the barrier gives way on. */
	leaving: Leaving[];
	snapshot: KeptSnapshot | undefined;
}

/** Counts, asks, and keeps: in the transaction that will destroy it, with the tables locked against writers. */
async function keepLost(
	session: Session,
	{ deps, job, request }: Work,
	parts: readonly Part[],
	at: Place,
): Promise<Kept> {
	const ids = parts.map(({ id }) => id);
	job.report({ kind: "step", text: "Counting what would be lost" });
	const scripts = parts.map(({ statements }) => statements);
	const { tables, exposed, leaving } = await findLost(session, scripts, {
		profile: await profileIfReadable(deps, request),
		began: (script, statement) => Object.assign(at, { part: parts[script], statement }),
	});
	at.statement = undefined;
	const lost = lostObjects(tables);
	if (lost.length === 0) return { lost, exposed, leaving, snapshot: undefined };
	if (!request.confirmed) throw confirmationNeeded(ids, lost);
	job.report({ kind: "step", text: `Keeping a snapshot of ${tables.length} tables` });
	const [row] = await session.query<{ database: string }>("SELECT pg_catalog.current_database() AS database");
	const wanted = { database: row?.database ?? "", reason: request.reason, migrations: ids, lost: tables };
	return { lost, exposed, leaving, snapshot: await takeSnapshot(session, deps.ports, wanted) };
}

function confirmationNeeded(ids: string[], lost: LostObject[]): AppError {
	return new AppError("CONFIRMATION_NEEDED", `Rolling back ${ids.join(", ")} takes data out of the database.`, {
		hint: "Look at what goes, then confirm. It is kept in a snapshot on this machine, from which it can be restored.",
		data: { lost },
	});
}
