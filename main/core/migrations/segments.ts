/**
 * A file in *segments*, in its own order: runs of statements that share a transaction, and single statements that PostgreSQL refuses in
 * one. A file of one transactional segment is committed together with its ledger entry; of more, each segment is recorded by itself.
 */
import type { Solo, SqlPort } from "../ports.ts";
import { isLarge, type Statement, type Statements } from "./read/statement.ts";

export type Segment =
	| { kind: "together"; statements: readonly Statement[] }
	| { kind: "alone"; statements: [Statement]; solo: Solo };

/** Written above a statement that must run outside a transaction and does not look so: a CALL of a procedure that commits. */
const MARKED = /^--\s*bulkhead:\s*no-transaction\s*$/m;

/** The comment that says so. */
export const ALONE = "-- bulkhead: no-transaction";

/** A large script is one transaction, and its first statements stand for all: what could not be has been refused when it was read. */
export async function cutSegments(sql: SqlPort, statements: Statements): Promise<Segment[]> {
	if (isLarge(statements)) return [{ kind: "together", statements: statements.first }];
	const segments: Segment[] = [];
	let open: Statement[] = [];
	const close = (): void => {
		if (open.length > 0) segments.push({ kind: "together", statements: open });
		open = [];
	};
	for (const [at, statement] of statements.entries()) {
		const solo = await soloOf(sql, statement);
		if (solo === undefined || solo.kind === "enum-value") {
			open.push(statement);
			if (solo && isUsedLater(solo.value, statements.slice(at + 1))) close();
			continue;
		}
		close();
		segments.push({ kind: "alone", statements: [statement], solo });
	}
	close();
	return segments;
}

async function soloOf(sql: SqlPort, { text, comments }: Statement): Promise<Solo | undefined> {
	if (isMarkedAlone(comments)) return { kind: "other" };
	return sql.solo(text);
}

export function isMarkedAlone(comments: readonly string[]): boolean {
	return comments.some((comment) => MARKED.test(comment));
}

function isUsedLater(value: string, later: readonly Statement[]): boolean {
	return later.some(({ text }) => text.includes(value));
}

/** Whether all of the file can be committed with its ledger entry. */
export function isOneTransaction(segments: readonly Segment[]): boolean {
	return segments.length === 0 || (segments.length === 1 && segments[0]?.kind === "together");
}
