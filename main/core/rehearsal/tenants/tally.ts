/**
 * Counts the rows that statements change, tenant by tenant: by triggers that see each statement's old and new rows as the server has
 * them, whoever wrote (a DO block, a trigger, a foreign key that cascades) and whatever row-level security would hide. Only in a
 * transaction of its own that is rolled back: the run that is measured never has them.
 */
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { TenantTable } from "../../tenancy/tenancy.ts";

/** Definer: whatever role a file takes on, its rows are counted. The two row sets of an UPDATE are in the same order. */
const PREPARE = `
CREATE TEMP TABLE bulkhead_tally (relation oid, what text, old_tenant text, new_tenant text, rows bigint);
CREATE FUNCTION pg_temp.bulkhead_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $count$
DECLARE
	there boolean := EXISTS (SELECT FROM pg_attribute WHERE attrelid = TG_RELID AND attname = TG_ARGV[0] AND attnum > 0 AND NOT attisdropped);
	tenant text := CASE WHEN there THEN format('%I::text', TG_ARGV[0]) ELSE 'NULL::text' END;
	rows text := CASE TG_OP
		WHEN 'INSERT' THEN format('SELECT NULL::text AS o, %s AS n FROM new_rows', tenant)
		WHEN 'DELETE' THEN format('SELECT %s AS o, NULL::text AS n FROM old_rows', tenant)
		WHEN 'TRUNCATE' THEN format('SELECT %s AS o, NULL::text AS n FROM ONLY %I.%I', tenant, TG_TABLE_SCHEMA, TG_TABLE_NAME)
		ELSE format('SELECT o.t AS o, n.t AS n FROM (SELECT row_number() OVER () AS at, %1$s AS t FROM old_rows) AS o
			JOIN (SELECT row_number() OVER () AS at, %1$s AS t FROM new_rows) AS n USING (at)', tenant) END;
BEGIN
	EXECUTE format('INSERT INTO pg_temp.bulkhead_tally SELECT %L::oid, %L, o, n, count(*) FROM (%s) AS r GROUP BY o, n', TG_RELID, TG_OP, rows);
	RETURN NULL;
END
$count$`;

/** A table and all that it is a partition or a child of: the triggers of the one that a statement names are those that fire. */
const FAMILY = `
WITH RECURSIVE family AS (
	SELECT pg_catalog.to_regclass($1)::oid AS oid
	 UNION SELECT i.inhparent FROM family f JOIN pg_catalog.pg_inherits i ON i.inhrelid = f.oid)
SELECT n.nspname AS schema, c.relname AS name
  FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'bulkhead_count_insert')`;

/** Always: a file that sets session_replication_role is counted too. */
function triggersOn(schema: string, name: string, column: string): string {
	const table = quoteQualified(schema, name);
	const make = (event: string, when: string, seen: string): string => {
		const trigger = quoteIdent(`bulkhead_count_${event}`);
		return `CREATE TRIGGER ${trigger} ${when} ${event} ON ${table} ${seen} FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.bulkhead_count(${quoteLiteral(column)});
ALTER TABLE ONLY ${table} ENABLE ALWAYS TRIGGER ${trigger}`;
	};
	return [
		make("insert", "AFTER", "REFERENCING NEW TABLE AS new_rows"),
		make("update", "AFTER", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"),
		make("delete", "AFTER", "REFERENCING OLD TABLE AS old_rows"),
		make("truncate", "BEFORE", ""),
	].join(";\n");
}

/** Whatever role a file took on, these are our own doings; it has its role back afterwards. */
async function asOurselves<T>(session: Session, use: () => Promise<T>): Promise<T> {
	const [row] = await session.query<{ role: string }>("SELECT pg_catalog.current_setting('role') AS role");
	await session.execute("SET LOCAL ROLE NONE");
	const result = await use();
	await session.query("SELECT pg_catalog.set_config('role', $1, true)", [row?.role ?? "none"]);
	return result;
}

export async function prepareTally(session: Session): Promise<void> {
	await session.execute(PREPARE);
}

/** Answers whether the table is there: one that the statement makes cannot be watched before. */
export function watchTable(session: Session, { schema, name, column }: Omit<TenantTable, "oid">): Promise<boolean> {
	return asOurselves(session, async () => {
		const [there] = await session.query<{ there: string }>(
			"SELECT (pg_catalog.to_regclass($1) IS NOT NULL)::text AS there",
			[quoteQualified(schema, name)],
		);
		const family = await session.query<Record<"schema" | "name", string>>(FAMILY, [quoteQualified(schema, name)]);
		for (const each of family) await session.execute(triggersOn(each.schema, each.name, column));
		return there?.there === "true";
	});
}

export interface TallyRow {
	table: string;
	what: "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE";
	from: string | null;
	to: string | null;
	rows: number;
}

const READ = `
SELECT pg_catalog.format('%s.%s', n.nspname, c.relname) AS "table", t.what, t.old_tenant AS "from", t.new_tenant AS "to",
       pg_catalog.sum(t.rows)::text AS rows
  FROM pg_temp.bulkhead_tally t JOIN pg_catalog.pg_class c ON c.oid = t.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 GROUP BY 1, 2, 3, 4`;

const RESTING = `
SELECT pg_catalog.count(*)::text AS resting FROM pg_catalog.pg_trigger
 WHERE tgname LIKE 'bulkhead_count_%' AND tgenabled <> 'A'`;

/** What was counted since the last time, and whether a file has switched a trigger of ours off or on: then it may not be all. */
export function readTally(session: Session): Promise<{ rows: TallyRow[]; whole: boolean }> {
	return asOurselves(session, async () => {
		const rows = await session.query<{
			table: string;
			what: TallyRow["what"];
			from: string | null;
			to: string | null;
			rows: string;
		}>(READ);
		const [row] = await session.query<{ resting: string }>(RESTING);
		await session.execute("TRUNCATE pg_temp.bulkhead_tally");
		return { rows: rows.map((each) => ({ ...each, rows: Number(each.rows) })), whole: row?.resting === "0" };
	});
}

/** Of a table that the statement made: all that is in it. */
export async function countAll(
	session: Session,
	{ schema, name, column }: Omit<TenantTable, "oid">,
): Promise<TallyRow[]> {
	const { rows } = await asOurselves(session, () =>
		session.execute(
			`SELECT ${quoteIdent(column)}::text, pg_catalog.count(*)::text FROM ${quoteQualified(schema, name)} GROUP BY 1`,
			{ maxRows: Number.POSITIVE_INFINITY },
		),
	);
	return rows.map(([to = null, count]) => ({
		...{ table: `${schema}.${name}`, what: "INSERT", from: null, to, rows: Number(count) },
	}));
}
