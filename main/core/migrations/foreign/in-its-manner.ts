import type { Manner } from "../read/source-file.ts";
import { isLarge, type Statement, type Statements } from "../read/statement.ts";
import { ALONE } from "../segments.ts";

/** Plain ones only: a level of isolation, or AND CHAIN, means something. */
const OPENS = /^(?:BEGIN|START TRANSACTION)(?: WORK| TRANSACTION)?$/;
const CLOSES = /^(?:COMMIT|END)(?: WORK| TRANSACTION)?$/;
/** Of a script that verifies. Elsewhere it would mean that nothing is to stay. */
const TAKES_BACK = /^ROLLBACK(?: WORK| TRANSACTION)?$/;
const IS_TRANSACTION = /^(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT)\b/;

/** Marks of dbmate and node-pg-migrate. What stands below one for the way back must not run on the way there. */
const MARK = /^--\s*migrate:(?:up|down)\b|^--[\s-]*(?:up|down)\s+migration/i;

/** Where a mark stands in a file that is not read as its tool's, its line. */
export function foreignMark(statements: Statements): number | undefined {
	if (isLarge(statements)) return undefined;
	return statements.find(({ comments }) => comments.some((comment) => MARK.test(comment)))?.line;
}

export interface InItsManner {
	statements: Statements;
	/** Lines of the BEGIN and COMMIT that are dropped. */
	dropped: number[];
}

/** The statements as the tool of the file means them. A file that is too large to be held is left as it is. */
export function inItsManner(statements: Statements, manner: Manner | undefined): InItsManner {
	if (!manner || isLarge(statements)) return { statements, dropped: [] };
	const closes = (text: string) => CLOSES.test(text) || (manner.asOneCheck === true && TAKES_BACK.test(text));
	const { rest, dropped } = manner.ownTransaction
		? dropTransaction(statements, closes)
		: { rest: statements, dropped: [] };
	return { statements: manner.noTransaction ? rest.map(alone) : rest, dropped: dropped.map(({ line }) => line) };
}

/** One BEGIN, with nothing but SET before it, and one COMMIT at the end. */
function dropTransaction(
	statements: readonly Statement[],
	closes: (text: string) => boolean,
): { rest: readonly Statement[]; dropped: Statement[] } {
	const own = statements.filter(({ head }) => IS_TRANSACTION.test(head));
	const [open, close] = own;
	const whole =
		own.length === 2 &&
		open !== undefined &&
		close === statements.at(-1) &&
		OPENS.test(bare(open)) &&
		closes(bare(close)) &&
		statements.slice(0, statements.indexOf(open)).every(({ head }) => head.startsWith("SET "));
	return whole
		? { rest: statements.filter((each) => !own.includes(each)), dropped: own }
		: { rest: statements, dropped: [] };
}

const bare = (statement: Statement | undefined): string =>
	statement?.text.replaceAll(/\s+/g, " ").trim().toUpperCase() ?? "";

/** What PostgreSQL refuses in a transaction stands alone anyway; of these only their author knows. */
function alone(statement: Statement): Statement {
	return /^(?:CALL|DO)\b/.test(statement.head) ? { ...statement, comments: [...statement.comments, ALONE] } : statement;
}
