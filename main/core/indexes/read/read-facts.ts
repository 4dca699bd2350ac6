/** Everything that is judged, read in one transaction: see `BEGIN` of `look.ts`. */
import type { IndexSight } from "../../../contract/index.ts";
import type { LookSession, ReadSession } from "../../ports.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import type { Facts, ForeignKeyFact, IndexFact, TableFact, UnvalidatedFact } from "../facts.ts";
import { addUpPartitions } from "./add-up-partitions.ts";
import { attachStatistics } from "./attach-statistics.ts";
import { print } from "./print-index.ts";
import * as queries from "./queries.ts";
import { eachRow, is, json, maybe, type Row, text } from "./read-rows.ts";
import { readSight } from "./read-sight.ts";
import { type ReadIndex, toIndex } from "./to-index.ts";
import { toTable } from "./to-table.ts";

/** All but what the history knows, and what the planner says. */
export type CatalogueFacts = Omit<Facts, "use" | "traffic" | "windows" | "plans" | "sizes" | "upkeep">;

/** Of the node that was asked: since when its counters count. */
export interface NodeFacts {
	/** ISO. */
	now: string;
	/** The last pg_stat_reset() of the database. */
	reset: string | undefined;
	/** When the counters of the whole server began, which a crash makes them do. */
	allReset: string | undefined;
	timeline: string | undefined;
	/** Standbys that are connected. */
	standbys: number;
}

export interface ReadCatalogue {
	facts: CatalogueFacts;
	node: NodeFacts;
	sight: IndexSight[];
	/** Relations that could not be measured or printed, for somebody holds them or waits for them alone. */
	locked: Set<string>;
}

export async function readCatalogue(session: LookSession, tenancy: Tenancy): Promise<ReadCatalogue> {
	// First of all: what is being built now may be done by the time that the indexes are read, and not the other way round.
	const building = new Set((await session.query<{ oid: string }>(queries.BUILDING)).map(({ oid }) => oid));
	const [server] = await session.query(queries.server(session.serverVersion));
	if (!server) throw new Error("the server does not say what database this is");
	const tables = new Map<string, TableFact>();
	await eachRow(session, queries.TABLES, [], (row) => tables.set(text(row, "oid"), toTable(row)));
	const odd = await session.query<{ oid: string; pattern: string }>(queries.ODD_CLASSES);
	const { indexes, locked, expressions } = await readIndexes(session, tables, new Set(odd.map(({ oid }) => oid)));
	for (const { oid, kind, heapBytes } of tables.values()) {
		if (kind !== "p" && heapBytes === undefined) locked.add(oid);
	}
	const tenantColumns = [...new Set(tenancy.tables.map((table) => table.path[0]?.column ?? table.tenant.name))];
	await attachStatistics(session, { tables: tables.values(), expressions, tenantColumns });
	const foreignKeys: ForeignKeyFact[] = [];
	await eachRow(session, queries.KEYS, [], (row) => {
		if (tables.has(text(row, "table"))) foreignKeys.push(toKey(row));
	});
	const unvalidated: UnvalidatedFact[] = [];
	await eachRow(session, queries.UNVALIDATED, [], (row) => {
		if (tables.has(text(row, "table")))
			unvalidated.push({ name: text(row, "name"), table: text(row, "table"), kind: text(row, "kind") });
	});
	addUpPartitions(tables, indexes);
	const { facts, node } = about(server, session);
	return {
		facts: {
			...facts,
			database: { ...facts.database, bytes: facts.database.bytes + sumOf(tables, indexes) },
			...{ tables, indexes, indexesOf: byTable(indexes), foreignKeys, unvalidated, building, tenancy },
			patternClasses: new Set(odd.filter(({ pattern }) => pattern === "true").map(({ oid }) => oid)),
			tenants: tables.get(tenancy.tenants?.oid ?? "")?.rows,
			guarded: new Map(tenancy.tables.map((table) => [table.oid, table])),
		},
		node,
		sight: await readSight(session, tenancy, [...tables.values()]),
		locked,
	};
}

async function readIndexes(session: LookSession, tables: Map<string, TableFact>, odd: ReadonlySet<string>) {
	const indexes = new Map<string, IndexFact>();
	const locked = new Set<string>();
	const expressions: ReadIndex[] = [];
	const toPrint: string[] = [];
	await eachRow(session, queries.indexes(session.serverVersion), [], (row) => {
		const table = tables.get(text(row, "table"));
		if (!table) return;
		const read = toIndex(row, table, odd);
		indexes.set(read.fact.oid, read.fact);
		if (!is(row, "open")) locked.add(read.fact.oid);
		if (read.toPrint) toPrint.push(read.fact.oid);
		if (read.expressions.size > 0) expressions.push(read);
	});
	const printed = await readDefinitions(session, toPrint);
	for (const oid of toPrint) {
		const [index, definition] = [indexes.get(oid), printed.get(oid)];
		if (!index) continue;
		const table = tables.get(index.table);
		if (definition === undefined) locked.add(oid);
		index.definition = definition ?? (table ? print(index, table) : "");
	}
	return { indexes, locked, expressions };
}

async function readDefinitions(session: ReadSession, oids: readonly string[]): Promise<Map<string, string>> {
	if (oids.length === 0) return new Map();
	const rows = await session.query<{ oid: string; definition: string }>(queries.DEFINITIONS, [JSON.stringify(oids)]);
	return new Map(rows.map(({ oid, definition }) => [oid, definition]));
}

function about(server: Row, session: ReadSession) {
	const facts = {
		...{ version: session.serverVersion, versionText: session.serverVersionText, standby: is(server, "standby") },
		database: {
			...{ name: text(server, "database"), oid: text(server, "oid"), sortsByBytes: is(server, "bytewise") },
			/** Of the catalogue; what people have comes to it. */
			bytes: Number(text(server, "pages")) * Number(text(server, "block")),
		},
		role: {
			...{ name: text(server, "role"), superuser: is(server, "superuser") },
			...{ bypassrls: is(server, "bypassrls"), monitors: is(server, "monitors") },
		},
		system: maybe(server, "system"),
		blockSize: Number(text(server, "block")),
	};
	const node: NodeFacts = {
		...{ now: text(server, "now"), reset: maybe(server, "reset"), allReset: maybe(server, "allReset") },
		...{ timeline: maybe(server, "timeline"), standbys: Number(text(server, "standbys")) },
	};
	return { facts, node };
}

function toKey(row: Row): ForeignKeyFact {
	return {
		...{ oid: text(row, "oid"), name: text(row, "name"), table: text(row, "table"), target: text(row, "target") },
		columns: json<number[]>(row, "columns", []),
		targetColumns: json<number[]>(row, "targetColumns", []),
		...{ onDelete: text(row, "onDelete"), match: text(row, "match"), validated: is(row, "validated") },
	};
}

function byTable(indexes: Map<string, IndexFact>): Map<string, IndexFact[]> {
	const all = new Map<string, IndexFact[]>();
	for (const index of indexes.values()) {
		const known = all.get(index.table);
		if (known) known.push(index);
		else all.set(index.table, [index]);
	}
	return all;
}

/** Close enough to pg_database_size, which asks the file system about every file once more. */
function sumOf(tables: Map<string, TableFact>, indexes: Map<string, IndexFact>): number {
	let bytes = 0;
	for (const { kind, heapBytes } of tables.values()) if (kind !== "p") bytes += heapBytes ?? 0;
	for (const { kind, bytes: own } of indexes.values()) if (kind === "i") bytes += own ?? 0;
	return bytes;
}
