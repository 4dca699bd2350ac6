/** What a statement that runs alone leaves when it is stopped, and whether it got to its end: asked of the catalogue. */
import { DatabaseError } from "../errors.ts";
import type { ReadSession, Session, Solo } from "../ports.ts";
import { quoteQualified } from "../sql/quote.ts";
import { findRelation, type Index, indexesOf, unsoundIndexes } from "./concurrently/indexes.ts";

/** What the catalogue said before the statement ran; kept in the ledger, so that it can be held against what is there after a crash. */
export interface Before {
	/** Oids of the tables that it is about (the partition, of a DETACH); absent where it may be any. */
	tables?: string[];
	/** Indexes that were invalid already: somebody else's, and left alone. */
	invalid: string[];
	/** Indexes of the table; or those that are to go. */
	indexes: string[];
}

/** REINDEX CONCURRENTLY builds a new one beside the old one, and swaps them. */
const REINDEX_REMAINS = /_cc(?:new|old)\d*$/;

/** A table, all of its partitions, and their TOAST tables. */
const FAMILY = `
SELECT DISTINCT o.oid::text AS oid
  FROM pg_catalog.pg_class c
  LEFT JOIN LATERAL pg_catalog.pg_partition_tree(c.oid) p ON c.relkind = 'p'
  JOIN pg_catalog.pg_class m ON m.oid = coalesce(p.relid, c.oid),
       LATERAL (VALUES (m.oid), (nullif(m.reltoastrelid, 0))) AS o (oid)
 WHERE c.oid = $1::oid AND o.oid IS NOT NULL`;

export async function lookBefore(session: ReadSession, solo: Solo): Promise<Before> {
	const invalid = (await unsoundIndexes(session)).map(({ oid }) => oid);
	switch (solo.kind) {
		case "create-index": {
			const table = solo.table && (await findRelation(session, solo.table));
			if (!table) return { tables: [], invalid, indexes: [] };
			const family = (await session.query<{ oid: string }>(FAMILY, [table.oid])).map(({ oid }) => oid);
			const tables = [table.oid, ...family.filter((oid) => oid !== table.oid)];
			return { tables, invalid, indexes: (await indexesOf(session, table.oid)).map(({ oid }) => oid) };
		}
		case "drop-index": {
			const found = await Promise.all(solo.indexes.map((name) => findRelation(session, name)));
			return { tables: [], invalid, indexes: found.flatMap((index) => index?.oid ?? []) };
		}
		case "detach-partition": {
			const partition = solo.partition && (await findRelation(session, solo.partition));
			return { tables: partition ? [partition.oid] : [], invalid, indexes: [] };
		}
		case "reindex":
			return { ...(await reindexed(session, solo)), invalid, indexes: [] };
		case "enum-value":
		case "other":
			return { tables: [], invalid, indexes: [] };
	}
}

async function reindexed(
	session: ReadSession,
	{ what, name }: Extract<Solo, { kind: "reindex" }>,
): Promise<{ tables?: string[] }> {
	if (!name || what === "schema" || what === "database") return {};
	const relation = await findRelation(session, name);
	if (!relation) return { tables: [] };
	const [row] = await session.query<{ oid: string }>(
		"SELECT indrelid::text AS oid FROM pg_catalog.pg_index WHERE indexrelid = $1::oid",
		[relation.oid],
	);
	return { tables: (await session.query<{ oid: string }>(FAMILY, [row?.oid ?? relation.oid])).map(({ oid }) => oid) };
}

/** Invalid indexes that this statement has left: not those that were there, nor one that somebody else builds. */
export async function findLeftovers(session: ReadSession, solo: Solo, before: Before): Promise<Index[]> {
	const { tables, invalid } = before;
	const [table] = tables ?? [];
	const isNamed = ({ name }: Index): boolean =>
		solo.kind === "create-index" && (solo.index === undefined || solo.index === name);
	/** Of a partitioned table: the frame that is not filled yet. */
	const frame =
		solo.kind === "create-index" && table !== undefined
			? (await indexesOf(session, table)).find((index) => index.partitioned && !index.sound && isNamed(index))
			: undefined;
	const isOurs = (index: Index): boolean => {
		const { name, definition } = index;
		if (solo.kind === "create-index") return index.table === table ? isNamed(index) : definition === frame?.definition;
		return solo.kind === "reindex" && REINDEX_REMAINS.test(name);
	};
	return (await unsoundIndexes(session)).filter(
		(index) =>
			!invalid.includes(index.oid) &&
			index.builder === undefined &&
			(tables === undefined || tables.includes(index.table)) &&
			isOurs(index),
	);
}

/** Of a statement: what was dropped, and what could not be, and why. */
export interface Swept {
	dropped: string[];
	left: { name: string; why: string }[];
}

/** Drops them one by one. `patience`: milliseconds that it may wait for others; 0 for as long as it takes. */
export async function sweep(session: Session, indexes: readonly Index[], patience: number): Promise<Swept> {
	const swept: Swept = { dropped: [], left: [] };
	for (const { schema, name } of indexes) {
		const quoted = quoteQualified(schema, name);
		try {
			await session.execute(`SET lock_timeout = ${patience}; SET statement_timeout = 0`);
			await session.execute(`DROP INDEX CONCURRENTLY IF EXISTS ${quoted}`, { anyTime: true });
			swept.dropped.push(quoted);
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			swept.left.push({ name: quoted, why: caught.message });
		}
	}
	return swept;
}

/** Whether the statement's effect is there. Undefined: nothing tells, and running it again does no harm (VACUUM, REINDEX, ALTER SYSTEM). */
export async function isDone(session: ReadSession, solo: Solo, before: Before): Promise<boolean | undefined> {
	const [table] = before.tables ?? [];
	switch (solo.kind) {
		case "create-index":
			if (table === undefined) return undefined;
			return (await indexesOf(session, table)).some(
				({ oid, name, sound }) =>
					sound && (solo.index === undefined ? !before.indexes.includes(oid) : solo.index === name),
			);
		case "drop-index":
			return (
				(
					await session.query("SELECT 1 FROM pg_catalog.pg_class WHERE oid = ANY ($1::oid[])", [
						`{${before.indexes.join(",")}}`,
					])
				).length === 0
			);
		case "detach-partition":
			return table === undefined
				? undefined
				: (await session.query("SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = $1::oid", [table])).length === 0;
		case "reindex":
		case "enum-value":
		case "other":
			return undefined;
	}
}
