/**
 * A row that stays on the server while the policies are held against it: as the text of its composite type, in a setting of the
 * transaction. Text in and out of a row is lossless (bytea, NaN, -0, infinity, 1.10, NULL beside the text NULL, dropped and generated
 * columns); jsonb_populate_record from JSON is not: it loses -0, the order and doubles of a json, and whatever a type says differently
 * in JSON. What is masked never comes here.
 */
import type { ColumnValue } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { findAccess } from "../tenancy/find-access.ts";
import { readMasked } from "../tenancy/read-masked.ts";
import { tenantOf } from "../tenancy/tenant-of.ts";
import { type ChosenRow, columnNamed } from "./choose-row.ts";
import { giveRoleBack, type Place } from "./place.ts";

/** No column has it, so that it always means the whole row. */
export const ALIAS = "bulkhead_row";

/** `row`: as it is · `new_row`: as an UPDATE would leave it. */
export type KeptRow = "row" | "new_row";

/** Characters of a row that is kept. */
const LARGEST = 64 * 1024 * 1024;

/** Where a row has a place; a row that is only given has none. */
export interface RowPlace {
	ctid: string;
	tableoid: string;
}

/** SQL of the kept row, in the table's type. */
export const keptRow = (place: Place, which: KeptRow): string =>
	`pg_catalog.current_setting('bulkhead.${which}')::${place.from}`;

/**
 * FROM with the kept row under the table's own name, as the policies' columns are written. The function answers with its first argument
 * unchanged but for the columns that are to be null, and gives the alias the table's type, which a whole row in an expression needs.
 */
export const fromKeptRow = (
	place: Place,
	which: KeptRow,
	{ alias, without = [] }: { alias: string; without?: readonly string[] },
): string => {
	const nulls = quoteLiteral(JSON.stringify(Object.fromEntries(without.map((name) => [name, null]))));
	return `FROM pg_catalog.jsonb_populate_record(${keptRow(place, which)}, ${nulls}::pg_catalog.jsonb) AS ${alias}`;
};

const keep = (which: KeptRow, text: string): string =>
	`pg_catalog.length(pg_catalog.set_config('bulkhead.${which}', ${text}, true))`;

/** The one row that the condition chooses, as the login sees it, else as a support role that it may take on. Errors: NOT_FOUND; BAD_INPUT where there are two. */
export async function keepFound(place: Place, chosen: ChosenRow): Promise<RowPlace> {
	const seen = await readFound(place, chosen);
	const support = seen.length > 0 || place.adminSeesAll ? undefined : await readAsSupport(place, chosen);
	const found = support ?? seen;
	const [row] = found;
	if (!row) throw notThere(place, support !== undefined);
	if (found.length > 1) {
		throw new AppError("BAD_INPUT", "More than one row has these values.", {
			hint: "Give further columns, until they single one out.",
		});
	}
	if (row.kept === null) throw new AppError("REFUSED", "This row is larger than 64 million characters.");
	return { ctid: row.ctid, tableoid: row.tableoid };
}

function readFound({ session, from }: Place, chosen: ChosenRow) {
	return reading(() =>
		session.query<{ ctid: string; tableoid: string; kept: string }>(
			`SELECT ctid::text AS ctid, tableoid::text AS tableoid,
			        CASE WHEN pg_catalog.length(kept) <= ${LARGEST} THEN ${keep("row", "kept")} END::text AS kept
			   FROM (SELECT ${ALIAS}.ctid, ${ALIAS}.tableoid, ${ALIAS}::text AS kept FROM ${from} AS ${ALIAS}
			          WHERE ${chosen.condition} LIMIT 2) AS found`,
			chosen.values,
		),
	);
}

/** A login that the policies hold sees no row without a tenant; undefined where it may take on no role that does. */
async function readAsSupport(place: Place, chosen: ChosenRow) {
	const { role } = await findAccess(place.session, place.tenancy, place.table);
	if (role === undefined) return undefined;
	await place.session.query("SELECT pg_catalog.set_config('role', $1, true)::text AS role", [role]);
	const found = await readFound(place, chosen);
	await giveRoleBack(place);
	return found;
}

/** A row that somebody wrote down; what is not given is null, and what the server generates is computed. */
export async function keepGiven(place: Place, values: readonly ColumnValue[]): Promise<void> {
	await keepMade(place, "row", `(NULL::${place.from})`, values);
}

/** The kept row with other values: what an UPDATE would leave. */
export async function keepChanged(place: Place, values: readonly ColumnValue[]): Promise<void> {
	await keepMade(place, "new_row", keptRow(place, "row"), values);
}

async function keepMade(place: Place, which: KeptRow, base: string, values: readonly ColumnValue[]): Promise<void> {
	const { session, columns, table, from } = place;
	const given = new Map(values.map((each) => [columnNamed(table, columns, each.column).name, each.value]));
	const bound: (string | null)[] = [];
	const own = (name: string): string => `(${base}).${quoteIdent(name)}`;
	const fields = columns.map(({ name, cast, generated }) => {
		const value = given.get(name);
		if (value === undefined || generated) return own(name);
		bound.push(value);
		return `($${bound.length}::text)::${cast}`;
	});
	const made = `(ROW(${fields.join(", ")})::${from})`;
	await reading(() => session.query(`SELECT ${keep(which, `${made}::text`)}`, bound));
	if (!columns.some(({ generated }) => generated)) return;
	const alias = quoteIdent(table.name);
	const computed = columns.map(({ name, generated }) => generated?.expression ?? `${alias}.${quoteIdent(name)}`);
	await reading(() =>
		session.query(
			`SELECT ${keep(which, `(ROW(${computed.map((text) => `(${text})`).join(", ")})::${from})::text`)} ${fromKeptRow(place, which, { alias })}`,
		),
	);
}

/** Characters of a cell that are shown. */
const SHOWN = 200;

export interface ShownRow {
	cells: { column: string; type: string; value: string | null; cut: boolean; masked: boolean }[];
	key: ColumnValue[];
	/** Undefined where the table's rows belong to no tenant. */
	tenant: string | null | undefined;
}

/** The kept row for people. Masked columns stay on the server, and so does what is longer than is shown. */
export async function showRow(place: Place): Promise<ShownRow> {
	const { session, columns, guarded, tenancy, table } = place;
	const masked = (await readMasked(session, tenancy, [table.oid])).get(table.oid);
	const isMasked = (name: string): boolean => masked?.has(name) ?? false;
	const cells = columns.map(({ name }) =>
		isMasked(name) ? "NULL" : `pg_catalog.left(${ALIAS}.${quoteIdent(name)}::text, ${SHOWN + 1})`,
	);
	const tenant = guarded ? `(${tenantOf(guarded, ALIAS)})::text` : "NULL";
	const [row] = await session.query<{ cells: string; tenant: string | null }>(
		`SELECT pg_catalog.to_json(ARRAY[${cells.join(", ")}]::text[])::text AS cells, ${tenant} AS tenant ${fromKeptRow(place, "row", { alias: ALIAS })}`,
	);
	const values = JSON.parse(row?.cells ?? "[]") as (string | null)[];
	const shown = columns.map(({ name, type }, at) => {
		const value = values[at] ?? null;
		const cut = value !== null && value.length > SHOWN;
		return { column: name, type, value: cut ? value.slice(0, SHOWN) : value, cut, masked: isMasked(name) };
	});
	const key = columns.filter((each) => each.key !== undefined).sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
	return {
		cells: shown,
		key: key.map(({ name }) => ({ column: name, value: shown.find(({ column }) => column === name)?.value ?? null })),
		tenant: guarded ? (row?.tenant ?? null) : undefined,
	};
}

/** Class 22 and 42883 here: a value that the column's type does not take. */
export async function reading<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || !/^(22|23|42804|42883|42846)/.test(caught.sqlstate)) throw caught;
		throw new AppError(
			"BAD_INPUT",
			caught.message,
			{
				sqlstate: caught.sqlstate,
				hint: "Write the value as the column's type has it.",
			},
			caught,
		);
	}
}

function notThere({ table, adminSeesAll }: Place, lookedAsSupport: boolean): AppError {
	return new AppError("NOT_FOUND", `There is no such row in ${table.schema}.${table.name}.`, {
		hint:
			adminSeesAll || lookedAsSupport
				? "Look at the key again; a row that was removed is gone for everybody."
				: "This login is held by the policies itself and may take on no role that sees it: connect as a superuser, or as a role with BYPASSRLS.",
	});
}
