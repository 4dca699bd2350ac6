import type { CatalogFault } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Place } from "../../position.ts";

/** What makes a file unreadable: BAD_INPUT with the file, the place and the next step. */
export function readFault(where: Place & { file: string }, message: string, hint: string): AppError {
	const { file, line, column } = where;
	return new AppError("BAD_INPUT", message, { file, line, column, hint });
}

/** What makes a file unreadable, as a fault of the folder; anything else is thrown. */
export function faultOf(caught: unknown, path: string): CatalogFault {
	if (!(caught instanceof AppError && caught.code === "BAD_INPUT")) throw caught;
	const { file = path, line, hint } = caught.data;
	return { file, message: caught.message, ...(line ? { line } : {}), ...(hint ? { hint } : {}) };
}
