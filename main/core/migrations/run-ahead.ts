/** Statements that are sent one behind the other, before the first is answered: what costs most in a small one is the way there and back. */
import type { StatementResult } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import type { Statement } from "./read/statement.ts";
import { type StatementPlace, type TellDeps, tellBeginning } from "./run-statement.ts";

/** Statements that are on their way at once, and their text in characters: a client that dies leaves no more than these to the server. */
const MOST = 64;
const LONGEST = 64 * 1024;

/**
 * COPY wants its data, and these lift the refusal by which a failed statement keeps those behind it from running; the others that end a
 * transaction are refused in a file.
 */
const WAITS = /^(COPY|ROLLBACK|SAVEPOINT|RELEASE)\b/;

/** Whether it may be sent before the one in front of it is answered: its text is known and wants nothing but an answer. */
export function canGoAhead({ data, each, holes, head }: Statement): boolean {
	return data === undefined && each === undefined && holes === undefined && !WAITS.test(head);
}

export function isFull(ahead: readonly Statement[]): boolean {
	return ahead.length >= MOST || ahead.reduce((sum, { text }) => sum + text.length, 0) >= LONGEST;
}

export interface Ahead {
	statements: readonly Statement[];
	/** Of the first one. */
	place: StatementPlace;
	/** Called with each as it begins, so that a failure has its statement. */
	began: (statement: Statement) => void;
	/** Called with what each came to. */
	ended: (result: StatementResult) => void;
}

/** Runs them in the open transaction, each told as it begins and ends. Errors: those of the session, of the first that fails. */
export async function runAhead(
	session: Session,
	deps: TellDeps & { signal: AbortSignal },
	ahead: Ahead,
): Promise<void> {
	const { statements, place, began, ended } = ahead;
	const begin = (at: number) => {
		const statement = statements[at];
		if (!statement) return undefined;
		began(statement);
		return tellBeginning(deps, statement, { ...place, index: place.index + at });
	};
	let end = begin(0);
	let failed: DatabaseError | undefined;
	await session.executeAll(
		statements.map(({ text }) => text),
		{
			maxRows: 0,
			told(outcome, at) {
				if (failed) return;
				if (outcome instanceof DatabaseError) {
					failed = outcome;
					return;
				}
				if (end) ended(end(outcome));
				end = begin(at + 1);
			},
		},
	);
	if (!failed) return;
	// A cancel is a failure of the statement that it met; the reason is the cancel.
	deps.signal.throwIfAborted();
	throw failed;
}
