import { DatabaseError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";

export type Attempt<T> = { value: T } | { error: DatabaseError };

/** In a savepoint of the open transaction: what the server says against it is an answer, and the transaction goes on. */
export async function attempt<T>(session: ReadSession, work: () => Promise<T>): Promise<Attempt<T>> {
	await session.query("SAVEPOINT bulkhead_attempt");
	try {
		const value = await work();
		await session.query("RELEASE SAVEPOINT bulkhead_attempt");
		return { value };
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.query("ROLLBACK TO SAVEPOINT bulkhead_attempt");
		return { error: caught };
	}
}

/** An error of the server as the wire has it. */
export function errorFacts({ message, sqlstate, hint }: DatabaseError): {
	message: string;
	sqlstate: string;
	hint?: string;
} {
	return { message, sqlstate, ...(hint === undefined ? {} : { hint }) };
}
