/** A verify script of another tool is one check: it holds where it runs to its end, and fails with the error that it raises. */
import { elapsed } from "../elapsed.ts";
import { DatabaseError } from "../errors.ts";
import type { Clock, Session } from "../ports.ts";
import type { Statement } from "./read/statement.ts";
import { sendStatement } from "./send-statement.ts";

export interface ScriptVerdict {
	ms: number;
	/** What it broke on, and where. */
	failure?: { error: DatabaseError; line: number };
}

/** In the open transaction, which the caller takes back; after a failure that is aborted up to the savepoint. */
export async function runVerifyScript(
	session: Session,
	clock: Clock,
	statements: readonly Statement[],
): Promise<ScriptVerdict> {
	const began = clock.monotonic();
	let line = 1;
	try {
		await session.execute("SAVEPOINT bulkhead_check");
		for (const statement of statements) {
			line = statement.line;
			await sendStatement(session, statement);
		}
		return { ms: elapsed(clock, began) };
	} catch (error) {
		if (!(error instanceof DatabaseError)) throw error;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_check");
		return { ms: elapsed(clock, began), failure: { error, line } };
	}
}
