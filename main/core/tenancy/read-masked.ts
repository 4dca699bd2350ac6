/**
 * Which columns are masked: by a rule of the tenancy profile or by `@mask` in a column's comment. Either holds for the whole family of a
 * partitioned table, whichever of its parts is named, and for the columns of views that show it, unless they are known to be of another one.
 */
import type { ReadSession } from "../ports.ts";
import type { Tenancy } from "./model.ts";
import { originsOf, takesWholeRows } from "./view-origins.ts";

/** $1: oids. These, what their views read, and all of their families. */
const RELATIONS = `
WITH RECURSIVE wanted AS (
	SELECT wanted::oid AS oid FROM pg_catalog.json_array_elements_text($1::json) AS wanted
	UNION
	SELECT step.oid FROM wanted w CROSS JOIN LATERAL (
		SELECT d.refobjid AS oid FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_depend d
		    ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
		   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> w.oid
		 WHERE r.ev_class = w.oid AND r.ev_type = '1'
		UNION ALL SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = w.oid
		UNION ALL SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = w.oid) AS step)
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname, 'place', a.attnum,
                 'tagged', coalesce(pg_catalog.col_description(c.oid, a.attnum) ~ '@mask\\y', false)) ORDER BY a.attnum), '[]')
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       (SELECT coalesce(pg_catalog.json_agg(i.inhparent::text), '[]') FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)::text AS parents,
       r.ev_action::text AS tree,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('relation', d.refobjid::text, 'column', d.refobjsubid)), '[]')
          FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> c.oid)::text AS reads
  FROM (SELECT DISTINCT oid FROM wanted) AS w
  JOIN pg_catalog.pg_class c ON c.oid = w.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.ev_type = '1' AND c.relkind IN ('v', 'm')`;

interface Relation {
	oid: string;
	schema: string;
	name: string;
	columns: { name: string; place: number; tagged: boolean }[];
	parents: string[];
	/** Of a view. */
	tree: string | null;
	reads: { relation: string; column: number }[];
}

/** Names of masked columns by the relation's oid; the relations that are given, and those that they are made of. */
export type Masked = ReadonlyMap<string, ReadonlySet<string>>;

export async function readMasked(session: ReadSession, { profile }: Tenancy, oids: readonly string[]): Promise<Masked> {
	if (oids.length === 0) return new Map();
	const rows = await session.query<
		Record<"oid" | "schema" | "name" | "columns" | "parents" | "reads", string> & { tree: string | null }
	>(RELATIONS, [JSON.stringify(oids)]);
	const relations = rows.map(
		(row): Relation => ({
			...row,
			columns: JSON.parse(row.columns) as Relation["columns"],
			parents: JSON.parse(row.parents) as string[],
			reads: JSON.parse(row.reads) as Relation["reads"],
		}),
	);
	return judgeMasks(relations, new Set(profile.mask ?? []));
}

/** `rules`: schema.table.column, or table.column of schema public. Pure. */
function judgeMasks(relations: readonly Relation[], rules: ReadonlySet<string>): Masked {
	const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
	const masked = new Map<string, Set<string>>();
	for (const family of familiesOf(relations)) {
		const names = new Set(family.flatMap((each) => ownMasks(each, rules)));
		for (const { oid, columns } of family) {
			masked.set(oid, new Set(columns.map(({ name }) => name).filter((name) => names.has(name))));
		}
	}
	// What a view is made of is judged before it; a view that is made of itself is not to be had.
	const done = new Set<string>();
	const judge = (relation: Relation): void => {
		if (done.has(relation.oid)) return;
		done.add(relation.oid);
		for (const { relation: oid } of relation.reads) {
			const below = byOid.get(oid);
			if (below) judge(below);
		}
		if (relation.tree === null) return;
		for (const name of shownBy(relation, relation.tree, { byOid, masked })) masked.get(relation.oid)?.add(name);
	};
	relations.forEach(judge);
	return masked;
}

function ownMasks({ schema, name, columns }: Relation, rules: ReadonlySet<string>): string[] {
	return columns
		.filter(
			(column) =>
				column.tagged ||
				rules.has(`${schema}.${name}.${column.name}`) ||
				(schema === "public" && rules.has(`${name}.${column.name}`)),
		)
		.map((column) => column.name);
}

/** Tables with their parents and children, to any depth. */
function familiesOf(relations: readonly Relation[]): Relation[][] {
	const family = new Map(relations.map((relation) => [relation.oid, [relation]]));
	for (const { oid, parents } of relations) {
		for (const parent of parents) {
			const [mine, theirs] = [family.get(oid), family.get(parent)];
			if (!mine || !theirs || mine === theirs) continue;
			const both = [...mine, ...theirs];
			for (const each of both) family.set(each.oid, both);
		}
	}
	return [...new Set(family.values())];
}

/** Columns of a view that may show a masked one: where it reads one at all, each that is not plainly another. */
function shownBy(
	view: Relation,
	tree: string,
	{ byOid, masked }: { byOid: ReadonlyMap<string, Relation>; masked: Masked },
): string[] {
	const nameAt = (oid: string, place: number): string | undefined =>
		byOid.get(oid)?.columns.find((column) => column.place === place)?.name;
	const isMasked = (oid: string, place: number): boolean => masked.get(oid)?.has(nameAt(oid, place) ?? "") ?? false;
	const whole = takesWholeRows(tree);
	// Where columns are named as well, the server notes no dependency on the row as a whole.
	const reads = view.reads.some(
		({ relation, column }) => isMasked(relation, column) || (whole && (masked.get(relation)?.size ?? 0) > 0),
	);
	if (!reads) return [];
	const plain = new Set(
		originsOf(tree)
			.filter(({ relation, column }) => nameAt(relation, column) !== undefined && !isMasked(relation, column))
			.map(({ place }) => place),
	);
	return view.columns.filter(({ place }) => !plain.has(place)).map(({ name }) => name);
}
