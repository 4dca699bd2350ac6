import type { ConnectionCard } from "../../../main/contract/index.ts";

/** Cards that have every word in name, host, database, user or environment; the one used last comes first. Pure. */
export function findConnections(query: string, cards: readonly ConnectionCard[]): ConnectionCard[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return cards
		.filter((card) => {
			const text = [card.name, card.host, card.database, card.user, card.environment].join(" ").toLowerCase();
			return words.every((word) => text.includes(word));
		})
		.toSorted(
			(a, b) => (b.lastUsedAt?.getTime() ?? 0) - (a.lastUsedAt?.getTime() ?? 0) || a.name.localeCompare(b.name),
		);
}
