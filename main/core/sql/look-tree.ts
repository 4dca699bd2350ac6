import type { Place } from "../position.ts";

/** A query that somebody wants to look with, as far as it matters whether it may: everything in it that could do more than read. */
import type { ObjectName, PlacedName } from "./parsed.ts";

/** A table or view that it names, and the part of the text that is its name alone. */
export interface NamedRelation extends PlacedName {
	/** Length of the name in the text, schema and dots included. */
	length: number;
	/** It has an alias of its own. */
	aliased: boolean;
}

export interface LookTree {
	/** Of the text, in UTF-16 code units: the statement without what is around it. */
	text: string;
	/** Where it begins in what was given. */
	start: Place;
	/** How many statements the text holds. */
	statements: number;
	/** What stands where only a query may: the statement's kind in the grammar's words; undefined for SELECT, VALUES and TABLE. */
	notQuery?: string | undefined;
	/** INTO, a row lock, a statement that changes something inside of it, and what else the list of what may stand in it does not have. */
	refused: string[];
	/** Functions that it calls. */
	functions: ObjectName[];
	/** Operators that it writes; without a schema where it names none. IN, BETWEEN, CASE and the like use those of comparison unsaid. */
	operators: ObjectName[];
	/** Types that it casts to, outside of pg_catalog. */
	types: ObjectName[];
	/** Names behind a dot: a column, or a function that is called by notation. */
	fields: string[];
	/** Tables and views; and its own WITH queries, for which of them a name means is for the server to say. */
	relations: NamedRelation[];
	/** Names of its WITH queries. */
	withNames: string[];
	/** $1 and the like. */
	parameters: boolean;
}
