/** A *waiver* is a comment above a statement, `-- bulkhead: allow RULE reason`: the finding was seen, and somebody says why it stays. */
import type { Statement } from "../migrations/read/statement.ts";

export interface Waiver {
	rule: string;
	/** Empty where none was given: then it waives nothing. */
	reason: string;
	/** The statement that it stands above. */
	source: Statement;
	/** Where it stands, or where that is not known, its statement. */
	line: number;
	column: number;
	used: boolean;
}

const WAIVER = /^--\s*bulkhead:\s*allow\s+([\w-]+)[^\S\n]*(.*)$/;

/** Those above a statement; `lines` are those of its file, where they are held. */
export function readWaivers(source: Statement, lines: readonly string[] | undefined): Waiver[] {
	let { line } = source;
	return source.comments.toReversed().flatMap((comment) => {
		const found = lineAbove(lines ?? [], comment, line);
		line = found?.line ?? line;
		const [, rule, reason = ""] = WAIVER.exec(comment.trimEnd()) ?? [];
		const place = found ?? { line: source.line, column: source.column };
		return rule === undefined ? [] : [{ rule, reason: reason.trim(), source, ...place, used: false }];
	});
}

/** The nearest line above that holds the comment. */
function lineAbove(
	lines: readonly string[],
	comment: string,
	below: number,
): { line: number; column: number } | undefined {
	const [first = ""] = comment.split("\n");
	for (let line = below; line > 0; line -= 1) {
		const at = lines[line - 1]?.indexOf(first) ?? -1;
		if (at >= 0) return { line, column: [...(lines[line - 1] ?? "").slice(0, at)].length + 1 };
	}
	return undefined;
}
