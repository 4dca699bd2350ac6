/** Indexes as the catalogue has them: what they are, whether they serve, and what they say of themselves. */
import { DatabaseError } from "../../errors.ts";
import type { CreateIndexSolo, ObjectName, ReadSession, Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";

export interface Index {
	oid: string;
	schema: string;
	name: string;
	/** Oid of its table. */
	table: string;
	/** Of a partitioned table. */
	partitioned: boolean;
	/** Valid and ready: queries use it, and writes keep it. */
	sound: boolean;
	/** UNIQUE, and all that stands behind the table's name: equal ones are the same index on tables of the same columns. */
	definition: string;
	/** Oid of the index that it is attached to. */
	attachedTo: string | undefined;
	/** Pid of the session that builds it at this moment. */
	builder: number | undefined;
}

const INDEXES = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, i.indrelid::text AS "table", (c.relkind = 'I')::text AS partitioned,
       (i.indisvalid AND i.indisready)::text AS sound, h.inhparent::text AS attached,
       (CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END) || pg_catalog.substr(pg_catalog.pg_get_indexdef(c.oid), 1 + pg_catalog.length(
         pg_catalog.format('CREATE %sINDEX %I ON %s%I.%I ', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname,
                           CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END, tn.nspname, t.relname))) AS definition,
       (SELECT p.pid FROM pg_catalog.pg_stat_progress_create_index p
         WHERE p.index_relid = c.oid AND p.datid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
         LIMIT 1)::text AS builder
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid`;

type Row = Record<"oid" | "schema" | "name" | "table" | "partitioned" | "sound" | "definition", string> &
	Record<"attached" | "builder", string | null>;

async function read(session: ReadSession, where: string, values: (string | boolean)[]): Promise<Index[]> {
	const rows = await session.query<Row>(`${INDEXES} WHERE ${where} ORDER BY c.oid`, values);
	return rows.map(({ partitioned, sound, attached, builder, ...row }) => ({
		...row,
		partitioned: partitioned === "true",
		sound: sound === "true",
		attachedTo: attached ?? undefined,
		builder: builder === null ? undefined : Number(builder),
	}));
}

/** By the oid of their table. */
export const indexesOf = (session: ReadSession, table: string): Promise<Index[]> =>
	read(session, "i.indrelid = $1::oid", [table]);

/** Invalid, or not ready; of all tables, those of TOAST too. */
export const unsoundIndexes = (session: ReadSession): Promise<Index[]> =>
	read(session, "NOT (i.indisvalid AND i.indisready) AND c.relkind = 'i'", []);

export async function indexByOid(session: ReadSession, oid: string): Promise<Index | undefined> {
	return (await read(session, "c.oid = $1::oid", [oid]))[0];
}

export interface Relation extends ObjectName {
	oid: string;
	schema: string;
	/** As pg_class has it. */
	kind: string;
}

/** By a name as a statement writes it, under the present search_path. */
export async function findRelation(session: ReadSession, name: ObjectName): Promise<Relation | undefined> {
	const [row] = await session.query<Record<"oid" | "schema" | "name" | "kind", string>>(
		`SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind
		   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass($1)`,
		[name.schema === undefined ? quoteIdent(name.name) : quoteQualified(name.schema, name.name)],
	);
	return row;
}

/** What the statement asks for, in the catalogue's words: found on an empty copy of the table. Undefined where that cannot be made. */
export async function askedDefinition(
	session: Session,
	{ unique, tail }: CreateIndexSolo,
	{ schema, name }: ObjectName,
): Promise<string | undefined> {
	const table = schema === undefined ? quoteIdent(name) : quoteQualified(schema, name);
	await session.execute("BEGIN");
	try {
		await session.execute(`CREATE TEMP TABLE bulkhead_copy (LIKE ${table}) ON COMMIT DROP;
			CREATE ${unique ? "UNIQUE " : ""}INDEX bulkhead_copy_index ON pg_temp.bulkhead_copy ${tail}`);
		const [row] = await session.query<{ text: string }>(
			"SELECT pg_catalog.pg_get_indexdef(pg_catalog.to_regclass('pg_temp.bulkhead_copy_index')) AS text",
		);
		const [, rest] =
			/^CREATE (?:UNIQUE )?INDEX bulkhead_copy_index ON pg_temp(?:_\d+)?\.bulkhead_copy (.*)$/s.exec(row?.text ?? "") ??
			[];
		return rest === undefined ? undefined : `${unique ? "UNIQUE " : ""}${rest}`;
	} catch (caught) {
		if (caught instanceof DatabaseError) return undefined;
		throw caught;
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}
