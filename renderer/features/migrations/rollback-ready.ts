import type { ConnectionCard } from "../../../main/contract/index.ts";
import { isTyped } from "../../app/typed-name.tsx";

/** What a person says before a rollback. */
export interface RollbackConsent {
	reason: string;
	/** The database's name, on production. */
	typed: string;
	/** That rows leave the database. */
	understood: boolean;
	/** That tables stand open across tenants. */
	laidOpen: boolean;
	/** Compare what tenants see before and after. */
	isolation: boolean;
}

export const noConsent: RollbackConsent = {
	reason: "",
	typed: "",
	understood: false,
	laidOpen: false,
	isolation: false,
};

interface Asked {
	lostRows: number;
	/** Tables. */
	exposed: number;
	connection: Pick<ConnectionCard, "typedConfirmation" | "database">;
}

/** Whether all was said that a rollback asks for: a reason; that loss and opening are known; on production the database's name. Pure. */
export function isRollbackReady(consent: RollbackConsent, { lostRows, exposed, connection }: Asked): boolean {
	if (consent.reason.trim() === "") return false;
	if (lostRows > 0 && !consent.understood) return false;
	if (exposed > 0 && !consent.laidOpen) return false;
	return isTyped(connection, consent.typed);
}
