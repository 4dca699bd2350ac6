import type { Place } from "../../position.ts";
import type { Statement } from "./statement.ts";
import { walk } from "./window.ts";

/** The place in the file of an offset of a statement's text; within a variable's value, that of the reference. */
export function placeIn({ text, line, column, file, pieces }: Statement, at: number): Place & { file?: string } {
	const piece = pieces?.findLast((each) => each.at <= at) ?? { at: 0, line, column, fixed: false };
	const place = { line: piece.line, column: piece.column };
	return { ...(piece.fixed ? place : walk(text, piece.at, at, place)), ...(file === undefined ? {} : { file }) };
}
