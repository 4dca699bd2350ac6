import type { TenantFilter, TenantRow } from "../../contract/index.ts";
import { csvCell } from "../csv-cell.ts";
import { readPage } from "./list-tenants.ts";
import { fieldsOf } from "./tenant-columns.ts";
import type { Sight } from "./with-tenants.ts";

/** Tenants of one piece. */
const PIECE = 5_000;

export interface Piece {
	text: string;
	next?: string;
	tenants: number;
}

/** One piece of a file: CSV with a head, or one JSON array; only fields that the schema has. */
export async function exportTenants(sight: Sight, format: "csv" | "json", filter: TenantFilter): Promise<Piece> {
	const { tenants, next } = await readPage(sight, filter, { limit: PIECE, whole: true });
	const fields = ["id" as const, ...fieldsOf(sight.tenants)];
	const first = filter.after === undefined;
	const text =
		format === "csv" ? csv(tenants, fields, first) : json(tenants, fields, { first, last: next === undefined });
	return { text, tenants: tenants.length, ...(next === undefined ? {} : { next }) };
}

type Field = keyof TenantRow;

function csv(rows: readonly TenantRow[], fields: readonly Field[], first: boolean): string {
	const lines = rows.map((row) => fields.map((field) => csvCell(plain(row[field]))).join(","));
	return [...(first ? [fields.join(",")] : []), ...lines].map((line) => `${line}\r\n`).join("");
}

function json(
	rows: readonly TenantRow[],
	fields: readonly Field[],
	{ first, last }: { first: boolean; last: boolean },
): string {
	const objects = rows.map((row) =>
		JSON.stringify(Object.fromEntries(fields.map((field) => [field, plain(row[field])]))),
	);
	const begin = first ? "[\n" : objects.length > 0 ? ",\n" : "";
	return `${begin}${objects.join(",\n")}${last ? "\n]\n" : ""}`;
}

const plain = (value: TenantRow[Field]): string | null => (value instanceof Date ? value.toISOString() : value);
