import type { Place } from "../../position.ts";
import type { Fact, Form } from "./variables.ts";

/** A statement as it is sent. */
export interface Statement {
	/** Without the semicolon, and without blanks and comments before it; variables have their values. */
	text: string;
	/** Path of the file that it stands in, where that is not the migration's own but one that it includes. */
	file?: string;
	/** 1-based line and column where it begins. */
	line: number;
	column: number;
	/** Comments between the statement before and this one, markers included, in order. */
	comments: string[];
	/** Its first four tokens in capitals, one blank between: what kind of statement it is. */
	head: string;
	/** Where its text comes from, when that is not one stretch of the file. */
	pieces?: Piece[];
	/** References whose values the connection knows: filled in when it is sent. */
	holes?: Hole[];
	/** It stands between a BEGIN and a COMMIT of the file's own: which of them, counted from 1. */
	block?: number;
	/** What COPY … FROM STDIN is given. */
	data?: CopyData;
	/** `\gexec`: what it answers are statements, each run in turn. */
	each?: true;
	/** What `\echo` says before it. */
	says?: string[];
	/** Of the last one: what `\echo` says after it. */
	lastWords?: string[];
}

/** From the offset `at` of a statement on: a stretch of the file that begins at this place, or (`fixed`) a value that all stands for it. */
export interface Piece extends Place {
	at: number;
	fixed: boolean;
}

/** A reference in a statement's text. */
export interface Hole {
	at: number;
	end: number;
	name: Fact;
	form: Form;
}

export interface CopyData {
	/** The file that it stands in, where that is not the statement's. */
	file?: string;
	/** Number of its first line. */
	line: number;
	/** Once, and before the next statement is asked for. */
	pieces(): AsyncIterable<Uint8Array>;
}

/** The statements of a file, in order: held, or read from the file each time when it is large. */
export type Statements = readonly Statement[] | LargeScript;

/** Of a file that is too large to be held. */
export interface LargeScript extends AsyncIterable<Statement> {
	readonly length: number;
	/** The first few, to be shown; without their data. */
	readonly first: readonly Statement[];
}

export function isLarge(statements: Statements): statements is LargeScript {
	return !Array.isArray(statements);
}
