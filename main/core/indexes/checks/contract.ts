/** The tenant index contract: on each table with tenants an index that begins with the tenant, and one in the order of `created_at`. */
import type { Check, Found } from "../check.ts";
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import { createIndex } from "../fixes.ts";
import {
	ask,
	bytes,
	columnsOf,
	createdColumn,
	FEW_TENANTS,
	indexesOf,
	indexObject,
	isContract,
	isRoot,
	isUsable,
	list,
	MANY_ROWS,
	MB,
	nameOf,
	rowsOf,
	tableObject,
	tenantColumn,
	tenantTables,
} from "./shared.ts";

type Tenants = ReturnType<typeof tenantTables>[number];

const objectOf = ({ table }: Tenants): string => tableObject(table);

/** A whole btree of the usual kind that begins with the column. */
function leads(facts: Facts, { table, tenant }: Tenants): IndexFact[] {
	return indexesOf(facts, table.oid).filter(
		(index) =>
			isUsable(index) &&
			index.method === "btree" &&
			index.predicate === undefined &&
			index.keys[0]?.attnum === tenant &&
			!facts.patternClasses.has(index.keys[0].opclass),
	);
}

export const tenantIndex: Check = {
	name: "tenant-index",
	asks: "Does an index begin with the tenant on each table with tenants?",
	judge: (facts) =>
		ask(tenantTables(facts), objectOf, (each): Found | undefined => {
			const { table, tenant } = each;
			if (leads(facts, each).length > 0) return undefined;
			const ordered = createdColumn(table);
			// Where the other index of the contract is missing too, that one serves both.
			const columns = ordered === undefined ? [tenant] : [tenant, ordered];
			return {
				object: tableObject(table),
				table: nameOf(table),
				severity: table.secured && rowsOf(table) > MANY_ROWS ? "ERROR" : "WARN",
				detail: `No whole index begins with ${list(table, [tenant])}.`,
				why: "Every query of every tenant reads all tenants' rows.",
				evidence: [
					{ name: "rows", value: table.rows ?? "unknown" },
					{ name: "size", value: bytes(table.heapBytes) },
				],
				weight: table.heapBytes ?? 0,
				fix: createIndex(facts, { table, columns, ...(ordered === undefined ? {} : { descending: [ordered] }) }),
				acts: { adds: { table: table.oid, columns } },
			};
		}),
};

export const tenantCreatedIndex: Check = {
	name: "tenant-created-index",
	asks: "Does an index give a tenant's newest rows on each table with tenants and created_at?",
	judge: (facts) =>
		ask(
			tenantTables(facts).filter(({ table }) => createdColumn(table) !== undefined),
			objectOf,
			(each): Found | undefined => {
				const { table, tenant } = each;
				const created = createdColumn(table) ?? 0;
				// Ascending is as good for a tenant: it is read backwards.
				if (leads(facts, each).some(({ keys }) => keys[1]?.attnum === created)) return undefined;
				return {
					object: tableObject(table),
					table: nameOf(table),
					severity: "WARN",
					detail: `No index is on ${list(table, [tenant, created])} in this order.`,
					why: "A tenant's newest rows are found by reading and sorting all of that tenant's.",
					evidence: [{ name: "rows", value: table.rows ?? "unknown" }],
					weight: table.heapBytes ?? 0,
					fix: createIndex(facts, { table, columns: [tenant, created], descending: [created] }),
					acts: { adds: { table: table.oid, columns: [tenant, created] } },
				};
			},
		),
};

export const tenantColumnSound: Check = {
	name: "tenant-column",
	asks: "Is the tenant's column of the type of the tenants' key, never empty, and a foreign key?",
	judge: (facts) => {
		const objects = tenantTables(facts);
		const outcome = ask(objects, objectOf, (each) => wrongType(facts, each) ?? loose(facts, each));
		if (facts.tenancy.tenants === undefined && objects.length > 0) {
			const reason = "which table lists the tenants is not known here: the type of its key cannot be compared";
			outcome.notEvaluated.push(...objects.map((each) => ({ object: objectOf(each), reason })));
		}
		return outcome;
	},
};

function wrongType(facts: Facts, { table, tenant }: Tenants): Found | undefined {
	const column = table.columns.find(({ number }) => number === tenant);
	const { tenants } = facts.tenancy;
	if (!column) return undefined;
	const cast = castOn(facts, table, column.name);
	const differs = tenants !== undefined && tenants.id.type !== column.type;
	if (!differs && cast === undefined) return undefined;
	return {
		object: tableObject(table),
		table: nameOf(table),
		severity: "ERROR",
		detail: differs
			? `${list(table, [tenant])} is ${column.type}, and the tenants' key ${tenants.id.name} is ${tenants.id.type}.`
			: `The policy ${cast} converts ${list(table, [tenant])} (${column.type}) to another type before it compares it.`,
		why: "A conversion on the column's side keeps every index on it from being used.",
		evidence: [{ name: "type", value: column.type }],
		weight: table.heapBytes ?? 0,
	};
}

/** Name of the policy that compares another type than the column's: `(tenant_id)::text = …`. */
function castOn({ plans }: Facts, table: TableFact, column: string): string | undefined {
	const cast = new RegExp(
		`\\(${column.replaceAll(/\W/g, "\\$&")}\\)::|CAST\\(\\(?${column.replaceAll(/\W/g, "\\$&")}\\)? AS`,
		"i",
	);
	return plans.policies.get(table.oid)?.find(({ using }) => using !== undefined && cast.test(using))?.name;
}

function loose(facts: Facts, { table, tenant }: Tenants): Found | undefined {
	const column = table.columns.find(({ number }) => number === tenant);
	const { tenants } = facts.tenancy;
	const keyed =
		tenants === undefined ||
		facts.foreignKeys.some(
			({ table: from, columns, target }) => from === table.oid && target === tenants.oid && columns.includes(tenant),
		);
	const faults = [
		...(column?.notNull ? [] : ["may be NULL"]),
		...(keyed ? [] : [`is no foreign key to ${tenants.schema}.${tenants.name}`]),
	];
	if (faults.length === 0) return undefined;
	return {
		object: tableObject(table),
		table: nameOf(table),
		severity: "WARN",
		detail: `${list(table, [tenant])} ${faults.join(" and ")}.`,
		why: "Rows may belong to nobody, or to a tenant that is not there.",
		evidence: [],
		weight: table.heapBytes ?? 0,
	};
}

/** What nobody can guess, or the server counts: two tenants do not meet in it. */
const MADE = /^(uuid|bigint|integer|smallint)$/;
/** Columns of what is drawn at random or hashed, by their names. */
const UNGUESSED = /(^|_)(hash|digest|token|secret)$/;

export const tenantUnique: Check = {
	name: "tenant-unique",
	asks: "Does every unique key of tenants' tables begin or end with the tenant?",
	judge: (facts) => {
		const objects = tenantTables(facts).flatMap(({ table, tenant }) =>
			indexesOf(facts, table.oid)
				.filter((index) => index.unique && index.valid && isRoot(index))
				.map((index) => ({ table, tenant, index })),
		);
		return ask(
			objects,
			({ index }) => indexObject(index),
			({ table, tenant, index }): Found | undefined =>
				isMade(index, table) ||
				index.keys.some(({ attnum, text }) => attnum === tenant || mentions(text, table, tenant))
					? undefined
					: {
							object: indexObject(index),
							table: nameOf(table),
							severity: "INFO",
							detail: `${columnsOf(index)} is unique over all tenants.`,
							why: "One tenant can find out what another one has, and take names away from it: a value that is refused is a value that is there.",
							evidence: [{ name: "definition", value: index.definition }],
						},
		);
	},
};

function isMade(index: IndexFact, table: TableFact): boolean {
	const columns = index.keys.map(({ attnum }) => table.columns.find(({ number }) => number === attnum));
	if (columns.every((column) => column?.type === "uuid" || UNGUESSED.test(column?.name ?? ""))) return true;
	return index.primary && columns.every((column) => MADE.test(column?.type ?? ""));
}

const mentions = (expression: string, table: TableFact, number: number): boolean => {
	const name = table.columns.find((column) => column.number === number)?.name;
	return name !== undefined && new RegExp(`\\b${name.replaceAll(/\W/g, "\\$&")}\\b`).test(expression);
};

export const tenantMissing: Check = {
	name: "tenant-missing",
	asks: "Has every table a tenant that has policies, or points to tenants' rows?",
	judge: (facts) => {
		const tenants = facts.tenancy.tenants?.oid;
		const pointing = new Map<string, string>();
		for (const { table, target } of facts.foreignKeys) {
			const to = facts.tables.get(target);
			if (to && (target === tenants || tenantColumn(facts, to) !== undefined)) pointing.set(table, nameOf(to));
		}
		return ask(
			[...facts.tables.values()].filter(
				({ oid, kind, parent }) => kind !== "m" && parent === undefined && oid !== tenants && !facts.guarded.has(oid),
			),
			tableObject,
			(table): Found | undefined => {
				const to = pointing.get(table.oid);
				const policies = facts.plans.policies.get(table.oid)?.length ?? 0;
				if (facts.guarded.size === 0 || (to === undefined && policies === 0)) return undefined;
				return {
					object: tableObject(table),
					table: nameOf(table),
					severity: "INFO",
					detail:
						to === undefined ? "It has policies, and no tenant." : `It points to ${to}, and has no tenant of its own.`,
					why: "Whose its rows are is decided elsewhere, or nowhere. Where that is meant, a path in the tenancy profile says so.",
					evidence: [{ name: "policies", value: policies }],
				};
			},
		);
	},
};

/** Bytes from which the price is worth a sentence. */
const DEAR = 100 * MB;

export const contractPrice: Check = {
	name: "contract-price",
	asks: "What do the contract's indexes cost, and what do they make unneeded?",
	judge: (facts) =>
		ask(tenantTables(facts), objectOf, ({ table, tenant }): Found | undefined => {
			const own = indexesOf(facts, table.oid).filter(
				(index) => isRoot(index) && isUsable(index) && isContract(facts, index),
			);
			const short = own.find(({ keys }) => keys.length === 1);
			const long = own.find(({ keys }) => keys.length === 2);
			if (short && long && (short.bytes ?? 0) >= DEAR) return dear(table, short, long);
			const skipped = beside(facts, table, tenant);
			return skipped && skippable(table, skipped);
		}),
};

const scansOf = (index: IndexFact): Found["evidence"] => [
	{ name: `scans of ${index.name}`, value: index.scans ?? "unknown" },
	{ name: `size of ${index.name}`, value: bytes(index.bytes) },
];

const dear = (table: TableFact, short: IndexFact, long: IndexFact): Found => ({
	object: tableObject(table),
	table: nameOf(table),
	severity: "INFO",
	detail: `${columnsOf(short)} takes ${bytes(short.bytes)} beside ${columnsOf(long)}, which begins with the same column.`,
	why: "It counts a tenant's rows with a third of the reads. To give it up is to change the contract, for all tables.",
	evidence: [...scansOf(short), ...scansOf(long)],
	weight: short.bytes ?? 0,
});

const skippable = (table: TableFact, { own, other }: { own: IndexFact; other: IndexFact }): Found => ({
	object: tableObject(table),
	table: nameOf(table),
	severity: "INFO",
	detail: `PostgreSQL 18 can skip through ${nameOf(other)} ${columnsOf(other)} where ${nameOf(own)} ${columnsOf(own)} is asked for now.`,
	why: `One index may serve both, up to some ${FEW_TENANTS} tenants; with more it does not.`,
	evidence: [...scansOf(own), ...scansOf(other)],
	weight: own.bytes ?? 0,
});

/** (x) beside (tenant, x), where a skip scan makes the first unneeded. Large ones alone. */
function beside(facts: Facts, table: TableFact, tenant: number): { own: IndexFact; other: IndexFact } | undefined {
	if (facts.version < 180_000 || facts.tenants === undefined || facts.tenants > FEW_TENANTS) return undefined;
	const all = indexesOf(facts, table.oid).filter(
		(index) => isRoot(index) && isUsable(index) && index.method === "btree" && index.predicate === undefined,
	);
	for (const own of all) {
		const [key] = own.keys;
		if (own.unique || own.keys.length !== 1 || !key || key.attnum === 0 || key.attnum === tenant) continue;
		if ((own.bytes ?? 0) < DEAR) continue;
		const other = all.find(({ keys }) => keys[0]?.attnum === tenant && keys[1]?.attnum === key.attnum);
		if (other) return { own, other };
	}
	return undefined;
}

export const contractChecks: readonly Check[] = [
	...[tenantIndex, tenantCreatedIndex, tenantColumnSound, tenantUnique, tenantMissing, contractPrice],
];
