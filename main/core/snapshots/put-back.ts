import type { KeptTable, RestoreResult } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";

export interface PutBack {
	/** Quoted name of the table that holds the snapshot's rows. */
	stage: string;
	/** Transaction id of the migration's newest apply: a row that is no younger was written by it, or before it. */
	appliedBy: string | undefined;
	/** Rows that were written since, and differ, stay; without it they are left to be counted as conflicts. */
	keepPresent: boolean;
}

type Restored = RestoreResult["restored"][number];

/** From the stage into the table, which was put to rest before. `kept` counts rows that were written since and differ. */
export function putBack(session: Session, kept: KeptTable, options: PutBack): Promise<Restored> {
	return kept.whole ? putBackRows(session, kept, options) : putBackColumns(session, kept, options);
}

/** The database's row `t` was not written since the migration was applied: what it holds is the migration's doing, nobody else's. */
function untouched(appliedBy: string | undefined): string {
	return appliedBy === undefined
		? "false"
		: `pg_catalog.age(t.xmin) >= pg_catalog.age(${quoteLiteral(appliedBy)}::xid)`;
}

const columnsOf = (names: readonly string[], alias: string): string =>
	`ROW(${names.map((name) => `${alias}.${quoteIdent(name)}`).join(", ")})::text`;

const join = (names: readonly string[]): string =>
	names.map((name) => `t.${quoteIdent(name)} = s.${quoteIdent(name)}`).join(" AND ");

async function putBackRows(
	session: Session,
	kept: KeptTable,
	{ stage, appliedBy, keepPresent }: PutBack,
): Promise<Restored> {
	const table = quoteQualified(kept.schema, kept.name);
	const names = kept.columns.map(({ name }) => name);
	const differs = `${columnsOf(names, "t")} <> ${columnsOf(names, "s")}`;
	// A table without a key: a row is itself, and is there or not.
	const same = kept.key.length > 0 ? join(kept.key) : `${columnsOf(names, "t")} = ${columnsOf(names, "s")}`;
	const values = names.filter((name) => !kept.key.includes(name));
	const list = names.map(quoteIdent).join(", ");
	// Added first: a row that is changed may refer to one of them.
	const added = await count(
		session,
		`INSERT INTO ${table} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${stage} AS s
		  WHERE NOT EXISTS (SELECT FROM ${table} AS t WHERE ${same})${keepPresent ? " ON CONFLICT DO NOTHING" : ""}`,
	);
	const changed =
		kept.key.length > 0 && values.length > 0
			? await count(
					session,
					`UPDATE ${table} AS t SET ${assign(values)} FROM ${stage} AS s WHERE ${same} AND ${differs} AND ${untouched(appliedBy)}`,
				)
			: 0;
	const left = await ask(
		session,
		`SELECT pg_catalog.count(*) FROM ${stage} AS s JOIN ${table} AS t ON ${same} WHERE ${differs}`,
	);
	return { table: `${kept.schema}.${kept.name}`, rows: changed + added, absent: 0, kept: left };
}

/** A value that somebody has set since is theirs; one that nobody has set, or that came with the column, gives way. */
async function putBackColumns(session: Session, kept: KeptTable, { stage, appliedBy }: PutBack): Promise<Restored> {
	const table = quoteQualified(kept.schema, kept.name);
	const values = kept.columns.map(({ name }) => name).filter((name) => !kept.key.includes(name));
	const same = join(kept.key);
	const differs = `${columnsOf(values, "t")} <> ${columnsOf(values, "s")}`;
	const asItCame = values
		.map((name) => `(t.${quoteIdent(name)} IS NULL OR t.${quoteIdent(name)}::text = ${firstValue(table, name)})`)
		.join(" AND ");
	const rows = await count(
		session,
		`UPDATE ${table} AS t SET ${assign(values)} FROM ${stage} AS s WHERE ${same} AND ${differs} AND (${untouched(appliedBy)} OR (${asItCame}))`,
	);
	const absent = await ask(
		session,
		`SELECT pg_catalog.count(*) FROM ${stage} AS s WHERE NOT EXISTS (SELECT FROM ${table} AS t WHERE ${same})`,
	);
	const left = await ask(
		session,
		`SELECT pg_catalog.count(*) FROM ${stage} AS s JOIN ${table} AS t ON ${same} WHERE ${differs}`,
	);
	return { table: `${kept.schema}.${kept.name}`, rows, absent, kept: left };
}

/** What ADD COLUMN … DEFAULT gave to the rows that were there (pg_attribute.attmissingval, an array of one). */
function firstValue(table: string, column: string): string {
	return `(SELECT a.attmissingval::text::text[] FROM pg_catalog.pg_attribute AS a
		WHERE a.attrelid = ${quoteLiteral(table)}::regclass AND a.attname = ${quoteLiteral(column)})[1]`;
}

const assign = (names: readonly string[]): string =>
	names.map((name) => `${quoteIdent(name)} = s.${quoteIdent(name)}`).join(", ");

async function count(session: Session, sql: string): Promise<number> {
	return (await session.execute(sql, { anyTime: true })).rowCount ?? 0;
}

async function ask(session: Session, sql: string): Promise<number> {
	const { rows } = await session.execute(sql, { anyTime: true });
	return Number(rows[0]?.[0] ?? 0);
}
