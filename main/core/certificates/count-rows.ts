/** How many rows the tables have that a run touched: exact where that costs nothing, else what the server estimates. */
import type { CertificateBody } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteLiteral, quoteQualified } from "../sql/quote.ts";

/** Tables that are told, and of these how many small ones are counted; bytes up to which a table is small. */
const TOLD = 200;
const COUNTED = 50;
const SMALL = 1024 * 1024;

type Counts = Pick<CertificateBody, "rows" | "rowsLeftOut">;
type Count = Counts["rows"][number];

const FACTS = `
SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, n.nspname AS schema, c.relname AS relation, c.relkind::text AS kind, c.reltuples::bigint::text AS estimate,
       pg_catalog.pg_relation_size(c.oid)::text AS bytes,
       (NOT pg_catalog.row_security_active(c.oid) AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))::text AS readable
  FROM pg_catalog.jsonb_array_elements_text($1::jsonb) AS t (name)
  JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(t.name) AND c.relkind IN ('r', 'p')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 ORDER BY name`;

type Facts = Record<"name" | "schema" | "relation" | "kind" | "estimate" | "bytes" | "readable", string>;

/** `tables`: qualified and quoted where needed. Those that are gone are left out. */
export async function countRows(session: Session, tables: readonly string[]): Promise<Counts> {
	const told = tables.slice(0, TOLD);
	if (told.length === 0) return { rows: [], rowsLeftOut: 0 };
	const facts = await session.query<Facts>(FACTS, [JSON.stringify(told)]);
	const small = facts.filter(
		({ kind, bytes, readable }) => kind === "r" && readable === "true" && isSmall(Number(bytes)),
	);
	const exact = await countExactly(session, small.slice(0, COUNTED));
	const rows = facts.map(({ name, kind, estimate, bytes }): Count => {
		const counted = kind === "r" && bytes === "0" ? 0 : exact.get(name);
		if (counted !== undefined) return { table: name, rows: counted, how: "exact" };
		// Never analysed: the server does not know.
		if (Number(estimate) < 0) return { table: name, rows: null, how: "unknown" };
		return { table: name, rows: Number(estimate), how: "estimate" };
	});
	return { rows, rowsLeftOut: tables.length - told.length };
}

const isSmall = (bytes: number): boolean => bytes > 0 && bytes <= SMALL;

/** One round trip. A table that is locked or slow ends the counting, and all are estimated. */
async function countExactly(session: Session, tables: readonly Facts[]): Promise<Map<string, number>> {
	if (tables.length === 0) return new Map();
	const counts = tables.map(
		({ name, schema, relation }) =>
			`SELECT ${quoteLiteral(name)}, pg_catalog.count(*)::text FROM ONLY ${quoteQualified(schema, relation)}`,
	);
	try {
		const { rows } = await session.execute(
			`SET LOCAL lock_timeout = '100ms'; SET LOCAL statement_timeout = '1s'; SET LOCAL row_security = off; ${counts.join(" UNION ALL ")}`,
		);
		return new Map(rows.map(([name, count]) => [name ?? "", Number(count)]));
	} catch (caught) {
		if (caught instanceof DatabaseError) return new Map();
		throw caught;
	}
}

const NAME = `(?:"(?:[^"]|"")*"|[a-z_][a-z0-9_]*)`;
const TABLE = String.raw`(${NAME}\.${NAME})`;
/** The table that a line of the catalogue is about. */
const LINE = new RegExp(
	String.raw`^(?:[+-] )?(?:(?:partitioned )?table ${TABLE} owner|column \d+ ${TABLE}\.|constraint ${NAME} on ${TABLE} |row security of ${TABLE} |policy ${NAME} on ${TABLE} )`,
);

/** Of a catalogue's lines or of a difference. */
export function tablesOf(lines: readonly string[]): string[] {
	return lines.flatMap(
		(line) =>
			LINE.exec(line)
				?.slice(1)
				.find((name) => name !== undefined) ?? [],
	);
}
