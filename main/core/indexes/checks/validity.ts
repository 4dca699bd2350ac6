/** Indexes that are broken, half made, or not yet for everybody; constraints that hold for new rows alone. */
import type { Check, Found } from "../check.ts";
import type { Facts, IndexFact, UnvalidatedFact } from "../facts.ts";
import { dropRemains, reindex, validate } from "../fixes.ts";
import { ask, bytes, indexObject, isRoot, nameOf } from "./shared.ts";

/** What REINDEX CONCURRENTLY calls the new one while it builds it, and the old one once it is replaced. */
const NEW = /_ccnew\d*$/;
const OLD = /_ccold\d*$/;

const tableOf = ({ tables }: Facts, index: IndexFact): string | undefined => {
	const table = tables.get(index.table);
	return table && nameOf(table);
};

/** Being built as far as can be told: by its own oid, or by a build on its table of which this login sees no more than the locks. */
const isBuilding = ({ building }: Facts, { oid, table }: IndexFact): boolean | "perhaps" =>
	building === undefined ? "perhaps" : building.has(oid) ? true : building.has(table) ? "perhaps" : false;

const HIDDEN = "something is being built on its table, and this login does not see what: pg_read_all_stats shows it";

export const indexInvalid: Check = {
	name: "index-invalid",
	asks: "Is every index valid that nobody is building?",
	judge: (facts) =>
		ask(
			[...facts.indexes.values()].filter(({ kind, live }) => kind === "i" && live),
			indexObject,
			(index) => {
				if (index.valid) return undefined;
				const building = isBuilding(facts, index);
				if (building === true) return undefined;
				return building === "perhaps" ? HIDDEN : invalid(facts, index);
			},
		),
};

function invalid(facts: Facts, index: IndexFact): Found {
	const left = NEW.test(index.name)
		? "an interrupted REINDEX CONCURRENTLY was building"
		: OLD.test(index.name)
			? "a REINDEX CONCURRENTLY replaced"
			: undefined;
	const names = index.constraint === undefined ? "" : ` It backs the constraint ${index.constraint}.`;
	return {
		object: indexObject(index),
		table: tableOf(facts, index),
		severity: index.unique ? "ERROR" : "WARN",
		detail: left
			? `It is what ${left}, and it was left behind.${names}`
			: `It is not valid: its build failed or was interrupted.${names}`,
		why: index.unique
			? "No query uses it, and rows may break its uniqueness unnoticed."
			: `No query uses it${index.ready ? ", and every write still pays for it" : ""}.`,
		evidence: [
			...[{ name: "size", value: bytes(index.bytes) }],
			...[{ name: "takes part in writes", value: index.ready ? "yes" : "no" }],
		],
		weight: index.bytes ?? 0,
		fix: left ? dropRemains(index) : reindex(index),
		...(left ? { acts: { drops: index.oid } } : {}),
	};
}

export const partitionedInvalid: Check = {
	name: "index-partitioned-invalid",
	asks: "Does every index of a partitioned table have its part on each partition?",
	judge: (facts) => {
		const parts = new Map<string, Set<string>>();
		for (const { parent, table } of facts.indexes.values()) {
			if (parent !== undefined) parts.set(parent, (parts.get(parent) ?? new Set()).add(table));
		}
		const partitions = new Map<string, string[]>();
		for (const { oid, parent } of facts.tables.values()) {
			if (parent !== undefined) partitions.set(parent, [...(partitions.get(parent) ?? []), oid]);
		}
		return ask(
			[...facts.indexes.values()].filter(({ kind }) => kind === "I"),
			indexObject,
			(index) => {
				if (index.valid) return undefined;
				const all = partitions.get(index.table) ?? [];
				const without = all.filter((oid) => !parts.get(index.oid)?.has(oid));
				const building = all.some((oid) => facts.building?.has(oid)) || facts.building?.has(index.oid);
				const names = without.flatMap((oid) => facts.tables.get(oid) ?? []).map(nameOf);
				return {
					object: indexObject(index),
					table: tableOf(facts, index),
					severity: building ? "INFO" : "WARN",
					detail:
						names.length === 0
							? "Every partition has its part, and one of the parts is not valid."
							: `${names.length} of ${all.length} partitions have no part of it: ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}.`,
					why: "Queries on these partitions go without it, and no counter shows it.",
					evidence: [{ name: "partitions without it", value: names.length }],
					fix: undefined,
				};
			},
		);
	},
};

export const notReady: Check = {
	name: "index-not-ready",
	asks: "Is there no index that is being dropped, or was never made ready, without anybody at work on it?",
	judge: (facts) =>
		ask(
			[...facts.indexes.values()].filter(({ kind }) => kind === "i"),
			indexObject,
			(index) => {
				// What is live and not ready is not valid either: it is told once, as that.
				if (index.live) return undefined;
				const building = isBuilding(facts, index);
				if (building !== false) return building === "perhaps" ? HIDDEN : undefined;
				return {
					object: indexObject(index),
					table: tableOf(facts, index),
					severity: "WARN",
					detail: "A DROP INDEX CONCURRENTLY was interrupted: it is dead, and still there.",
					why: "It takes room, and its name.",
					evidence: [{ name: "size", value: bytes(index.bytes) }],
					weight: index.bytes ?? 0,
					fix: dropRemains(index),
					acts: { drops: index.oid },
				};
			},
		),
};

export const waitsForSnapshots: Check = {
	name: "index-waits-for-snapshots",
	asks: "Can every transaction that is open use every index?",
	judge: (facts) =>
		ask([...facts.indexes.values()].filter(isRoot), indexObject, (index) =>
			index.valid && index.waitsForOldSnapshots
				? {
						object: indexObject(index),
						table: tableOf(facts, index),
						severity: "INFO",
						detail: "Transactions that were open when it was made cannot use it yet.",
						why: "Their queries go on as before until they end; others use it.",
						evidence: [],
					}
				: undefined,
		),
};

const KINDS: Readonly<Record<string, string>> = { c: "CHECK", f: "foreign key", n: "NOT NULL" };

export const constraintNotValid: Check = {
	name: "constraint-not-valid",
	asks: "Does every constraint hold for every row?",
	judge: (facts) =>
		ask<UnvalidatedFact>(
			facts.unvalidated,
			({ name }) => `constraint ${name}`,
			({ name, table: oid, kind }) => {
				const table = facts.tables.get(oid);
				if (!table) return undefined;
				return {
					object: `constraint ${name} on ${nameOf(table)}`,
					table: nameOf(table),
					severity: "WARN",
					detail: `The ${KINDS[kind] ?? "constraint"} was added NOT VALID: rows from before it were never looked at.`,
					why: "The planner cannot rely on it, and rows may break it.",
					evidence: [{ name: "rows of the table", value: table.rows ?? "unknown" }],
					weight: table.heapBytes ?? 0,
					fix: validate(table, name),
				};
			},
		),
};

export const validityChecks: readonly Check[] = [
	...[indexInvalid, partitionedInvalid, notReady, waitsForSnapshots, constraintNotValid],
];
