/** Which history an adoption goes by, and what is to be said of it. */
import type { Session } from "../ports.ts";
import type { Catalog } from "./catalog.ts";
import { type Asked, chooseHistory, type FoundHistory, readHistories } from "./foreign/read-histories.ts";

/** On whose word migrations are adopted. */
export interface Evidence {
	/** One tool's history and nothing else, or the checks and no history. */
	from?: Asked["from"] | "checks" | undefined;
	/** schema.table of the history. */
	table?: string | undefined;
}

/** Whether the history alone counts, whatever the checks prove. */
export const isOnlyHistory = ({ from }: Evidence): boolean => from !== undefined && from !== "checks";

/** The history that counts, and what is to be said of it and of the others. */
export async function lookUpHistory(
	session: Session,
	catalog: Catalog,
	{ from, table }: Evidence,
): Promise<{ found: FoundHistory | undefined; notes: string[] }> {
	if (from === "checks") return { found: undefined, notes: [] };
	const { histories, notes } = await readHistories(session, catalog, { from, table });
	const found = chooseHistory(histories, { from, table });
	const others = histories.filter((each) => each !== found);
	const seen = others.map(
		({ table: { shown }, tool }) => `${shown}, the history of ${tool.title}, knows nothing of this folder.`,
	);
	return {
		found,
		notes: [...notes, ...seen, ...(found && reasonsAgainst(found).length === 0 ? found.history.notes : [])],
	};
}

/** Why nothing can be adopted on the word of this history. */
export function reasonsAgainst({ history, table, known }: FoundHistory): string[] {
	const lost = history.last && known === 0;
	const stranger = `${table.shown} stands at ${history.last?.version}, and this folder has no such version: is it the right one?`;
	return [...history.refusals, ...(lost ? [stranger] : [])];
}
