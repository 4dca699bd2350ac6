/** What a statement that runs alone leaves when it is stopped, and whether it got to its end: asked of the catalogue. */
import type { ObjectName, ReadSession, Session, Solo } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";

const INVALID = `
SELECT i.indexrelid::text AS oid, n.nspname AS schema, c.relname AS name
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT (i.indisvalid AND i.indisready) AND c.relkind = 'i' AND n.nspname !~ '^pg_toast'`;

const INDEXES = `
SELECT i.indexrelid::text AS oid, c.relname AS name, (i.indisvalid AND i.indisready)::text AS sound
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
 WHERE i.indrelid = pg_catalog.to_regclass($1)`;

/** What the catalogue said before the statement ran; kept in the ledger, so that it can be held against what is there after a crash. */
export interface Before {
	/** Indexes that were invalid already: somebody else's, and left alone. */
	invalid: string[];
	/** Indexes of the table. */
	indexes: string[];
}

export async function lookBefore(session: ReadSession, solo: Solo): Promise<Before> {
	const invalid = (await session.query<{ oid: string }>(INVALID)).map(({ oid }) => oid);
	return { invalid, indexes: (await indexesOf(session, solo)).map(({ oid }) => oid) };
}

/** An index of that name is there and invalid: IF NOT EXISTS would take it for done. Answers with its name. */
export async function invalidTwin(session: ReadSession, solo: Solo): Promise<string | undefined> {
	if (solo.kind !== "create-index" || solo.index === undefined) return undefined;
	const twin = (await indexesOf(session, solo)).find(({ name }) => name === solo.index);
	return twin?.sound === "false" ? twin.name : undefined;
}

/** Drops the invalid indexes that were not there before; answers with their names. */
export async function dropLeftovers(session: Session, before: Before): Promise<string[]> {
	const left = await session.query<Record<"oid" | "schema" | "name", string>>(INVALID);
	const ours = left.filter(({ oid }) => !before.invalid.includes(oid));
	for (const { schema, name } of ours) {
		await session.execute(`DROP INDEX CONCURRENTLY IF EXISTS ${quoteQualified(schema, name)}`);
	}
	return ours.map(({ schema, name }) => `${schema}.${name}`);
}

/** Whether the statement's effect is there. Undefined: nothing tells, and running it again does no harm (VACUUM, REINDEX, ALTER SYSTEM). */
export async function isDone(session: ReadSession, solo: Solo, before: Before): Promise<boolean | undefined> {
	switch (solo.kind) {
		case "create-index":
			return (await indexesOf(session, solo)).some(
				({ oid, name, sound }) => sound === "true" && (solo.index === name || !before.indexes.includes(oid)),
			);
		case "drop-index":
			return (await Promise.all(solo.indexes.map((index) => exists(session, index)))).every((there) => !there);
		case "detach-partition":
			return solo.partition ? !(await isPartition(session, solo.partition)) : undefined;
		case "reindex":
		case "enum-value":
		case "other":
			return undefined;
	}
}

function indexesOf(session: ReadSession, solo: Solo): Promise<Record<"oid" | "name" | "sound", string>[]> {
	if (solo.kind !== "create-index" || !solo.table) return Promise.resolve([]);
	return session.query<Record<"oid" | "name" | "sound", string>>(INDEXES, [written(solo.table)]);
}

async function exists(session: ReadSession, object: ObjectName): Promise<boolean> {
	const [row] = await session.query<{ there: string }>(
		"SELECT (pg_catalog.to_regclass($1) IS NOT NULL)::text AS there",
		[written(object)],
	);
	return row?.there === "true";
}

async function isPartition(session: ReadSession, partition: ObjectName): Promise<boolean> {
	const rows = await session.query("SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass($1)", [
		written(partition),
	]);
	return rows.length > 0;
}

const written = ({ schema, name }: ObjectName): string =>
	schema === undefined ? quoteIdent(name) : quoteQualified(schema, name);
