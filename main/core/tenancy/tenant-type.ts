/** What a tenant's id can be, by the type of the column that holds it. */

const UUID = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;

const LARGEST: Readonly<Record<string, bigint>> = {
	smallint: 32_767n,
	integer: 2_147_483_647n,
	bigint: 9_223_372_036_854_775_807n,
};

/**
 * The type's name for a cast of a value, as format_type writes it: without length, for a cast to varchar(3) cuts silently, and would
 * make one tenant of two.
 */
export function castName(type: string): string {
	const bare = type.startsWith('"') ? type : type.replace(/\(\d+(,-?\d+)?\)/, "");
	return bare === "character" ? "pg_catalog.bpchar" : bare;
}

/** `value`: SQL of a text. An id that is bound as text, whatever the column's type is. */
export function typedId(value: string, type: string): string {
	return `((${value})::text)::${castName(type)}`;
}

/** Whether the server would take this text as a value of the type; undefined for types that are not known here. */
export function fitsType(text: string, type: string): boolean | undefined {
	const bare = castName(type);
	if (bare === "uuid") return UUID.test(text);
	if (bare === "text" || bare === "character varying" || bare === "name") return true;
	const largest = LARGEST[bare];
	if (largest === undefined) return undefined;
	if (!/^[+-]?\d{1,19}$/.test(text)) return false;
	const value = BigInt(text.replace(/^\+/, ""));
	return value <= largest && value >= -largest - 1n;
}
