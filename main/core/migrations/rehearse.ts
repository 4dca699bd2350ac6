import type { RehearsedMigration, RehearseResult, StatementResult } from "../../contract/index.ts";
import { difference, readFingerprint } from "../catalogue/fingerprint.ts";
import { elapsed } from "../elapsed.ts";
import { DatabaseError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { ReadSession, Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import type { MigrationFile } from "./catalog.ts";
import { runChecksHere } from "./checks.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { startMeasuring } from "./measure.ts";
import { planApply, type Selection } from "./plan.ts";
import type { Statements } from "./read/statement.ts";
import { readForward } from "./read-forward.ts";
import { refuse, refuseInterrupted } from "./refusals.ts";
import { readRollbacks } from "./rollback.ts";
import { openRun } from "./run.ts";
import { runStatement } from "./run-statement.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { cutSegments, isOneTransaction } from "./segments.ts";
import { sendStatement } from "./send-statement.ts";
import { readStates } from "./state.ts";
import { statementFailure } from "./statement-failure.ts";

/** With the settings of a real run; a lock that cannot be had ends the rehearsal instead of keeping others waiting. */
const BEGIN = `${FRESH_SESSION}; BEGIN; SET LOCAL row_security = off; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = 0`;

interface Work {
	deps: MigrationDeps;
	job: JobContext;
	/** How many will be rehearsed. */
	of: number;
}

/**
 * Runs for real what `applyMigrations` would run, one after another in one transaction, measures each, tries its rollback, and rolls
 * everything back. What ROLLBACK does not undo: numbers taken from sequences, and the time for which the locks are held.
 * Errors: as of a real run.
 */
export async function rehearseMigrations(
	deps: MigrationDeps,
	request: Selection & { connection: string },
	job: JobContext,
): Promise<RehearseResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	const options = { signal: job.signal, onNotice: run.onNotice };
	return withOwnSession(deps, request.connection, options, async (session) => {
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const { steps, skipped, refusals, interrupted } = planApply(
				await readStates(session, checkDeps(deps, job), catalog),
				request,
			);
			refuseInterrupted(interrupted);
			refuse(refusals, "These migrations cannot be applied as things are.");
			const statements = await readForward(deps.ports.sql, catalog.folder, steps);
			refuse(await notInTransaction(deps, steps, statements), "Not everything here can be rehearsed in a transaction.");
			const rehearsal: RehearsedMigration[] = [];
			await session.execute(BEGIN);
			try {
				for (const step of steps) {
					const numbered = { index: rehearsal.length + 1, of: steps.length };
					const own = statements.get(step.id) ?? [];
					job.report({
						kind: "migration-started",
						migration: step.id,
						name: step.name,
						direction: "apply",
						...numbered,
						statements: own.length,
					});
					rehearsal.push(await rehearseOne(session, { deps, job, of: steps.length }, step, own));
					job.report({ kind: "migration-done", migration: step.id, ms: rehearsal.at(-1)?.ms ?? 0 });
				}
			} finally {
				await session.execute("ROLLBACK").catch(() => {});
			}
			return { rehearsal, skipped };
		});
	});
}

/** What ROLLBACK could not take back is not run. */
async function notInTransaction(
	{ ports: { sql } }: MigrationDeps,
	steps: readonly MigrationFile[],
	statements: Map<string, Statements>,
): Promise<string[]> {
	const reasons: string[] = [];
	for (const { id, forward } of steps) {
		const segments = await cutSegments(sql, statements.get(id) ?? []);
		if (isOneTransaction(segments)) continue;
		const line =
			segments.find(({ kind }) => kind === "alone")?.statements[0]?.line ?? segments[1]?.statements[0]?.line ?? 1;
		reasons.push(
			`${forward.path}:${line} runs outside a transaction: rehearse up to the migration before ${id} (--to).`,
		);
	}
	return reasons;
}

async function rehearseOne(
	session: Session,
	{ deps, job }: Work,
	step: MigrationFile,
	statements: Statements,
): Promise<RehearsedMigration> {
	const { clock } = deps.ports;
	const before = await readFingerprint(session);
	const measure = await startMeasuring(session);
	const wal = await readWal(session);
	const began = clock.monotonic();
	const results: StatementResult[] = [];
	let index = 0;
	for await (const statement of statements) {
		job.signal.throwIfAborted();
		index += 1;
		try {
			const place = { migration: step.id, index, of: statements.length };
			results.push(await runStatement(session, { clock, report: job.report }, statement, place));
		} catch (caught) {
			const state = "It was a rehearsal: everything was rolled back.";
			throw statementFailure(caught, { part: { file: step.forward }, statement, state, before: [] });
		}
		await measure.after(statement.line);
	}
	const ms = elapsed(clock, began);
	await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
	const measured = await measure.end();
	const walBytes = (await readWal(session)) - wal;
	const after = await readFingerprint(session);
	await session.execute("SAVEPOINT bulkhead_checks");
	const checks = await runChecksHere(session, checkDeps(deps, job), step);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_checks");
	const back = await tryRollback(session, deps, step, before);
	return {
		id: step.id,
		ms,
		statements: results,
		...measured,
		schemaDiff: difference(before, after),
		walBytes,
		checks,
		...back,
	};
}

/** Runs the rollback in a savepoint and holds the catalogue against what it was before the migration. */
async function tryRollback(
	session: Session,
	{ ports }: MigrationDeps,
	step: MigrationFile,
	before: string[],
): Promise<Pick<RehearsedMigration, "comesBack" | "comesBackDiff">> {
	const [rollback] = await readRollbacks(ports.sql, "of this connection", [step]);
	if (!rollback) return {};
	await session.execute("SAVEPOINT bulkhead_rollback");
	try {
		for await (const statement of rollback.statements) await sendStatement(session, statement);
		await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
		const left = difference(before, await readFingerprint(session));
		return left.length === 0 ? { comesBack: true } : { comesBack: false, comesBackDiff: left };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return {
			comesBack: false,
			comesBackDiff: [`${rollback.file.path}: ${caught.message} (SQLSTATE ${caught.sqlstate})`],
		};
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_rollback").catch(() => {});
	}
}

async function readWal(session: ReadSession): Promise<number> {
	const [row] = await session.query<{ bytes: string }>(
		"SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint::text AS bytes",
	);
	return Number(row?.bytes ?? 0);
}
