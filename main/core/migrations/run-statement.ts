import type { JobProgress, StatementResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import type { Clock, Rows, Session } from "../ports.ts";
import type { Statement } from "./read/statement.ts";
import { sendStatement } from "./send-statement.ts";
import { oneLine } from "./statements.ts";

/** Command tags that people expect to do something. */
const touchesRows: ReadonlySet<string> = new Set(["UPDATE", "DELETE", "INSERT", "MERGE"]);

export interface TellDeps {
	clock: Clock;
	report: (progress: JobProgress) => void;
}

/** `index` is the statement's 1-based place in the file. */
export interface StatementPlace {
	migration: string;
	index: number;
	of: number;
	/** Of those that are sent as one text: the last one's. */
	through?: number;
}

/** Runs a statement and tells its beginning and its end. Errors: those of the session. */
export async function runStatement(
	session: Session,
	deps: TellDeps,
	statement: Statement,
	place: StatementPlace,
): Promise<StatementResult> {
	const end = tellBeginning(deps, statement, place);
	return end(await sendStatement(session, statement));
}

/** Tells that a statement has begun; what it answers with is to be given what the server answered, and tells the end. */
export function tellBeginning(
	{ clock, report }: TellDeps,
	{ line, text, says = [], lastWords = [] }: Statement,
	place: StatementPlace,
): (answer: Pick<Rows, "command" | "rowCount">) => StatementResult {
	const { migration } = place;
	const say = (message: string): void => report({ kind: "notice", migration, severity: "ECHO", message });
	says.forEach(say);
	const numbered = { migration, index: place.index, of: place.of, line };
	report({ kind: "statement-started", ...place, line, text: oneLine(text) });
	const began = clock.monotonic();
	return ({ command, rowCount }) => {
		const ms = elapsed(clock, began);
		const rows = rowCount === undefined ? {} : { rows: rowCount };
		report({ kind: "statement-done", ...numbered, ms, ...rows });
		if (rowCount === 0 && touchesRows.has(command)) {
			report({
				kind: "notice",
				migration,
				severity: "WARNING",
				message: `${command} in line ${line} touched no rows.`,
			});
		}
		lastWords.forEach(say);
		return { line, ms, ...rows, ...(command ? { command } : {}) };
	};
}
