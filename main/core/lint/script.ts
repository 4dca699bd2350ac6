/** A file taken apart. *Unit*: one statement to judge, of the file or of a DO block in it. */
import type { Statement } from "../migrations/read/statement.ts";
import type { ParsedStatement } from "../ports.ts";
import type { Waiver } from "./waivers.ts";

export interface Unit {
	statement: ParsedStatement;
	/** The statement of the file that it is, or stands in. */
	source: Statement;
	/** Offset of its text in that of the source. */
	start: number;
	/** Stands in a DO block. */
	nested: boolean;
}

export interface Script {
	file: string;
	/** Of a connection's folder. */
	migration?: string | undefined;
	/** Undoes its twin: what it takes away is meant to go. */
	rollback: boolean;
	/** Its findings are asked for; otherwise it is read for what later ones need to know. */
	asked: boolean;
	units: Unit[];
	waivers: Waiver[];
	/** It says of its set that running it again changes nothing. */
	idempotent: boolean;
}

/** A unit in its file. */
export interface Place {
	script: Script;
	unit: Unit;
	/** Offset in the unit's text. */
	at: number;
}
