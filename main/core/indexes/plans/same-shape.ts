/** Tables that the planner would answer alike: the same policies over the same columns with the same indexes. Pure. */
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import type { PolicyFact, Probe } from "./plan-facts.ts";

/** Undefined for a partitioned table, whose partitions differ each in their own way. */
export function shapeOf(
	{ guarded }: Pick<Facts, "guarded">,
	table: TableFact,
	{ policies, indexes }: { policies: readonly PolicyFact[]; indexes: readonly IndexFact[] },
): string | undefined {
	const own = guarded.get(table.oid);
	if (table.kind !== "r" || !own || own.path.length > 0) return undefined;
	const typeOf = (attnum: number): string | undefined => table.columns.find(({ number }) => number === attnum)?.type;
	return JSON.stringify([
		own.tenant,
		policies.filter(({ counts }) => counts).map(({ command, permissive, using }) => [command, permissive, using]),
		indexes
			.map(({ method, keys, predicate, valid, live, unique }) =>
				JSON.stringify([
					...[method, predicate, valid, live, unique],
					keys.map(({ attnum, text, opclass, collation, descending }) => [
						text,
						typeOf(attnum),
						opclass,
						collation,
						descending,
					]),
				]),
			)
			.sort(),
	]);
}

/** What was told of one table, for another of its shape. */
export function asTold(probe: Probe, from: TableFact, indexes: readonly IndexFact[], of: readonly IndexFact[]): Probe {
	if (probe.outcome === "unknown") return probe;
	const plan = `As ${from.schema}.${from.name} is read, which has the same policies, columns and indexes:\n${probe.plan}`;
	if (probe.outcome !== "reached") return { ...probe, plan };
	const asked = of.find(({ name }) => name === probe.index);
	const same = indexes.find(
		(index) =>
			JSON.stringify(index.keys.map(({ text }) => text)) === JSON.stringify(asked?.keys.map(({ text }) => text)),
	);
	return { ...probe, plan, index: same?.name ?? probe.index };
}
