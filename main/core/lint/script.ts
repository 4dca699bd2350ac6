/** A file taken apart. *Unit*: one statement to judge, of the file or of a DO block in it. */
import type { ParsedStatement } from "../ports.ts";

export interface Unit {
	statement: ParsedStatement;
	/** Offset of its text in the file, in UTF-16 code units. */
	start: number;
	/** Stands in a DO block. */
	nested: boolean;
	/** Number of the file's statement that it is, or stands in. */
	top: number;
}

export interface Script {
	file: string;
	text: string;
	/** Undoes its twin: what it takes away is meant to go. */
	rollback: boolean;
	units: Unit[];
	/** Comments above each statement of the file. */
	comments: string[][];
	/** Where each statement of the file begins. */
	starts: number[];
}

/** A unit in its file. */
export interface Place {
	script: Script;
	unit: Unit;
	/** Offset in the unit's text. */
	at: number;
}
