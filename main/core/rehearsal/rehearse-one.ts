import type { RehearsedMigration, StatementResult, TenancyProfile } from "../../contract/index.ts";
import { difference, readFingerprint } from "../catalogue/fingerprint.ts";
import { elapsed } from "../elapsed.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationFile } from "../migrations/catalog.ts";
import { runChecksHere } from "../migrations/checks.ts";
import { checkDeps, type MigrationDeps } from "../migrations/deps.ts";
import { isLarge, type Statements } from "../migrations/read/statement.ts";
import { runStatement } from "../migrations/run-statement.ts";
import { statementFailure } from "../migrations/statement-failure.ts";
import type { ReadSession, Session } from "../ports.ts";
import { readTenantTables } from "../tenancy/tenancy.ts";
import { gaveWay } from "./give-way.ts";
import { type Changed, startMeasuring } from "./measure.ts";
import type { Touch } from "./tenants/count-by-tenant.ts";

export interface Rehearsing {
	deps: MigrationDeps;
	job: JobContext;
	profile: TenancyProfile | undefined;
	/** What a failure says of the state of things. */
	state: string;
}

/** Statements whose times are kept of one file. */
const KEPT = 20_000;
/** The server's counters do not tell the rows that a TRUNCATE takes: its tables are those with a new file. */
const EMPTIES = /\btruncate\b/i;

export interface RehearsedHere {
	migration: RehearsedMigration;
	touches: Touch[];
	/** The catalogue before and after. */
	before: string[];
	after: string[];
}

/** Runs a migration in the open transaction, and leaves it there: what it took, locked, read, wrote, and what its checks say. */
export async function rehearseOne(
	session: Session,
	work: Rehearsing,
	step: MigrationFile,
	statements: Statements,
): Promise<RehearsedHere> {
	const { clock } = work.deps.ports;
	const before = await readFingerprint(session);
	const measure = await startMeasuring(session, clock);
	const wal = await readWal(session);
	const began = clock.monotonic();
	const { results, touches } = await runAll(session, work, step, statements, measure.after);
	const ms = elapsed(clock, began);
	await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
	const measured = await measure.end();
	const walBytes = (await readWal(session)) - wal;
	const after = await readFingerprint(session);
	await session.execute("SAVEPOINT bulkhead_checks");
	const checks = await runChecksHere(session, checkDeps(work.deps, work.job), step);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_checks");
	const migration: RehearsedMigration = {
		...{ id: step.id, on: "live", ms, statements: results, ...measured, schemaDiff: difference(before, after) },
		...{ walBytes, checks, tenants: [] },
	};
	return { migration, touches, before, after };
}

async function runAll(
	session: Session,
	work: Rehearsing,
	step: MigrationFile,
	statements: Statements,
	after: (line: number, ms: number) => Promise<Changed>,
): Promise<{ results: StatementResult[]; touches: Touch[] }> {
	const { deps, job, profile, state } = work;
	const results: StatementResult[] = [];
	const touches: Touch[] = [];
	let at = 0;
	const failed = (caught: unknown, statement?: Parameters<typeof statementFailure>[1]["statement"]) =>
		gaveWay(statementFailure(caught, { part: { file: step.forward }, statement, state, before: [] }));
	for await (const statement of statements) {
		job.signal.throwIfAborted();
		const place = { migration: step.id, index: at + 1, of: statements.length };
		try {
			const result = await runStatement(session, { clock: deps.ports.clock, report: job.report }, statement, place);
			if (results.length < KEPT) results.push(result);
			const { written, rewritten } = await after(statement.line, result.ms);
			const changed = [...written, ...(EMPTIES.test(statement.text) ? rewritten : [])];
			const tables = await readTenantTables(session, changed, profile);
			if (tables.length > 0) touches.push({ at, tables });
		} catch (caught) {
			throw failed(caught, statement);
		}
		at += 1;
	}
	if (!isLarge(statements) && statements.length === 0) return { results, touches };
	await deferredConstraints(session).catch((caught: unknown) => {
		throw failed(caught);
	});
	return { results, touches };
}

/** What COMMIT would find out only then is found out here; taken back, so that what follows finds them deferred. */
async function deferredConstraints(session: Session): Promise<void> {
	await session.execute(
		"SAVEPOINT bulkhead_deferred; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO SAVEPOINT bulkhead_deferred",
		{ anyTime: true },
	);
}

async function readWal(session: ReadSession): Promise<number> {
	const [row] = await session.query<{ bytes: string }>(
		"SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint::text AS bytes",
	);
	return Number(row?.bytes ?? 0);
}
