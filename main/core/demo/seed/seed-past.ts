import type { Session } from "../../ports.ts";
import { pastTables } from "./past.ts";

/** Fills the five core tables as they were before there were tenants. In one transaction, as the database's owner. */
export async function seedPast(session: Session): Promise<void> {
	await session.execute(`BEGIN; SET LOCAL TimeZone = 'UTC'; ${pastTables.join(";")}; COMMIT`);
}
