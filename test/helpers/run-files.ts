/** The bundled migration set, run without Bulkhead's engine: its files statement by statement, and its checks. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import { DatabaseError } from "../../main/core/errors.ts";
import type { Session } from "../../main/core/ports.ts";

export const setFolder = join(import.meta.dirname, "../../migrations");
export const ids = ["001", "002", "003", "004", "005", "006", "007", "008"] as const;
export type MigrationId = (typeof ids)[number];

const names = readdirSync(setFolder).filter((name) => /^\d{3}_\w+\.sql$/.test(name));
const sql = sqlPort();

export function pathOf(id: MigrationId, kind: "forward" | "rollback" | "verify" = "forward"): string {
	const name = names.find((each) => each.startsWith(id));
	if (!name) throw new Error(`there is no migration ${id}`);
	return join(setFolder, kind === "forward" ? "" : kind, name);
}

const textOf = (id: MigrationId, kind: "forward" | "rollback" | "verify") => readFileSync(pathOf(id, kind), "utf8");

/** How a file is run: in one transaction, as Bulkhead and the script do, or each statement by itself, as `psql -f` does. */
export type Manner = "one transaction" | "statement by statement";

export async function forward(
	session: Session,
	which: readonly MigrationId[] = ids,
	manner: Manner = "one transaction",
): Promise<void> {
	for (const id of which) await runText(session, textOf(id, "forward"), manner);
}

/** Rolls back from the newest to the oldest of these. */
export async function rollBack(session: Session, which: readonly MigrationId[] = ids): Promise<void> {
	for (const id of which.toReversed()) await runText(session, textOf(id, "rollback"), "one transaction");
}

async function runText(session: Session, text: string, manner: Manner): Promise<void> {
	const statements = await sql.statements(text);
	if (manner === "statement by statement") {
		for (const statement of statements) await session.execute(statement.text);
		return;
	}
	await session.execute("BEGIN");
	try {
		for (const statement of statements) await session.execute(statement.text);
		await session.execute("COMMIT");
	} catch (caught) {
		await session.execute("ROLLBACK");
		throw caught;
	}
}

/** The first statements of a file, each committed: a run by hand that broke off. */
export async function forwardPart(session: Session, id: MigrationId, count: number): Promise<void> {
	const statements = await sql.statements(textOf(id, "forward"));
	for (const { text } of statements.slice(0, count)) await session.execute(text);
}

export async function statementCount(id: MigrationId): Promise<number> {
	return (await sql.statements(textOf(id, "forward"))).length;
}

export interface Verdict {
	migration: MigrationId;
	check: string;
	/** `object: problem` of each violation. */
	violations: string[];
	/** What the check broke on, which none may. */
	error?: string;
}

/** Runs the checks of these migrations, each file in a transaction that is rolled back, after `mutate` in the same one. */
export async function verify(
	session: Session,
	which: readonly MigrationId[] = ids,
	mutate?: (session: Session) => Promise<unknown>,
): Promise<Verdict[]> {
	const verdicts: Verdict[] = [];
	for (const id of which) {
		await session.execute("BEGIN");
		try {
			await mutate?.(session);
			for (const { text, comments } of await sql.statements(textOf(id, "verify"))) {
				const check = comments.map((comment) => /^-- check: (.+)$/.exec(comment)?.[1]).find(Boolean);
				if (check === undefined) await session.execute(text);
				else verdicts.push({ migration: id, check, ...(await violationsOf(session, text)) });
			}
		} finally {
			await session.execute("ROLLBACK");
		}
	}
	return verdicts;
}

async function violationsOf(session: Session, text: string): Promise<Omit<Verdict, "migration" | "check">> {
	await session.execute("SAVEPOINT one_check");
	try {
		const { rows } = await session.execute(text);
		return { violations: rows.map((row) => row.join(": ")) };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT one_check");
		return { violations: [], error: caught.message };
	}
}

/** The checks that do not hold, as `008 name: violations`. */
export function failing(verdicts: readonly Verdict[]): string[] {
	return verdicts
		.filter(({ violations, error }) => violations.length > 0 || error !== undefined)
		.map(({ migration, check, violations, error }) => `${migration} ${check}: ${error ?? violations.join(" | ")}`);
}
