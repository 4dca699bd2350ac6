import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";

export type Attempt<T> = { ok: true; value: T } | { ok: false; why: string };

/** What the server refuses is an answer here; what it did stays in the transaction only where it succeeded. */
export async function attempt<T>(session: Session, work: () => Promise<T>): Promise<Attempt<T>> {
	await session.execute("SAVEPOINT bulkhead_attempt");
	try {
		const value = await work();
		await session.execute("RELEASE SAVEPOINT bulkhead_attempt");
		return { ok: true, value };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_attempt");
		return { ok: false, why: sentence(`${caught.message} (${caught.sqlstate})`) };
	}
}

export const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
