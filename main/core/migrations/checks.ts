/** Runs the checks of a migration: those of its verify file, or that file as a whole. */
import type { CheckResult, JobProgress } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { DatabaseError } from "../errors.ts";
import type { Clock, Rows, Session, SqlPort } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import { checkOf, KEPT_VIOLATIONS } from "./check-result.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { fillHoles } from "./read/fill-holes.ts";
import type { Statement } from "./read/statement.ts";
import { nameOf, readChecks } from "./read-checks.ts";
import { canGoAhead } from "./run-ahead.ts";
import { runVerifyScript } from "./run-verify-script.ts";
import { sendStatement } from "./send-statement.ts";

/** The transaction that checks run in; it is always rolled back. */
export const OPEN_CHECKS = `${FRESH_SESSION}; BEGIN; SET LOCAL lock_timeout = '5s'`;

export interface CheckDeps {
	sql: SqlPort;
	clock: Clock;
	signal: AbortSignal;
	report: (progress: JobProgress) => void;
}

/**
 * Runs the checks of one migration in a transaction that is always rolled back. A check that raises an error fails with it; so do
 * those that follow a failed set-up statement. `firstOnly` tells up to the first failing check: enough to know that not all hold.
 */
export async function runChecks(
	session: Session,
	deps: CheckDeps,
	migration: MigrationFile,
	options: { firstOnly?: boolean } = {},
): Promise<CheckResult[]> {
	if (!migration.verify) return [];
	await session.execute(OPEN_CHECKS);
	try {
		return await runChecksHere(session, deps, migration, options);
	} finally {
		// The first error counts; a session that is gone has rolled back by itself.
		await session.execute("ROLLBACK").catch(() => {});
	}
}

/** The same in the open transaction, which the caller takes back. */
export async function runChecksHere(
	session: Session,
	deps: CheckDeps,
	migration: MigrationFile,
	{ firstOnly = false }: { firstOnly?: boolean } = {},
): Promise<CheckResult[]> {
	const statements = await readChecks(deps.sql, migration);
	if (migration.verify?.manner?.asOneCheck) {
		const check = await runScript(session, deps.clock, migration, statements);
		deps.report({ kind: "check", check });
		return [check];
	}
	const results: CheckResult[] = [];
	const told = (check: CheckResult): void => {
		results.push(check);
		deps.report({ kind: "check", check });
	};
	for (let from = 0; from < statements.length; ) {
		deps.signal.throwIfAborted();
		from = await runStretch(session, deps, { id: migration.id, statements, from, told });
		if (!firstOnly) continue;
		const failing = results.findIndex(({ ok }) => !ok);
		if (failing >= 0) return results.slice(0, failing + 1);
	}
	return results;
}

async function runScript(
	session: Session,
	clock: Clock,
	{ id, verify }: MigrationFile,
	statements: readonly Statement[],
): Promise<CheckResult> {
	const name = verify?.path ?? "";
	const { ms, failure } = await runVerifyScript(session, clock, statements);
	if (!failure) return { migration: id, name, ok: true, ms, violations: [], violationCount: 0 };
	const check = checkOf({ migration: id, name, ms }, failure.error);
	return { ...check, violations: check.violations.map((row) => ({ line: String(failure.line), ...row })) };
}

interface Stretch {
	id: string;
	statements: readonly Statement[];
	from: number;
	told: (check: CheckResult) => void;
}

/**
 * Runs from one statement on, as far as can be sent in one go and nothing fails; answers with the place to go on from. Behind an error
 * the server refuses the rest, so what comes after a failed check is sent again from its savepoint, and after a failed set-up never.
 */
async function runStretch(session: Session, deps: CheckDeps, stretch: Stretch): Promise<number> {
	const { clock, signal } = deps;
	const { id, statements, from, told } = stretch;
	const waiting = statements.findIndex((statement, at) => at >= from && !canGoAhead(statement));
	if (waiting === from) return runByItself(session, deps, stretch);
	const sent = statements.slice(from, waiting < 0 ? undefined : waiting);
	let failedAt: number | undefined;
	let began = clock.monotonic();
	await session.executeAll(sent.map(textOf), {
		maxRows: KEPT_VIOLATIONS,
		told(outcome, at) {
			const name = sent[at] && nameOf(sent[at]);
			if (failedAt !== undefined || signal.aborted) return;
			const failed = outcome instanceof DatabaseError;
			if (failed) failedAt = from + at;
			if (name !== undefined) told(checkOf({ migration: id, name, ms: elapsed(clock, began) }, outcome));
			else if (failed) failRest(stretch, from + at, outcome);
			began = clock.monotonic();
		},
	});
	signal.throwIfAborted();
	if (failedAt === undefined) return from + sent.length;
	const failed = statements[failedAt];
	if (!failed || nameOf(failed) === undefined) return statements.length;
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_check");
	return failedAt + 1;
}

const textOf = (statement: Statement): string =>
	nameOf(statement) === undefined ? statement.text : `SAVEPOINT bulkhead_check; ${statement.text}`;

/** A statement that wants more than its text sent. */
async function runByItself(session: Session, deps: CheckDeps, stretch: Stretch): Promise<number> {
	const { id, statements, from, told } = stretch;
	const statement = statements[from];
	if (!statement) return statements.length;
	const name = nameOf(statement);
	const began = deps.clock.monotonic();
	const check = () => ({ migration: id, name: name ?? "", ms: elapsed(deps.clock, began) });
	try {
		if (name === undefined) await sendStatement(session, statement);
		else told(checkOf(check(), await askByItself(session, statement)));
		return from + 1;
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		if (name === undefined) {
			failRest(stretch, from, caught);
			return statements.length;
		}
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_check");
		told(checkOf(check(), caught));
		return from + 1;
	}
}

async function askByItself(session: Session, statement: Statement): Promise<Rows> {
	await session.execute("SAVEPOINT bulkhead_check");
	return fillHoles(session, statement, (text) => session.execute(text, { maxRows: KEPT_VIOLATIONS, anyTime: true }));
}

function failRest({ id, statements, told }: Stretch, from: number, error: DatabaseError): void {
	for (const statement of statements.slice(from + 1)) {
		const name = nameOf(statement);
		if (name !== undefined) told(checkOf({ migration: id, name, ms: 0 }, error));
	}
}
