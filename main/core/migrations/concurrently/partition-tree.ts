import type { ReadSession } from "../../ports.ts";

/** A table of a partitioned one: a leaf has rows, the others have partitions. */
export interface Member {
	oid: string;
	/** Oid of what it is a partition of; absent of the root. */
	parent: string | undefined;
	schema: string;
	name: string;
	/** 0 is the root. */
	level: number;
	isLeaf: boolean;
	/** A foreign table: it has no indexes here. */
	isForeign: boolean;
}

const TREE = `
SELECT p.relid::oid::text AS oid, CASE WHEN p.level > 0 THEN p.parentrelid::oid::text END AS parent, n.nspname AS schema, c.relname AS name,
       p.level::text AS level, p.isleaf::text AS leaf, (c.relkind = 'f')::text AS "foreign"
  FROM pg_catalog.pg_partition_tree($1::oid::pg_catalog.regclass) p
  JOIN pg_catalog.pg_class c ON c.oid = p.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 ORDER BY p.level, n.nspname, c.relname`;

/** The root first, then level by level. */
export async function readTree(session: ReadSession, root: string): Promise<Member[]> {
	const rows = await session.query<
		Record<"oid" | "schema" | "name" | "level" | "leaf" | "foreign", string> & { parent: string | null }
	>(TREE, [root]);
	return rows.map(({ oid, parent, schema, name, level, leaf, foreign }) => ({
		...{ oid, schema, name, level: Number(level), isLeaf: leaf === "true", isForeign: foreign === "true" },
		parent: parent ?? undefined,
	}));
}
