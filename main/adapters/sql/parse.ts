import type { Node } from "libpg-query";
import { AppError } from "../../core/errors.ts";
import type { ParsedStatement } from "../../core/ports.ts";
import { lineAndColumn, offsetOf } from "../../core/position.ts";
import { library } from "./library.ts";
import { accessReaders } from "./parse/access.ts";
import { carried, otherReaders } from "./parse/others.ts";
import type { Bare, Source } from "./parse/reader.ts";
import { tableReaders } from "./parse/tables.ts";
import { placesOf, unwrap } from "./parse/tree.ts";

/** Characters of one statement that are parsed: the tree takes some fifty times as much memory. */
const LONGEST = 1024 * 1024;

const readers = { ...tableReaders, ...accessReaders, ...otherReaders } as Record<
	string,
	((node: unknown, source: Source) => Bare | undefined) | undefined
>;

/** The statements of a text (a CREATE SCHEMA holds several). Throws BAD_INPUT with the parser's words and place. */
export function parseStatements(text: string): ParsedStatement[] {
	if (text.length > LONGEST) return [unread(`longer than ${LONGEST} characters`)];
	if (text.includes("\0"))
		throw new AppError("BAD_INPUT", "It holds a NUL character.", lineAndColumn(text, text.indexOf("\0")));
	try {
		const source: Source = { text, places: placesOf(text) };
		const nodes = (library().parseSync(text).stmts ?? []).flatMap(({ stmt }) => (stmt ? carried(stmt) : []));
		return nodes.map((node) => read(node, source));
	} catch (caught) {
		if (!library().hasSqlDetails(caught) || !caught.sqlDetails) return [unread("nested too deep")];
		const at = offsetOf(text, 0, caught.sqlDetails.cursorPosition);
		throw new AppError("BAD_INPUT", caught.message, lineAndColumn(text, at), caught);
	}
}

function read(node: Node, source: Source): ParsedStatement {
	const [kind, content] = unwrap(node);
	return { ...(readers[kind]?.(content, source) ?? { kind: "other" }), at: 0 };
}

const unread = (why: string): ParsedStatement => ({ kind: "unread", why, at: 0 });
