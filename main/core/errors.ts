import { type ErrorCode, type ErrorData, type ErrorValue, errorTable } from "../contract/index.ts";

/** The one error of the core: a code of the table, a sentence for people, typed data and, where there is one, a next step. */
export class AppError extends Error {
	readonly code: ErrorCode;
	readonly data: ErrorData;

	constructor(code: ErrorCode, message: string, data: ErrorData = {}, cause?: unknown) {
		super(message, cause === undefined ? undefined : { cause });
		this.name = "AppError";
		this.code = code;
		this.data = data;
	}
}

/** What PostgreSQL said of a statement, before the core knows which file it came from. Adapters throw it. */
export class DatabaseError extends Error {
	readonly sqlstate: string;
	readonly detail: string | undefined;
	readonly hint: string | undefined;
	/** 1-based offset in the statement's text, in characters (code points, as the server counts). */
	readonly position: number | undefined;
	readonly where: string | undefined;
	/** The server's function that raised it: what tells two errors of one SQLSTATE apart, in every language. */
	readonly routine: string | undefined;

	constructor(
		message: string,
		facts: {
			sqlstate: string;
			detail?: string | undefined;
			hint?: string | undefined;
			position?: number | undefined;
			where?: string | undefined;
			routine?: string | undefined;
		},
	) {
		super(message);
		this.name = "DatabaseError";
		this.sqlstate = facts.sqlstate;
		this.detail = facts.detail;
		this.hint = facts.hint;
		this.position = facts.position;
		this.where = facts.where;
		this.routine = facts.routine;
	}
}

/** Any caught value as an AppError; a bug becomes INTERNAL, with its message kept and its stack only in `cause`. */
export function toAppError(caught: unknown): AppError {
	if (caught instanceof AppError) return caught;
	if (caught instanceof DatabaseError) return fromDatabase(caught);
	const message = caught instanceof Error ? caught.message : String(caught);
	return new AppError(
		"INTERNAL",
		message,
		{ hint: "This is a fault of Bulkhead; please report it with the steps that led here." },
		caught,
	);
}

/** SQLSTATE of the server's full disk. */
const DISK_FULL = "53100";

function fromDatabase(error: DatabaseError): AppError {
	const data: ErrorData = { sqlstate: error.sqlstate };
	if (error.detail !== undefined) data.detail = error.detail;
	if (error.hint !== undefined) data.hint = error.hint;
	return new AppError(error.sqlstate === DISK_FULL ? "DISK_FULL" : "STATEMENT_FAILED", error.message, data, error);
}

export function toErrorValue(caught: unknown): ErrorValue {
	const error = toAppError(caught);
	return { code: error.code, message: error.message, ...error.data };
}

export function exitCodeOf(code: ErrorCode): number {
	return errorTable[code].exit;
}
