/** Tables that hold rows and whose row-level security a run would switch off: found in the files' own statements, before any of them runs. */
import type { UnguardedTable } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { ObjectName, ParsedStatement, Session, SqlPort } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { MigrationFile } from "./catalog.ts";
import { isLarge, type Statement, type Statements } from "./read/statement.ts";

/** Only these are parsed: to look costs a run of a thousand files next to nothing. */
const MENTIONED = /\bdisable\s+row\b/i;
const SWITCHES = /\b(disable|enable)\s+row\b/i;

/** Of a large file, which is data, the statements at its head. What a DO block executes is not seen here. */
export async function findUnguarded(
	session: Session,
	sql: SqlPort,
	steps: readonly MigrationFile[],
	statements: ReadonlyMap<string, Statements>,
): Promise<UnguardedTable[]> {
	const read = steps.map(({ id }) => ({ id, head: headOf(statements.get(id) ?? []) }));
	if (!read.some(({ head }) => head.some(({ text }) => MENTIONED.test(text)))) return [];
	const found = new Map<string, UnguardedTable>();
	for (const { id, head } of read) {
		for (const { name, off, line } of await switchesOf(sql, head)) {
			const table = await guardedTable(session, name);
			if (table !== undefined && off) found.set(table, { migration: id, line, table });
			else if (table !== undefined) found.delete(table);
		}
	}
	const filled: UnguardedTable[] = [];
	for (const each of found.values()) if (await hasRows(session, each.table)) filled.push(each);
	return filled;
}

/** CONFIRMATION_NEEDED where a table is not among those that were named. */
export function requireNamed(unguarded: readonly UnguardedTable[], named: readonly string[] = []): void {
	const left = unguarded.filter(({ table }) => !named.includes(table));
	if (left.length === 0) return;
	throw new AppError(
		"CONFIRMATION_NEEDED",
		`From then on every session that may read ${left.length === 1 ? "this table reads" : "these tables reads"} the rows of every tenant: ${left.map(({ table }) => table).join(", ")}.`,
		{
			hint: "Where that is meant, type the name of each table; rows are in it.",
			data: {
				reasons: left.map(
					({ migration, line, table }) => `${migration}:${line} switches row-level security off on ${table}.`,
				),
				unguarded: left.map(({ table }) => table),
				state: "Nothing was run.",
			},
		},
	);
}

const headOf = (statements: Statements): readonly Statement[] => (isLarge(statements) ? statements.first : statements);

interface Switch {
	name: ObjectName;
	off: boolean;
	line: number;
}

async function switchesOf(sql: SqlPort, statements: readonly Statement[]): Promise<Switch[]> {
	const found: Switch[] = [];
	for (const { text, line } of statements.filter((each) => SWITCHES.test(each.text))) {
		for (const statement of await parse(sql, text)) {
			if (statement.kind !== "alter-table") continue;
			for (const { action } of statement.actions)
				if (action === "disable-rls" || action === "enable-rls")
					found.push({ name: statement.name, off: action === "disable-rls", line });
		}
	}
	return found;
}

async function parse(sql: SqlPort, text: string): Promise<ParsedStatement[]> {
	try {
		return await sql.parse(text);
	} catch (caught) {
		// The run meets the same, and says where.
		if (caught instanceof AppError) return [];
		throw caught;
	}
}

/** schema.name where it is there and guarded now. */
async function guardedTable(session: Session, { schema, name }: ObjectName): Promise<string | undefined> {
	const [row] = await session.query<{ table: string }>(
		`SELECT pg_catalog.concat(n.nspname, '.', c.relname) AS "table"
		   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		  WHERE c.oid = pg_catalog.to_regclass($1) AND c.relrowsecurity`,
		[schema === undefined ? quoteIdent(name) : quoteQualified(schema, name)],
	);
	return row?.table;
}

/** What cannot be looked at counts as filled: to ask once too often harms nobody. */
async function hasRows(session: Session, table: string): Promise<boolean> {
	const dot = table.indexOf(".");
	const name = quoteQualified(table.slice(0, dot), table.slice(dot + 1));
	try {
		const { rows } = await session.execute(
			`BEGIN READ ONLY; SET LOCAL row_security = off; SET LOCAL lock_timeout = '200ms'; SELECT EXISTS (SELECT FROM ${name})::text`,
		);
		return rows[0]?.[0] !== "false";
	} catch (caught) {
		if (caught instanceof DatabaseError) return true;
		throw caught;
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}
