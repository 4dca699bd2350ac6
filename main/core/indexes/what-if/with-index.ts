import type { WhatIf } from "../../../contract/indexes.ts";
import { AppError, DatabaseError } from "../../errors.ts";
import type { SqlPort } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { IndexesDeps } from "../deps.ts";
import type { TableFact } from "../facts.ts";
import { imagine } from "./hypopg.ts";
import { findNamed, type Supposing, supposing } from "./suppose.ts";

/** Errors: NOT_FOUND, BAD_INPUT for columns that are none, REFUSED. */
export function withIndex(
	deps: IndexesDeps,
	input: Supposing & { table: string; columns: readonly string[] },
	signal?: AbortSignal,
): Promise<WhatIf> {
	return supposing(
		deps,
		input,
		async ({ facts }) => {
			const table = findNamed(facts.tables.values(), input.table, "table");
			const keys = input.columns.map((column) => keyOf(table, column)).join(", ");
			await requireOneIndex(deps.ports.sql, table, keys);
			return {
				table,
				bytes: null,
				can: () => true,
				imagine: async (session, hypopg) => {
					const bytes = await imagine(
						session,
						hypopg,
						`CREATE INDEX ON ${quoteQualified(table.schema, table.name)} (${keys})`,
					);
					if (bytes instanceof DatabaseError) throw refused(bytes);
					return bytes;
				},
				change: async (session) => {
					try {
						// One statement, by the protocol.
						await session.query(`CREATE INDEX bulkhead_what_if ON pg_temp.${quoteIdent(table.name)} (${keys})`);
					} catch (caught) {
						throw caught instanceof DatabaseError ? refused(caught) : caught;
					}
				},
			};
		},
		signal,
	);
}

const ORDER = /^\s*(?:ASC|DESC)?(?:\s+NULLS\s+(?:FIRST|LAST))?\s*$/i;

/** A column by its name, with its order behind it; or an expression in brackets, as it is. */
function keyOf(table: TableFact, text: string): string {
	const trimmed = text.trim();
	if (trimmed.startsWith("(")) return trimmed;
	const column = table.columns
		.filter(({ name }) => [name, quoteIdent(name)].some((written) => trimmed.startsWith(written)))
		.sort((a, b) => b.name.length - a.name.length)
		.find(({ name }) => ORDER.test(behind(trimmed, name)));
	if (column) return `${quoteIdent(column.name)}${behind(trimmed, column.name)}`;
	throw new AppError("BAD_INPUT", `${table.schema}.${table.name} has no column ${trimmed}.`, {
		hint: `Its columns: ${table.columns.map(({ name }) => name).join(", ")}. An expression goes into brackets: (lower(name)).`,
	});
}

const behind = (text: string, name: string): string =>
	text.slice(text.startsWith('"') ? quoteIdent(name).length : name.length);

/** What was typed is one index on this table and nothing more, by the grammar. */
async function requireOneIndex(sql: SqlPort, table: TableFact, keys: string): Promise<void> {
	const statements = await sql.parse(`CREATE INDEX ON ${quoteQualified(table.schema, table.name)} (${keys})`);
	const [first] = statements;
	if (
		statements.length === 1 &&
		first?.kind === "create-index" &&
		first.table.name === table.name &&
		first.columns.length > 0
	)
		return;
	throw new AppError("BAD_INPUT", "These are no columns of an index.");
}

function refused(error: DatabaseError): AppError {
	return new AppError(
		"BAD_INPUT",
		`PostgreSQL takes no such index: ${error.message}`,
		{ sqlstate: error.sqlstate },
		error,
	);
}
