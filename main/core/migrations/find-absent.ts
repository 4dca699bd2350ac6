import type { CheckResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Session } from "../ports.ts";
import type { MigrationFile } from "./catalog.ts";
import { checkOf, KEPT_VIOLATIONS } from "./check-result.ts";
import { type CheckDeps, OPEN_CHECKS } from "./checks.ts";
import { nameOf, readChecks } from "./read-checks.ts";
import { canGoAhead } from "./run-ahead.ts";

interface Question {
	file: MigrationFile;
	name: string;
	texts: string[];
	/** Place of the check's answer among those of all questions. */
	answer: number;
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
	const absent = new Map<string, CheckResult>();
	const answers = new Map(questions.map((question) => [question.answer, question]));
	let began = deps.clock.monotonic();
	await session.executeAll(
		questions.flatMap(({ texts }) => texts),
		{
			maxRows: KEPT_VIOLATIONS,
			told(outcome, at) {
				const question = answers.get(at);
				if (question && !deps.signal.aborted) {
					const { file, name } = question;
					const check = checkOf({ migration: file.id, name, ms: elapsed(deps.clock, began) }, outcome);
					if (!check.ok) absent.set(file.id, check);
				}
				began = deps.clock.monotonic();
			},
		},
	);
	deps.signal.throwIfAborted();
	return absent;
}

/** What is sent to ask the first check of a migration, set-up and all; undefined where it has none, or needs more than to be sent. */
async function firstCheck(deps: CheckDeps, file: MigrationFile, sent: number): Promise<Question | undefined> {
	// A verify script is written for after the change, and need not fail before it: it proves nothing.
	if (!file.verify || file.verify.manner?.asOneCheck) return undefined;
	const statements = await readChecks(deps.sql, file);
	const at = statements.findIndex((statement) => nameOf(statement) !== undefined);
	const asked = statements.slice(0, at + 1);
	const last = asked.at(-1);
	const name = last && nameOf(last);
	if (name === undefined || !asked.every(canGoAhead)) return undefined;
	const texts = [OPEN_CHECKS, ...asked.map(({ text }) => text), "ROLLBACK"];
	return { file, name, texts, answer: sent + texts.length - 2 };
}
