/** psql's variables: what `\set` gave a value, and the few that psql itself gives one. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";

/** How a reference is written: `:name`, `:'name'`, `:"name"`, `:{?name}`. */
export type Form = "plain" | "literal" | "identifier" | "test";

export interface Reference {
	name: string;
	form: Form;
}

/** What the connection knows: filled in when the statement is sent, so that a file means the same on every server. */
export const facts = ["DBNAME", "USER", "SERVER_VERSION_NUM", "SERVER_VERSION_NAME"] as const;
export type Fact = (typeof facts)[number];

/** Set by psql from what ran before, from its own version or from its connection: they would be empty here. */
const others: ReadonlySet<string> = new Set([
	...["ERROR", "SQLSTATE", "LAST_ERROR_MESSAGE", "LAST_ERROR_SQLSTATE", "ROW_COUNT", "SHELL_ERROR", "SHELL_EXIT_CODE"],
	...["HOST", "PORT", "SERVICE", "VERSION", "VERSION_NAME", "VERSION_NUM", "LASTOID"],
]);

export function isFact(name: string): name is Fact {
	return (facts as readonly string[]).includes(name);
}

export function isKnownElsewhere(name: string): boolean {
	return others.has(name);
}

/**
 * What psql sets before a script begins and Bulkhead keeps to whatever it is set to: it stops at the first error, commits by itself, and
 * reads UTF-8.
 */
export const defaults: ReadonlyMap<string, string> = new Map([
	["AUTOCOMMIT", "on"],
	["ECHO", "none"],
	["ENCODING", "UTF8"],
	["FETCH_COUNT", "0"],
	["ON_ERROR_ROLLBACK", "off"],
	["ON_ERROR_STOP", "on"],
	["QUIET", "on"],
	["SINGLELINE", "off"],
	["SINGLESTEP", "off"],
	["VERBOSITY", "default"],
]);

/** Bytes of one value: `\set a :a:a` doubles it each time. */
export const VALUE_LIMIT = 1_000_000;

/** A reference as it stands in the text, colon included. */
export function readReference(written: string): Reference {
	switch (written[1]) {
		case "'":
			return { name: written.slice(2, -1), form: "literal" };
		case '"':
			return { name: written.slice(2, -1), form: "identifier" };
		case "{":
			return { name: written.slice(3, -1), form: "test" };
		default:
			return { name: written.slice(1), form: "plain" };
	}
}

/** The value as the reference asks for it, ready to stand in SQL. */
export function asWritten(value: string, form: Form): string {
	switch (form) {
		case "literal":
			return quoteLiteral(value);
		case "identifier":
			return quoteIdent(value);
		case "test":
			return "TRUE";
		case "plain":
			return value;
	}
}

/** psql's booleans: true, false, yes, no (also shortened), on, off, 1, 0, in any case. Undefined for anything else. */
export function readBoolean(text: string): boolean | undefined {
	const value = text.toLowerCase();
	if (value === "") return undefined;
	const isStartOf = (word: string): boolean => word.startsWith(value);
	if (isStartOf("true") || isStartOf("yes") || value === "on" || value === "1") return true;
	if (isStartOf("false") || isStartOf("no") || value === "of" || value === "off" || value === "0") return false;
	return undefined;
}
