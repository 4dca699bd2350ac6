/** The one place where text becomes part of SQL. */

/** A name as an identifier, always quoted. */
export function quoteIdent(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** schema.name, both quoted. */
export function quoteQualified(schema: string, name: string): string {
	return `${quoteIdent(schema)}.${quoteIdent(name)}`;
}

/** A value as a literal that reads the same whatever standard_conforming_strings says (as libpq's PQescapeLiteral does). */
export function quoteLiteral(value: string | number | null): string {
	if (value === null) return "NULL";
	if (typeof value === "number") return String(value);
	const doubled = value.replaceAll("'", "''");
	return doubled.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}
