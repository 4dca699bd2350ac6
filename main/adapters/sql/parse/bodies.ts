/** What a DO or a function holds, read and not run: PL/pgSQL with its own parser, SQL with the scanner. */
import type { Body, Inner } from "../../../core/ports.ts";
import { library } from "../library.ts";
import { scan } from "../scan.ts";
import { splitStatements } from "../split-statements.ts";
import { settingsIn } from "./expressions.ts";

export interface BodySource {
	language: string;
	/** The body's text, and where it (its opening quote) stands in the statement. */
	text: string;
	at: number;
	/** The whole statement: the PL/pgSQL parser wants it. */
	statement: string;
}

export function bodyOf({ language, text, at, statement }: BodySource): Body {
	const empty = { language, at, statements: [], dynamic: [], settings: [], flags: [], text };
	const start = contentStart(statement, at, text);
	try {
		if (language === "plpgsql") return { ...empty, ...readPlPgSql(statement, text, start) };
		if (language === "sql") return { ...empty, ...readSql(text, start) };
		return { ...empty, unread: `it is written in ${language}` };
	} catch {
		return { ...empty, unread: "it cannot be read here" };
	}
}

/** The first character behind the quote; a body whose quotes are doubled has its text only from there. */
function contentStart(statement: string, at: number, text: string): number {
	const found = statement.indexOf(text, at);
	return found < 0 ? at + 1 : found;
}

type Parts = Pick<Body, "statements" | "dynamic" | "settings" | "flags">;

function readSql(text: string, start: number): Parts {
	const found = splitStatements(text, scan(text));
	const tree = text.includes("current_setting") ? settingsIn(library().parseSync(text)) : { settings: [], flags: [] };
	return { ...tree, statements: found.map((each) => ({ text: each.text, at: start + each.start })), dynamic: [] };
}

interface Found {
	statements: Inner[];
	dynamic: { at: number }[];
	queries: string[];
}

function readPlPgSql(statement: string, text: string, start: number): Parts {
	const found: Found = { statements: [], dynamic: [], queries: [] };
	collect(library().parsePlPgSQLSync(statement), found, (line, query) => start + placeIn(text, line, query));
	const settings = found.queries.filter((query) => /current_setting/i.test(query)).map(settingsOfQuery);
	return {
		statements: found.statements,
		dynamic: found.dynamic,
		settings: [...new Set(settings.flatMap((each) => each.settings))],
		flags: [...new Set(settings.flatMap((each) => each.flags))],
	};
}

type PlaceOf = (line: number, query?: string) => number;

function collect(part: unknown, found: Found, placeOf: PlaceOf): void {
	if (typeof part !== "object" || part === null) return;
	for (const [key, child] of Object.entries(part) as [string, Record<string, unknown>][]) {
		noteStatement(key, child, found, placeOf);
		if (key === "PLpgSQL_expr" && typeof child.query === "string") found.queries.push(child.query);
		collect(child, found, placeOf);
	}
}

/** A node that runs SQL: it stands on its line, or on one below. */
function noteStatement(key: string, node: Record<string, unknown>, found: Found, placeOf: PlaceOf): void {
	const line = Number(node?.lineno ?? 1);
	if (key === "PLpgSQL_stmt_dynexecute" || key === "PLpgSQL_stmt_dynfors") found.dynamic.push({ at: placeOf(line) });
	const query = runners[key]?.(node);
	if (query === undefined) return;
	// PERFORM f() is told as SELECT f(), which the body does not hold.
	const written = key === "PLpgSQL_stmt_perform" ? query.replace(/^SELECT\s+/i, "") : query;
	found.statements.push({ text: query, at: placeOf(line, written) - (query.length - written.length) });
}

const queryOf = (node: unknown): string | undefined =>
	(node as { PLpgSQL_expr?: { query?: string } } | undefined)?.PLpgSQL_expr?.query;

const runners: Record<string, (node: Record<string, unknown>) => string | undefined> = {
	PLpgSQL_stmt_execsql: ({ sqlstmt }) => queryOf(sqlstmt),
	PLpgSQL_stmt_perform: ({ expr }) => queryOf(expr),
	PLpgSQL_stmt_fors: ({ query }) => queryOf(query),
};

/** Offset in the body of a query that begins on this line (1 is the one with the opening quote), or of the line's first word. */
function placeIn(body: string, line: number, query?: string): number {
	let from = 0;
	for (let passed = 1; passed < line; passed += 1) {
		const end = body.indexOf("\n", from);
		if (end < 0) break;
		from = end + 1;
	}
	// Where an INTO stood the parser has put blanks.
	const found = query === undefined ? -1 : body.indexOf(query.split(/ {4,}/)[0] ?? query, from);
	return found >= 0 ? found : from + (/^\s*/.exec(body.slice(from))?.[0].length ?? 0);
}

/** An expression, or what is assigned: `name := expression`. */
function settingsOfQuery(query: string): { settings: string[]; flags: string[] } {
	const assigned = /^[\w."[\]\s]*:?=(?!=)/.exec(query)?.[0] ?? "";
	for (const text of [query, `SELECT ${query}`, `SELECT ${query.slice(assigned.length)}`]) {
		try {
			return settingsIn(library().parseSync(text));
		} catch {
			// The next form of it may be the one that the grammar knows.
		}
	}
	return { settings: [], flags: [] };
}
