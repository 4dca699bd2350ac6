import { BETA } from "../../helpers/view-scene.ts";

export interface HostileStatement {
	name: string;
	sql: string;
}

/** Moves the session's setting to the second tenant. */
export const set = `set_config('app.tenant', '${BETA}', false)`;
export const all = "SELECT string_agg(secret, ',') FROM orders";

/** Says the second tenant's canary where a condition over counted rows holds: a count is a leak too, and has no word of its own. */
export const told = (condition: string): string => `CASE WHEN ${condition} THEN concat('beta', '-secret') END`;

export const named = (pairs: Readonly<Record<string, string>>): HostileStatement[] =>
	Object.entries(pairs).map(([name, sql]) => ({ name, sql }));
