import type { ReadSession } from "../../ports.ts";
import type { SequenceFact, UpkeepFacts } from "./upkeep-facts.ts";

const SETTINGS = "SELECT s.name, s.setting FROM pg_catalog.pg_settings s WHERE s.name ~ '^autovacuum|failsafe'";

const DATABASE = `
SELECT pg_catalog.age(d.datfrozenxid)::text AS "xidAge", pg_catalog.mxid_age(d.datminmxid)::text AS "multixactAge",
       pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS now
  FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`;

const TOAST = `
SELECT c.oid::text AS "table", pg_catalog.age(t.relfrozenxid)::text AS "xidAge", pg_catalog.mxid_age(t.relminmxid)::text AS "multixactAge"
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid`;

/** Whoever still needs old rows: a session, a slot, a transaction that was prepared and forgotten. */
const HOLDERS = `
SELECT what, age::text AS age FROM (
	SELECT pg_catalog.format('session %s of %s', a.pid, coalesce(a.usename, a.backend_type)) AS what, pg_catalog.age(a.backend_xmin) AS age
	  FROM pg_catalog.pg_stat_activity a WHERE a.backend_xmin IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
	UNION ALL
	SELECT pg_catalog.format('replication slot %s', s.slot_name),
	       greatest(coalesce(pg_catalog.age(s.xmin), 0), coalesce(pg_catalog.age(s.catalog_xmin), 0))
	  FROM pg_catalog.pg_replication_slots s WHERE s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL
	UNION ALL
	SELECT pg_catalog.format('prepared transaction %s of %s', p.gid, p.owner), pg_catalog.age(p.transaction) FROM pg_catalog.pg_prepared_xacts p
) AS holder ORDER BY holder.age DESC LIMIT 5`;

/** With the column that takes its numbers: its own, or one whose default asks for them; and the columns that refer to that one. */
const SEQUENCES = `
WITH served AS MATERIALIZED (
	SELECT d.objid AS seq, d.refobjid AS rel, d.refobjsubid AS att FROM pg_catalog.pg_depend d
	 WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
	   AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
	UNION
	SELECT d.refobjid, e.adrelid, e.adnum FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attrdef e ON e.oid = d.objid
	 WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass),
one AS MATERIALIZED (SELECT DISTINCT ON (seq) * FROM served ORDER BY seq, rel, att)
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT')::text AS readable,
       v.last_value::text AS last, s.seqmin::text AS minimum, s.seqmax::text AS maximum, s.seqincrement::text AS increment, s.seqcycle::text AS cycles,
       one.rel::text AS "table", tn.nspname AS schema, t.relname AS relation, a.attname AS column, a.attlen::text AS width,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', k.conrelid::pg_catalog.regclass::text || '.' || ra.attname, 'width', ra.attlen)), '[]')
          FROM pg_catalog.pg_constraint k
          JOIN pg_catalog.pg_attribute ra ON ra.attrelid = k.conrelid AND ra.attnum = k.conkey[pg_catalog.array_position(k.confkey, one.att::int2)]
         WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = one.rel AND one.att::int2 = ANY (k.confkey))::text AS referring
  FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_sequences v ON v.schemaname = n.nspname AND v.sequencename = c.relname
  LEFT JOIN one ON one.seq = c.oid LEFT JOIN pg_catalog.pg_class t ON t.oid = one.rel LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = one.rel AND a.attnum = one.att
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'bulkhead') AND NOT (pg_catalog.pg_is_in_recovery() AND c.relpersistence = 'u')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')`;

type SequenceRow = Record<"name" | "readable" | "minimum" | "maximum" | "increment" | "cycles" | "referring", string> &
	Record<"last" | "table" | "schema" | "relation" | "column" | "width", string | null>;

/** In the open transaction: catalogue queries only. */
export async function readUpkeepFacts(session: ReadSession): Promise<UpkeepFacts> {
	const settings = new Map(
		(await session.query<Record<"name" | "setting", string>>(SETTINGS)).map(({ name, setting }) => [name, setting]),
	);
	const number = (name: string): number => Number(settings.get(name) ?? 0);
	const known = (name: string): number | undefined => (settings.has(name) ? number(name) : undefined);
	const [database] = await session.query<Record<"xidAge" | "multixactAge" | "now", string>>(DATABASE);
	const toast = await session.query<Record<"table" | "xidAge" | "multixactAge", string>>(TOAST);
	const holders = await session.query<Record<"what" | "age", string>>(HOLDERS);
	const most = known("autovacuum_vacuum_max_threshold");
	return {
		settings: {
			autovacuum: settings.get("autovacuum") === "on",
			freezeMaxAge: number("autovacuum_freeze_max_age"),
			multixactFreezeMaxAge: number("autovacuum_multixact_freeze_max_age"),
			failsafeAge: known("vacuum_failsafe_age"),
			multixactFailsafeAge: known("vacuum_multixact_failsafe_age"),
			analyzeThreshold: number("autovacuum_analyze_threshold"),
			analyzeScale: number("autovacuum_analyze_scale_factor"),
			vacuumThreshold: number("autovacuum_vacuum_threshold"),
			vacuumScale: number("autovacuum_vacuum_scale_factor"),
			vacuumMaxThreshold: most !== undefined && most >= 0 ? most : undefined,
		},
		database: { xidAge: Number(database?.xidAge ?? 0), multixactAge: Number(database?.multixactAge ?? 0) },
		toast: new Map(
			toast.map(({ table, xidAge, multixactAge }) => [
				table,
				{ xidAge: Number(xidAge), multixactAge: Number(multixactAge) },
			]),
		),
		holders: holders.map(({ what, age }) => ({ what, age: Number(age) })),
		sequences: (await session.query<SequenceRow>(SEQUENCES)).map(sequenceOf),
		now: database?.now ?? "",
	};
}

function sequenceOf(row: SequenceRow): SequenceFact {
	const { table, schema, relation, column, width } = row;
	return {
		...{ name: row.name, readable: row.readable === "true", cycles: row.cycles === "true" },
		last: row.last === null ? undefined : BigInt(row.last),
		...{ minimum: BigInt(row.minimum), maximum: BigInt(row.maximum), increment: BigInt(row.increment) },
		column:
			table === null || schema === null || relation === null || column === null
				? undefined
				: { table, schema, relation, name: column, width: Number(width) },
		referring: JSON.parse(row.referring) as SequenceFact["referring"],
	};
}
