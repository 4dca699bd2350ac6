import type { ConnectionCard } from "../../../main/contract/index.ts";

interface RollbackConsent {
	reason: string;
	typed: string;
	understood: boolean;
	lostRows: number;
	connection: Pick<ConnectionCard, "environment" | "database">;
}

/** Whether all was said that a rollback asks for: a reason; that the loss is known; on production the database's name. Pure. */
export function isRollbackReady({ reason, typed, understood, lostRows, connection }: RollbackConsent): boolean {
	if (reason.trim() === "") return false;
	if (lostRows > 0 && !understood) return false;
	return connection.environment !== "production" || typed === connection.database;
}
