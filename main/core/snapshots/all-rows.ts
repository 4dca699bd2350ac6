import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";

/** The server's function that refuses what row-level security would filter while row_security is off (rls.c). */
export const ROW_SECURITY_GUARD = "check_enable_rls";

/** With these, COPY's text means the same wherever and whenever it is read (pg_dump sets the same). */
export const COPY_SETTINGS =
	"SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3";

/**
 * Reads a table of the open transaction with no row hidden: row-level security is an error here, never a filter. Its owner, whom
 * FORCE binds, lifts FORCE for the reading; all of it is taken back with the savepoint. `table`: quoted.
 */
export async function withAllRows<T>(session: Session, table: string, read: () => Promise<T>): Promise<T> {
	const settings = `SET LOCAL row_security = off; ${COPY_SETTINGS}`;
	await session.execute(`SAVEPOINT bulkhead_all_rows; ${settings}`);
	try {
		return await read();
	} catch (caught) {
		if (!(caught instanceof DatabaseError && caught.routine === ROW_SECURITY_GUARD)) throw caught;
		await session.execute(
			`ROLLBACK TO SAVEPOINT bulkhead_all_rows; ${settings}; ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`,
		);
		return await read();
	} finally {
		// After an error too, so that the transaction can go on; a session that is gone has rolled back by itself.
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_all_rows").catch(() => {});
	}
}
