import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";

export type Attempt<T> = { result: T } | { why: string };

const CANCELLED = "57014";

/** A part that may fail or take too long while the rest goes on: `ms` is the server's deadline for each of its statements. */
export async function attempt<T>(session: Session, ms: number, work: () => Promise<T>): Promise<Attempt<T>> {
	await session.execute(
		`SAVEPOINT bulkhead_part; SET LOCAL statement_timeout = ${ms}; SET LOCAL lock_timeout = ${Math.round(ms / 2)}`,
	);
	try {
		const result = await work();
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_part");
		return { result };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_part");
		return { why: caught.sqlstate === CANCELLED ? `It took longer than ${ms / 1_000} s.` : caught.message };
	}
}
