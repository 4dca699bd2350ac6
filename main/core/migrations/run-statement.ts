import type { JobProgress, StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { Clock, Session, SqlStatement } from "../ports.ts";
import { oneLine } from "./statements.ts";

/** Command tags that people expect to do something. */
const touchesRows: ReadonlySet<string> = new Set(["UPDATE", "DELETE", "INSERT", "MERGE"]);

/** Runs the statement at this place of the file and tells its beginning and its end. Errors: those of the session. */
export async function runStatement(
	session: Session,
	{ clock, report }: { clock: Clock; report: (progress: JobProgress) => void },
	{ id: migration, statements }: { id: string; statements: readonly SqlStatement[] },
	at: number,
): Promise<StatementResult> {
	const statement = statements[at];
	if (!statement) throw new AppError("INTERNAL", `${migration} has no statement ${at + 1}.`);
	const { line, text } = statement;
	const numbered = { migration, index: at + 1, of: statements.length, line };
	report({ kind: "statement-started", ...numbered, text: oneLine(text) });
	const began = clock.monotonic();
	const { command, rowCount } = await session.execute(text, { maxRows: 0 });
	const ms = elapsed(clock, began);
	const rows = rowCount === undefined ? {} : { rows: rowCount };
	report({ kind: "statement-done", ...numbered, ms, ...rows });
	if (rowCount === 0 && touchesRows.has(command)) {
		report({ kind: "notice", migration, severity: "WARNING", message: `${command} in line ${line} touched no rows.` });
	}
	return { line, ms, ...rows, ...(command ? { command } : {}) };
}
