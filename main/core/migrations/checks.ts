/** A *check* is a statement of a verify file that is named by a comment `-- check: …` above it and returns the violations. */
import type { CatalogFault, CheckResult, JobProgress } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { DatabaseError } from "../errors.ts";
import type { Clock, Rows, Session, SqlPort } from "../ports.ts";
import { catalogInvalid, type MigrationFile } from "./catalog.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { isLarge, type Statement } from "./read/statement.ts";
import { runVerifyScript } from "./run-verify-script.ts";
import { sendStatement } from "./send-statement.ts";
import { readStatements } from "./statements.ts";

/** Violating rows that are kept of a check; all are counted. */
const KEPT = 100;
const NAMED = /^--\s*check:\s*(.+?)\s*$/m;

export interface CheckDeps {
	sql: SqlPort;
	clock: Clock;
	signal: AbortSignal;
	report: (progress: JobProgress) => void;
}

/** How many checks a file declares. Counted without the scanner, which a mere count does not need. */
export function countChecks(migration: MigrationFile): number {
	if (migration.verify?.manner?.asOneCheck) return 1;
	return migration.verify ? [...(migration.verify.text ?? "").matchAll(/^\s*--\s*check:\s*\S/gm)].length : 0;
}

/**
 * Runs the checks of one migration in a transaction that is always rolled back. A check that raises an error fails with it; so do
 * those that follow a failed set-up statement. `firstOnly` ends at the first failing check: enough to know that not all hold.
 */
export async function runChecks(
	session: Session,
	deps: CheckDeps,
	migration: MigrationFile,
	options: { firstOnly?: boolean } = {},
): Promise<CheckResult[]> {
	if (!migration.verify) return [];
	await session.execute(`${FRESH_SESSION}; BEGIN; SET LOCAL lock_timeout = '5s'`);
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
	let broken: DatabaseError | undefined;
	for (const statement of statements) {
		deps.signal.throwIfAborted();
		const name = nameOf(statement);
		if (name === undefined) {
			broken ??= await setUp(session, statement);
			continue;
		}
		const check = broken
			? failed(migration.id, name, 0, broken)
			: await runCheck(session, deps.clock, { migration: migration.id, name, text: statement.text });
		results.push(check);
		deps.report({ kind: "check", check });
		if (firstOnly && !check.ok) break;
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
	const check = failed(id, name, ms, failure.error);
	return { ...check, violations: check.violations.map((row) => ({ line: String(failure.line), ...row })) };
}

async function readChecks(sql: SqlPort, { verify }: MigrationFile): Promise<readonly Statement[]> {
	if (!verify) return [];
	const faults: CatalogFault[] = [];
	const statements = await readStatements(sql, verify, faults);
	if (isLarge(statements)) faults.push({ file: verify.path, message: "It includes too much for a file of checks." });
	else faults.push(...statements.filter(isNoQuery).map(({ line }) => ({ ...noQuery, file: verify.path, line })));
	if (faults.length > 0 || isLarge(statements)) throw catalogInvalid("of this connection", faults);
	return statements;
}

const noQuery = { message: "A check is one query.", hint: "Set up above it what it needs." };

function isNoQuery(statement: Statement): boolean {
	return nameOf(statement) !== undefined && (statement.data !== undefined || statement.each === true);
}

function nameOf({ comments }: Statement): string | undefined {
	return comments.map((comment) => NAMED.exec(comment)?.[1]).findLast((name) => name !== undefined);
}

async function setUp(session: Session, statement: Statement): Promise<DatabaseError | undefined> {
	try {
		await sendStatement(session, statement);
		return undefined;
	} catch (caught) {
		if (caught instanceof DatabaseError) return caught;
		throw caught;
	}
}

async function runCheck(
	session: Session,
	clock: Clock,
	{ migration, name, text }: { migration: string; name: string; text: string },
): Promise<CheckResult> {
	const began = clock.monotonic();
	try {
		const rows = await session.execute(`SAVEPOINT bulkhead_check; ${text}`, { maxRows: KEPT });
		const violations = rows.rows.map((row) => named(rows, row));
		const violationCount = rows.rowCount ?? violations.length;
		return { migration, name, ok: violationCount === 0, ms: elapsed(clock, began), violations, violationCount };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_check");
		return failed(migration, name, elapsed(clock, began), caught);
	}
}

/** A row as an object; columns of one name are told apart by their number. */
function named({ columns }: Rows, row: (string | null)[]): Record<string, string | null> {
	const names = columns.map((column, at) => (columns.indexOf(column) === at ? column : `${column} (${at + 1})`));
	return Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
}

function failed(migration: string, name: string, ms: number, error: DatabaseError): CheckResult {
	const violation = { error: error.message, sqlstate: error.sqlstate, where: error.where ?? null };
	return { migration, name, ok: false, ms, violations: [violation], violationCount: 1 };
}

export function countVerdicts(checks: readonly CheckResult[]): { passed: number; failed: number } {
	const passed = checks.filter(({ ok }) => ok).length;
	return { passed, failed: checks.length - passed };
}

/** The checks of a migration must prove something: none is no proof. */
export function allHold(checks: readonly CheckResult[]): boolean {
	return checks.length > 0 && checks.every(({ ok }) => ok);
}
