import type { CheckResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Session } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import { checkOf, KEPT_VIOLATIONS } from "./check-result.ts";
import { type CheckDeps, OPEN_CHECKS } from "./checks.ts";
import { nameOf, readChecks } from "./read-checks.ts";
import { canGoAhead } from "./run-ahead.ts";

/** The first check of a migration, with what sets it up. */
interface Question {
	file: MigrationFile;
	name: string;
	texts: string[];
	/** Place of the check among the texts of all questions. */
	at: number;
}

/**
 * Of migrations that no ledger knows, those that are certainly not there, each with its first check, which does not hold. On a new
 * database that is all of them: they are asked together, in one go. What is not among them is to be asked in full.
 */
export async function findAbsent(
	session: Session,
	deps: CheckDeps,
	files: readonly MigrationFile[],
): Promise<Map<string, CheckResult>> {
	const questions: Question[] = [];
	let sent = 0;
	for (const file of files) {
		const question = await firstCheck(deps, file, sent);
		if (!question) continue;
		questions.push(question);
		sent += question.texts.length;
	}
	if (questions.length === 0) return new Map();
	// Answered before the rest is sent: were it to fail, that would run in no transaction and stay.
	await session.execute(OPEN_CHECKS);
	try {
		return await ask(session, deps, questions);
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

async function ask(
	session: Session,
	{ clock, signal }: CheckDeps,
	questions: readonly Question[],
): Promise<Map<string, CheckResult>> {
	const absent = new Map<string, CheckResult>();
	const checks = new Map(questions.map((question) => [question.at, question]));
	let began = clock.monotonic();
	await session.executeAll(
		questions.flatMap(({ texts }) => texts),
		{
			maxRows: KEPT_VIOLATIONS,
			told(outcome, at) {
				const question = checks.get(at);
				if (question && !signal.aborted) {
					const { file, name } = question;
					const check = checkOf({ migration: file.id, name, ms: elapsed(clock, began) }, outcome);
					if (!check.ok) absent.set(file.id, check);
				}
				began = clock.monotonic();
			},
		},
	);
	signal.throwIfAborted();
	return absent;
}

/** Undefined where it has no check, or one that needs more than to be sent. */
async function firstCheck(deps: CheckDeps, file: MigrationFile, sent: number): Promise<Question | undefined> {
	// A verify script is written for after the change, and need not fail before it: it proves nothing.
	if (!file.verify || file.verify.manner?.asOneCheck) return undefined;
	const statements = await readChecks(deps.sql, file);
	const asked = statements.slice(0, statements.findIndex((statement) => nameOf(statement) !== undefined) + 1);
	const last = asked.at(-1);
	const name = last && nameOf(last);
	if (name === undefined || !asked.every(canGoAhead)) return undefined;
	// What a question sets up, and the failure that it may end in, are taken back before the next.
	const texts = [
		"SAVEPOINT bulkhead_question",
		...asked.map(({ text }) => text),
		"ROLLBACK TO SAVEPOINT bulkhead_question",
	];
	return { file, name, texts, at: sent + texts.length - 2 };
}
