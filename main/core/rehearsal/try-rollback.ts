import type { RehearsedMigration } from "../../contract/index.ts";
import { difference, readFingerprint } from "../catalogue/fingerprint.ts";
import { DatabaseError } from "../errors.ts";
import type { MigrationFile } from "../migrations/catalog.ts";
import { readRollbacks } from "../migrations/rollback.ts";
import { sendStatement } from "../migrations/send-statement.ts";
import type { Session, SqlPort } from "../ports.ts";

export type ComesBack = Pick<RehearsedMigration, "comesBack" | "comesBackDiff">;

/** Runs the rollback in a savepoint of the open transaction and holds the catalogue against what it was before the migration. */
export async function tryRollback(
	session: Session,
	sql: SqlPort,
	step: MigrationFile,
	before: readonly string[],
): Promise<ComesBack> {
	const [rollback] = await readRollbacks(sql, "of this connection", [step]);
	if (!rollback) return {};
	await session.execute("SAVEPOINT bulkhead_rollback");
	try {
		for await (const statement of rollback.statements) await sendStatement(session, statement);
		await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
		return comesBack(difference(before, await readFingerprint(session)));
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return comesBack([`${rollback.file.path}: ${caught.message} (SQLSTATE ${caught.sqlstate})`]);
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_rollback").catch(() => {});
	}
}

export const comesBack = (left: string[]): ComesBack =>
	left.length === 0 ? { comesBack: true } : { comesBack: false, comesBackDiff: left };
