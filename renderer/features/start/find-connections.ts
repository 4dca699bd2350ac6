import type { ConnectionCard } from "../../../main/contract/index.ts";

export type SortBy = "used" | "name" | "environment" | "own";

/** All groups, those without one, or one by its name. */
export type GroupChoice = { group?: string | undefined } | "all";

const order: Record<ConnectionCard["environment"], number> = { production: 0, test: 1, development: 2 };

const byName = (a: ConnectionCard, b: ConnectionCard): number => a.name.localeCompare(b.name);

const comparisons: Record<SortBy, ((a: ConnectionCard, b: ConnectionCard) => number) | undefined> = {
	used: (a, b) => (b.lastUsedAt?.getTime() ?? 0) - (a.lastUsedAt?.getTime() ?? 0) || byName(a, b),
	name: byName,
	environment: (a, b) => order[a.environment] - order[b.environment] || byName(a, b),
	// As the core lists them.
	own: undefined,
};

/** Cards of the group that have every word in name, host, database, user, environment, group, tags or notes. Pure. */
export function findConnections(
	cards: readonly ConnectionCard[],
	{ query, sort = "used", group = "all" }: { query: string; sort?: SortBy; group?: GroupChoice },
): ConnectionCard[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const found = cards.filter(
		(card) => (group === "all" || card.group === group.group) && words.every((word) => textOf(card).includes(word)),
	);
	const comparison = comparisons[sort];
	return comparison ? found.sort(comparison) : found;
}

function textOf(card: ConnectionCard): string {
	const { name, host, database, user, environment, group = "", tags = [], notes = "" } = card;
	return [name, host, database, user, environment, group, ...tags.map((tag) => `#${tag}`), notes]
		.join(" ")
		.toLowerCase();
}

/** Names of the groups, and whether some have none. Pure. */
export function groupsOf(cards: readonly ConnectionCard[]): { names: string[]; rest: boolean } {
	const names = new Set(cards.flatMap(({ group }) => (group === undefined ? [] : [group])));
	return { names: [...names].sort((a, b) => a.localeCompare(b)), rest: cards.some(({ group }) => group === undefined) };
}
