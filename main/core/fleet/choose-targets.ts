import type { ConnectionCard, Environment, FleetChoice, FleetTarget } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import { AppError } from "../errors.ts";
import { fitsName } from "./fits-name.ts";

/** What can be done without first: a wave takes from the front. */
const order: Record<Environment, number> = { development: 0, test: 1, production: 2 };

/** Who is meant: development first, production last, then by name. Errors: NOT_FOUND, and BAD_INPUT where nothing is said. */
export async function chooseTargets(connections: Connections, choice: FleetChoice): Promise<FleetTarget[]> {
	const { all = false, ids = [] } = choice;
	if (!all && ids.length === 0 && !hasFilter(choice)) {
		throw new AppError("BAD_INPUT", "No target is chosen.", {
			hint: "Choose connections by name, group, tag or environment, or all of them.",
		});
	}
	const cards = await connections.list();
	const known = new Map(cards.map((card) => [card.id, card]));
	const unknown = ids.filter((id) => !known.has(id));
	if (unknown.length > 0) {
		throw new AppError("NOT_FOUND", `There is no connection ${unknown.slice(0, 5).join(", ")}.`, {
			hint: "Choose among those that are saved, or open them first.",
		});
	}
	const named = new Set(ids);
	return cards
		.filter(
			(card) => named.has(card.id) || (card.origin === "saved" && (all || (hasFilter(choice) && fits(card, choice)))),
		)
		.map(toTarget)
		.sort((a, b) => order[a.environment] - order[b.environment] || compareNames(a.name, b.name));
}

/** Names with numbers in them stand as people count: shop 9 before shop 10. */
const compareNames = new Intl.Collator("en", { numeric: true }).compare;

function hasFilter({ groups, tags, environments, names }: FleetChoice): boolean {
	return [groups, tags, environments, names].some((each) => each !== undefined && each.length > 0);
}

function fits(card: ConnectionCard, { groups, tags, environments, names }: FleetChoice): boolean {
	const within = <T>(wanted: readonly T[] | undefined, has: (each: T) => boolean): boolean =>
		wanted === undefined || wanted.length === 0 || wanted.some(has);
	return (
		within(groups, (group) => card.group === group) &&
		within(tags, (tag) => card.tags?.includes(tag) ?? false) &&
		within(environments, (environment) => card.environment === environment) &&
		within(names, (pattern) => fitsName(card.name, pattern))
	);
}

function toTarget({
	id,
	origin,
	name,
	environment,
	group,
	tags,
	host,
	port,
	database,
	user,
}: ConnectionCard): FleetTarget {
	const server = `${host}:${port}/${database}`;
	return {
		...{ id, key: origin === "session" ? `${user}@${server}` : id, name, environment, tags: tags ?? [], server },
		...(group === undefined ? {} : { group }),
	};
}
