/** The chain as it stands in the ledger. */
import { type CertificateBody, certificateBody, type UncertifiedRun } from "../../contract/index.ts";
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
	return Number(/since event (\d+)$/.exec(row?.comment ?? "")?.[1] ?? 0);
}

/** Number of the ledger's last entry. */
export async function readLedgerEnd(session: ReadSession): Promise<number> {
	const [row] = await session.query<{ last: string }>(
		"SELECT coalesce(pg_catalog.max(e.id), 0)::text AS last FROM bulkhead.events AS e",
	);
	return Number(row?.last ?? 0);
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
