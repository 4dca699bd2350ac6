import { AppError } from "../../core/errors.ts";
import type { SqlStatement } from "../../core/ports.ts";
import type { Token } from "./scan.ts";

/**
 * Statements by their tokens: a `;` ends one unless it stands in parentheses (CREATE RULE … DO (a; b)) or in a BEGIN ATOMIC
 * body. Quotes, dollar quotes and comments are single tokens and cannot hide one.
 */
export function splitStatements(text: string, tokens: Iterable<Token>): SqlStatement[] {
	const statements: SqlStatement[] = [];
	const lines = lineCounter(text);
	let nesting = newNesting();
	let comments: string[] = [];
	let first: Token | undefined;
	let last: Token | undefined;
	let head: string[] = [];

	const close = () => {
		if (first && last) {
			const { line, column } = lines(first.start);
			const statement = { text: text.slice(first.start, last.end), start: first.start, line, column };
			statements.push({ ...statement, comments, head: head.join(" ").toUpperCase() });
			comments = [];
			head = [];
		}
		first = undefined;
		nesting = newNesting();
	};

	for (const token of tokens) {
		if (token.kind === "comment") {
			if (!first) comments.push(token.text);
			continue;
		}
		if (token.text === ";" && token.kind === "mark" && isTop(nesting)) {
			close();
			continue;
		}
		if (token.text === "\\" && token.kind === "mark") throw psqlCommand(lines(token.start));
		first ??= token;
		last = token;
		if (head.length < HEAD) head.push(token.text);
		follow(nesting, token);
	}
	close();
	return statements;
}

/** Tokens that tell what kind of statement one is. */
const HEAD = 4;

function psqlCommand(place: { line: number; column: number }): AppError {
	return new AppError("BAD_INPUT", "A backslash command is psql's own; the server does not know it.", {
		...place,
		hint: "Take it out: each file is sent to the server as plain SQL.",
	});
}

interface Nesting {
	parentheses: number;
	/** 1 in a BEGIN ATOMIC body, and one more for each CASE in it. */
	atomic: number;
	previous: string;
}

const newNesting = (): Nesting => ({ parentheses: 0, atomic: 0, previous: "" });

const isTop = ({ parentheses, atomic }: Nesting): boolean => parentheses <= 0 && atomic === 0;

function follow(nesting: Nesting, token: Token): void {
	const word = token.kind === "word" ? token.text.toUpperCase() : token.text;
	const isName = nesting.previous === "AS" || nesting.previous === ".";
	if (token.kind === "mark" && word === "(") nesting.parentheses += 1;
	else if (token.kind === "mark" && word === ")") nesting.parentheses -= 1;
	else if (word === "ATOMIC" && nesting.previous === "BEGIN") nesting.atomic = 1;
	else if (word === "CASE" && nesting.atomic > 0 && !isName) nesting.atomic += 1;
	else if (word === "END" && nesting.atomic > 0 && !isName) nesting.atomic -= 1;
	nesting.previous = word;
}

/** Line and column of rising offsets in one walk over the text. */
function lineCounter(text: string): (offset: number) => { line: number; column: number } {
	let [line, lineStart] = [1, 0];
	return (offset) => {
		for (let end = text.indexOf("\n", lineStart); end >= 0 && end < offset; end = text.indexOf("\n", lineStart)) {
			line += 1;
			lineStart = end + 1;
		}
		return { line, column: [...text.slice(lineStart, offset)].length + 1 };
	};
}
