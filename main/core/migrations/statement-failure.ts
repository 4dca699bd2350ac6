import type { ErrorData } from "../../contract/index.ts";
import { isInTheWay } from "../barrier/step-aside.ts";
import { AppError, DatabaseError, toAppError } from "../errors.ts";
import { offsetOf, type Place } from "../position.ts";
import { ROW_SECURITY_GUARD } from "../snapshots/all-rows.ts";
import { withoutPasswords } from "../sql/without-passwords.ts";
import { copyLine } from "./read/copy-line.ts";
import { placeIn } from "./read/place-in.ts";
import type { SourceFile } from "./read/source-file.ts";
import type { Statement } from "./read/statement.ts";

/** Next steps for the SQLSTATEs (PostgreSQL, appendix A) that migrations meet most, where the server gives none. */
const nextSteps: Record<string, string> = {
	"25001": "This statement cannot run in a transaction, and each file runs in one: take it out of the file.",
	"40001": "Another session changed the same rows: try again.",
	"40P01": "Another session waited for us while we waited for it: try again when less is going on.",
	"42601": "Mend the statement at that place; `bulkhead lint` reads the file without a server.",
	"42501": "Connect as the owner of the objects, or as a role that may do this.",
	"53100": "The server's disk is full: make room there, then try again.",
	"55P03": "Another session holds a lock on the table: end its transaction or wait for it, then try again.",
	"57014": "The server's statement_timeout, or somebody, stopped the statement.",
};

const blindWrite =
	"Under row-level security this role would see only a part of the rows, or none, and the change would silently be incomplete. Three ways on: run it as a role with BYPASSRLS; or lift FORCE around it in the same file (ALTER TABLE … NO FORCE, then FORCE); or mean one tenant: SET LOCAL row_security = on, then set the tenant.";

const behindBarrier =
	"The barrier's policy reads this column. Take the barrier away (`bulkhead isolation barrier remove`), migrate, and install it again: its policies are written anew for the column as it is then.";

/** Where the server's own advice is not ours. */
const instead: Record<string, string> = {
	// It says: use CASCADE.
	"2BP01":
		"Nothing is dropped that no file names: drop or change what stands on it (the detail says what), then try again.",
};

function nextStep(caught: unknown, { sqlstate, hint }: ErrorData): string | undefined {
	if (caught instanceof DatabaseError && caught.routine === ROW_SECURITY_GUARD) return blindWrite;
	if (isInTheWay(caught)) return behindBarrier;
	return instead[sqlstate ?? ""] ?? hint ?? nextSteps[sqlstate ?? ""];
}

export interface FailurePlace {
	part: { file: SourceFile } | undefined;
	/** Absent when the failure came with COMMIT or with the ledger's entry. */
	statement: Statement | undefined;
	/** In one sentence: what state the database is in now. */
	state: string;
	/** Migrations that this run applied before, and that stay so. */
	before: string[];
}

/** Whatever stopped a file, with file, line, column, statement, and the state of the database now. */
export function statementFailure(caught: unknown, { part, statement, state, before }: FailurePlace): AppError {
	const error = toAppError(caught);
	const place = statement && placeOf(caught, statement);
	const hint = nextStep(caught, error.data);
	const data: ErrorData = {
		...error.data,
		...(part ? { file: part.file.path } : {}),
		...(place ?? {}),
		...(statement ? { statement: withoutPasswords(statement.text).slice(0, 2_000) } : {}),
		...(hint ? { hint } : {}),
		data: { ...error.data.data, applied: before, state },
	};
	return new AppError(error.code, error.message, data, caught);
}

/** Where the server points to, in the statement or in its data; without that, where the statement begins. */
function placeOf(caught: unknown, statement: Statement): Place & { file?: string } {
	if (!(caught instanceof DatabaseError)) return placeIn(statement, 0);
	const { position, where } = caught;
	if (position !== undefined) return placeIn(statement, offsetOf(statement.text, 0, position - 1));
	const { data, text } = statement;
	const row = data && where ? copyLine(where, text) : undefined;
	if (!data || row === undefined) return placeIn(statement, 0);
	const file = data.file ?? statement.file;
	return { line: data.line + row - 1, column: 1, ...(file === undefined ? {} : { file }) };
}
