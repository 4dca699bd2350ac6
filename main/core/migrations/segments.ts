/**
 * A file in *segments*, in its own order: runs of statements that share a transaction, and single statements that PostgreSQL refuses in
 * one. A file of one transactional segment is committed together with its ledger entry; of more, each segment is recorded by itself.
 */
import type { Solo, SqlPort, SqlStatement } from "../ports.ts";

export type Segment =
	| { kind: "together"; statements: SqlStatement[] }
	| { kind: "alone"; statements: [SqlStatement]; solo: Solo };

/** Written above a statement that must run outside a transaction and does not look so: a CALL of a procedure that commits. */
const MARKED = /^--\s*bulkhead:\s*no-transaction\s*$/m;

export async function cutSegments(sql: SqlPort, statements: readonly SqlStatement[]): Promise<Segment[]> {
	const segments: Segment[] = [];
	let open: SqlStatement[] = [];
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

async function soloOf(sql: SqlPort, { text, comments }: SqlStatement): Promise<Solo | undefined> {
	if (comments.some((comment) => MARKED.test(comment))) return { kind: "other" };
	return sql.solo(text);
}

function isUsedLater(value: string, later: readonly SqlStatement[]): boolean {
	return later.some(({ text }) => text.includes(value));
}

/** Whether all of the file can be committed with its ledger entry. */
export function isOneTransaction(segments: readonly Segment[]): boolean {
	return segments.length === 0 || (segments.length === 1 && segments[0]?.kind === "together");
}
