import type { JobProgress, StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Clock, Session } from "../ports.ts";
import type { Statement } from "./read/statement.ts";
import { sendStatement } from "./send-statement.ts";
import { oneLine } from "./statements.ts";

/** Command tags that people expect to do something. */
const touchesRows: ReadonlySet<string> = new Set(["UPDATE", "DELETE", "INSERT", "MERGE"]);

/** Runs a statement and tells its beginning and its end; `index` is its 1-based place in the file. Errors: those of the session. */
export async function runStatement(
	session: Session,
	{ clock, report }: { clock: Clock; report: (progress: JobProgress) => void },
	statement: Statement,
	place: { migration: string; index: number; of: number },
): Promise<StatementResult> {
	const { line, text, says = [], lastWords = [] } = statement;
	const { migration } = place;
	const say = (message: string): void => report({ kind: "notice", migration, severity: "ECHO", message });
	says.forEach(say);
	const numbered = { ...place, line };
	report({ kind: "statement-started", ...numbered, text: oneLine(text) });
	const began = clock.monotonic();
	const { command, rowCount } = await sendStatement(session, statement);
	const ms = elapsed(clock, began);
	const rows = rowCount === undefined ? {} : { rows: rowCount };
	report({ kind: "statement-done", ...numbered, ms, ...rows });
	if (rowCount === 0 && touchesRows.has(command)) {
		report({ kind: "notice", migration, severity: "WARNING", message: `${command} in line ${line} touched no rows.` });
	}
	lastWords.forEach(say);
	return { line, ms, ...rows, ...(command ? { command } : {}) };
}
