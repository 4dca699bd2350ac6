import type { ColumnValue, KeyPart } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { nearNames } from "../near-names.ts";
import { quoteIdent } from "../sql/quote.ts";
import type { FoundTable } from "./find-table.ts";
import type { RowColumn } from "./read-columns.ts";

export interface RowChoice {
	key?: KeyPart[] | undefined;
	where?: ColumnValue[] | undefined;
	ctid?: string | undefined;
}

/** A condition on `alias`, its values bound from $1 on. */
export interface ChosenRow {
	condition: string;
	values: (string | null)[];
	/** Columns that the condition reads. */
	columns: string[];
}

/** Types that have no `=`. */
const WITHOUT_EQUALS = new Set(["json", "xml", "point", "polygon", "refcursor", "txid_snapshot", "pg_snapshot"]);

/** Errors: BAD_INPUT for a choice that this table cannot be asked for, with how it can. */
export function chooseRow(
	{ table, columns }: { table: FoundTable; columns: readonly RowColumn[] },
	choice: RowChoice,
	alias: string,
): ChosenRow {
	const ways = [choice.key, choice.where, choice.ctid].filter((way) => way !== undefined);
	if (ways.length !== 1) throw noChoice(table, columns, ways.length);
	if (choice.ctid !== undefined) {
		return { condition: `${alias}.ctid = ($1::text)::pg_catalog.tid`, values: [choice.ctid], columns: [] };
	}
	const pairs = choice.key ? keyValues(table, columns, choice.key) : (choice.where ?? []);
	const values: string[] = [];
	const conditions = pairs.map(({ column, value }) => {
		const { cast } = columnNamed(table, columns, column);
		const own = `${alias}.${quoteIdent(column)}`;
		if (value === null) return `${own} IS NULL`;
		values.push(value);
		const bound = `$${values.length}::text`;
		return WITHOUT_EQUALS.has(cast) ? `${own}::text = ${bound}` : `${own} = (${bound})::${cast}`;
	});
	return { condition: conditions.join(" AND "), values, columns: pairs.map(({ column }) => column) };
}

/** Errors: BAD_INPUT with names that are near. */
export function columnNamed(table: FoundTable, columns: readonly RowColumn[], name: string): RowColumn {
	const column = columns.find((each) => each.name === name);
	if (column) return column;
	const near = nearNames(
		name,
		columns.map((each) => each.name),
	);
	throw new AppError("BAD_INPUT", `${table.schema}.${table.name} has no column ${name}.`, {
		hint:
			near.length > 0
				? `Did you mean ${near.join(" or ")}?`
				: `It has ${columns
						.slice(0, 20)
						.map((each) => each.name)
						.join(", ")}${columns.length > 20 ? " …" : ""}.`,
	});
}

export function keyColumns(columns: readonly RowColumn[]): RowColumn[] {
	return columns.filter(({ key }) => key !== undefined).sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
}

function keyValues(table: FoundTable, columns: readonly RowColumn[], parts: readonly KeyPart[]): ColumnValue[] {
	const own = keyColumns(columns);
	if (own.length === 0) throw noKey(table);
	const given = new Map(parts.flatMap((part) => named(part, own)));
	const missing = own.filter(({ name }) => !given.has(name));
	const others = [...given.keys()].filter((name) => !own.some((each) => each.name === name));
	if (missing.length === 0 && others.length === 0 && given.size === parts.flatMap((part) => named(part, own)).length) {
		return own.map(({ name }) => ({ column: name, value: given.get(name) ?? "" }));
	}
	throw new AppError(
		"BAD_INPUT",
		`The primary key of ${table.schema}.${table.name} is ${own.map(({ name }) => name).join(", ")}.`,
		{
			hint:
				own.length === 1
					? "Give one value: --key VALUE."
					: `Give each of them once: ${own.map(({ name }) => `--key ${name}=VALUE`).join(" ")}, or a JSON object of them.`,
		},
	);
}

/** `value`, `column=value` or a JSON object of columns, where the column is not given apart. */
function named({ column, value }: KeyPart, own: readonly RowColumn[]): [string, string][] {
	if (column !== undefined) return [[column, value]];
	const object = value.startsWith("{") ? ofObject(value, own) : undefined;
	if (object) return object;
	const prefix = own.find(({ name }) => value.startsWith(`${name}=`));
	if (prefix) return [[prefix.name, value.slice(prefix.name.length + 1)]];
	return [[own.length === 1 ? (own[0]?.name ?? "") : value.replace(/=.*$/s, ""), value]];
}

/** 9007199254740993 is no double. */
const asWritten = (_name: string, value: unknown, place?: { source?: string }): unknown =>
	typeof value === "number" ? (place?.source ?? String(value)) : value;

function ofObject(text: string, own: readonly RowColumn[]): [string, string][] | undefined {
	let data: unknown;
	try {
		data = JSON.parse(text, asWritten);
	} catch {
		return undefined;
	}
	const pairs = Object.entries(data as Record<string, unknown>);
	if (!pairs.every(([name]) => own.some((each) => each.name === name))) return undefined;
	return pairs.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

function noKey({ schema, name }: FoundTable): AppError {
	return new AppError("BAD_INPUT", `${schema}.${name} has no primary key.`, {
		hint: "Choose the row by columns that single it out: --where COLUMN=VALUE (more than once), or by its place: --ctid '(0,1)'.",
	});
}

function noChoice(table: FoundTable, columns: readonly RowColumn[], ways: number): AppError {
	if (ways === 0 && keyColumns(columns).length === 0) return noKey(table);
	return new AppError("BAD_INPUT", ways === 0 ? "No row is named." : "A row is named in more than one way.", {
		hint: "Give one of --key, --where, --ctid; or --row JSON for a row that is not there.",
	});
}
