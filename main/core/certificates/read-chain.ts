/** The chain as it stands in the ledger. */
import { type CertificateBody, certificateBody, type UncertifiedRun } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Cell, ReadSession } from "../ports.ts";

export interface StoredCertificate {
	number: number;
	run: string;
	hash: string;
	/** As it was hashed. */
	text: string;
	/** Undefined where the text is not a certificate. */
	body: CertificateBody | undefined;
}

type Row = Record<"number" | "run" | "hash" | "body", string>;

const COLUMNS = "c.number::text AS number, c.run::text AS run, c.hash, c.body";

function stored({ number, run, hash, body: text }: Row): StoredCertificate {
	return { number: Number(number), run, hash, text, body: parseBody(text) };
}

export function parseBody(text: string): CertificateBody | undefined {
	try {
		return certificateBody.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/** How the ledger stands, in one round trip. */
export interface ChainEnd {
	last: StoredCertificate | undefined;
	/** Number of the last entry of the ledger that certificates answer for: of the last one, or from before there were any. */
	answered: number;
	/** Number of the ledger's last entry. */
	end: number;
	/** The session's role, and where it is. */
	role: string;
	database: string;
	/** May write certificates. */
	allowed: boolean;
}

const END = `
SELECT session_user AS role, pg_catalog.current_database() AS database,
       (pg_catalog.has_table_privilege('bulkhead.certificates', 'INSERT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'SELECT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'INSERT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'DELETE'))::text AS allowed,
       pg_catalog.obj_description('bulkhead.certificates'::regclass, 'pg_class') AS comment,
       (SELECT coalesce(pg_catalog.max(e.id), 0)::text FROM bulkhead.events AS e) AS "end", ${COLUMNS}
  FROM (SELECT) AS one
  LEFT JOIN (SELECT * FROM bulkhead.certificates ORDER BY number DESC LIMIT 1) AS c ON true`;

export async function readEnd(session: ReadSession): Promise<ChainEnd> {
	type End = Record<"role" | "database" | "allowed" | "end", string> & Record<"comment" | "number", Cell>;
	const [row] = await session.query<End & Row>(END);
	if (!row) throw new AppError("INTERNAL", "The ledger did not answer.");
	const last = (row.number as Cell) === null ? undefined : stored(row);
	const { role, database } = row;
	const answered = last?.body?.ledger.to ?? sinceEvent(row.comment);
	return { last, answered, end: Number(row.end), role, database, allowed: row.allowed === "true" };
}

export async function readLast(session: ReadSession): Promise<StoredCertificate | undefined> {
	const [row] = await session.query<Row>(
		`SELECT ${COLUMNS} FROM bulkhead.certificates AS c ORDER BY c.number DESC LIMIT 1`,
	);
	return row && stored(row);
}

/** By its number or by its run. */
export async function readOne(session: ReadSession, id: string): Promise<StoredCertificate | undefined> {
	const [row] = await session.query<Row>(
		`SELECT ${COLUMNS} FROM bulkhead.certificates AS c WHERE c.number::text = $1 OR c.run::text = pg_catalog.lower($1)`,
		[id],
	);
	return row && stored(row);
}

/** Certificates that are read at a time: a body may have megabytes. */
const PAGE = 20;

/** The newest first, at most `limit`. */
export async function* readNewest(session: ReadSession, limit: number): AsyncGenerator<StoredCertificate> {
	let below = Number.MAX_SAFE_INTEGER;
	for (let left = limit; left > 0; left -= PAGE) {
		const rows = await session.query<Row>(
			`SELECT ${COLUMNS} FROM bulkhead.certificates AS c WHERE c.number < $1::bigint ORDER BY c.number DESC LIMIT $2::int`,
			[below, Math.min(PAGE, left)],
		);
		for (const row of rows) yield stored(row);
		const last = rows.at(-1);
		if (!last || rows.length < PAGE) return;
		below = Number(last.number);
	}
}

/** In their order. */
export async function* readAll(session: ReadSession): AsyncGenerator<StoredCertificate> {
	for (let above = -1; ; ) {
		const rows = await session.query<Row>(
			`SELECT ${COLUMNS} FROM bulkhead.certificates AS c WHERE c.number > $1::bigint ORDER BY c.number LIMIT $2::int`,
			[above, PAGE],
		);
		for (const row of rows) yield stored(row);
		const last = rows.at(-1);
		if (!last || rows.length < PAGE) return;
		above = Number(last.number);
	}
}

/** Number of the ledger's last entry before there were certificates. */
export async function readBegin(session: ReadSession): Promise<number> {
	const [row] = await session.query<{ comment: string | null }>(
		"SELECT pg_catalog.obj_description('bulkhead.certificates'::regclass, 'pg_class') AS comment",
	);
	return sinceEvent(row?.comment);
}

function sinceEvent(comment: Cell | undefined): number {
	return Number(/since event (\d+)$/.exec(comment ?? "")?.[1] ?? 0);
}

/** Runs that changed the database, by the ledger's entries after number $1, and that left no certificate. A failed run changed nothing. */
const UNCERTIFIED = `
SELECT e.run::text AS run, pg_catalog.to_json(pg_catalog.min(e.at)) #>> '{}' AS at, pg_catalog.min(e.by) AS by,
       pg_catalog.json_agg(e.event || ' ' || e.migration ORDER BY e.id)::text AS events, pg_catalog.min(e.id)::text AS entry
  FROM bulkhead.events AS e
 WHERE e.id > $1::bigint AND (e.event IN ('apply', 'rollback', 'adopt', 'restore') OR e.event = 'step' AND e.details ->> 'state' = 'done')
   AND NOT EXISTS (SELECT FROM bulkhead.certificates AS c WHERE c.run = e.run)
 GROUP BY e.run
 ORDER BY pg_catalog.min(e.id)`;

/** `entry`: number of its first entry in the ledger. */
export type UncertifiedEntry = UncertifiedRun & { entry: number };

export async function readUncertified(session: ReadSession, after: number): Promise<UncertifiedEntry[]> {
	const rows = await session.query<Record<"run" | "at" | "by" | "events" | "entry", string>>(UNCERTIFIED, [after]);
	return rows.map(({ run, at, by, events, entry }) => ({
		...{ run, at: new Date(at).toISOString(), by, events: JSON.parse(events) as string[], entry: Number(entry) },
	}));
}

/** Runs since the last certificate that left none. Where the ledger has not grown, there is nothing to ask. */
export async function readGap(session: ReadSession, { answered, end }: ChainEnd): Promise<UncertifiedRun[]> {
	return end > answered ? (await readUncertified(session, answered)).map(withoutEntry) : [];
}

export function withoutEntry({ entry: _, ...run }: UncertifiedEntry): UncertifiedRun {
	return run;
}

/** The catalogue that the last run left, where it was kept and is the one of this fingerprint. */
export async function readLastCatalogue(session: ReadSession, fingerprint: string): Promise<string[] | undefined> {
	const rows = await session.query<{ lines: Cell }>(
		"SELECT lines FROM bulkhead.last_catalogue WHERE fingerprint = $1",
		[fingerprint],
	);
	const text = rows[0]?.lines;
	return text === null || text === undefined ? undefined : text.split("\n");
}
