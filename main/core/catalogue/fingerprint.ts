/** A database's catalogue as sorted lines without a single OID: equal lists are equal schemas. `facts.ts` has what is read. */
import { createHash } from "node:crypto";
import { DatabaseError } from "../errors.ts";
import { FRESH_SESSION } from "../migrations/fresh-session.ts";
import type { Cell, Session } from "../ports.ts";
import { CATALOGUE_LINES } from "./facts.ts";

export interface Catalogue {
	lines: string[];
	/** SHA-256 in hex over the lines, each with a newline after it, as UTF-8. */
	fingerprint: string;
}

/**
 * Whoever reads, with whatever settings, reads the same: names in full, times in UTC, numbers whole. jit: compiling the query takes
 * longer than running it. The limits are for a table that somebody has locked for long.
 */
const SETTINGS = `SET LOCAL search_path = pg_catalog; SET LOCAL jit = off; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '60s';
SET LOCAL DateStyle = ISO; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = postgres; SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = hex; SET LOCAL quote_all_identifiers = off`;

/** All lines in one value: 20,000 rows of their own take longer to send than to read. A line's own newline is `\n`, its backslash `\\`. */
const QUERY = `SELECT string_agg(replace(replace(line, E'\\\\', E'\\\\\\\\'), E'\\n', E'\\\\n'), E'\\n') FROM (${CATALOGUE_LINES}) AS facts`;

/** In the open transaction; changes nothing in it. */
export async function readFingerprint(session: Session): Promise<string[]> {
	const { rows } = await session.execute(`SAVEPOINT bulkhead_fingerprint; ${SETTINGS}; ${QUERY}`);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_fingerprint");
	return sorted(rows[0]?.[0]);
}

/** Rows that such a question may have. */
const MANY = 100_000;

/** Sessions whose server knows the query already: planning it takes as long as running it on a small schema. */
const prepared = new WeakSet<Session>();
/** invalid_sql_statement_name: a file may have said DEALLOCATE ALL. lock_not_available; internal_error: something was dropped meanwhile. */
const FORGOTTEN = "26000";
const worthAnotherTry = new Set([FORGOTTEN, "55P03", "XX000"]);
const TRIES = 4;

/** Outside a transaction, in one round trip; what files made of the session is undone first. Errors: DatabaseError. */
export async function readCatalogue(session: Session): Promise<Catalogue> {
	for (let attempt = 1; ; attempt += 1) {
		const prepare = prepared.has(session) ? "" : `PREPARE bulkhead_catalogue AS ${QUERY}; `;
		try {
			const { rows } = await session.execute(`${FRESH_SESSION}; ${SETTINGS}; ${prepare}EXECUTE bulkhead_catalogue`);
			prepared.add(session);
			const lines = sorted(rows[0]?.[0]);
			return { lines, fingerprint: fingerprintOf(lines) };
		} catch (caught) {
			if (!(caught instanceof DatabaseError && worthAnotherTry.has(caught.sqlstate) && attempt < TRIES)) throw caught;
			if (caught.sqlstate === FORGOTTEN) prepared.delete(session);
			else if (prepare !== "") await session.execute("DEALLOCATE bulkhead_catalogue").catch(() => {});
		}
	}
}

/** As the lines of a catalogue are written: each on one line. */
export function escapedLine(line: string): string {
	return line.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

/** Another question to the catalogue, with names in full; its rows. Outside a transaction. */
export async function readInFull(session: Session, query: string): Promise<Cell[][]> {
	return (await session.execute(`${SETTINGS}; ${query}`, { maxRows: MANY })).rows;
}

export function fingerprintOf(lines: readonly string[]): string {
	return createHash("sha256")
		.update(lines.map((line) => `${line}\n`).join(""))
		.digest("hex");
}

/** In the order of their bytes in UTF-8, as `LC_ALL=C sort` has them. */
function sorted(text: string | null | undefined): string[] {
	if (!text) return [];
	const lines = text.split("\n");
	// Only here do UTF-16 units have another order than the characters that they stand for.
	return /[\ud800-\uffff]/.test(text)
		? lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
		: lines.sort();
}

/** What came and what went, "+ line" and "- line", in the order of the lines. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
	const [had, has] = [new Set(before), new Set(after)];
	const gone = before.filter((line) => !has.has(line)).map((line) => `- ${line}`);
	const come = after.filter((line) => !had.has(line)).map((line) => `+ ${line}`);
	return [...gone, ...come].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}
