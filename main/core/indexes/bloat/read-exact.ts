/** What of an index is bloat, read from its pages. */
import type { ExactBloat } from "../../../contract/indexes.ts";
import { withConnection } from "../../connections/with-connection.ts";
import { elapsed } from "../../elapsed.ts";
import { AppError, DatabaseError } from "../../errors.ts";
import type { ReadSession } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import type { IndexesDeps } from "../deps.ts";

/** Milliseconds: it reads every page. */
const STATEMENT_MS = 300_000;

const INDEX = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, m.amname AS method, c.relkind::text AS kind,
       coalesce((SELECT pg_catalog.split_part(o, '=', 2) FROM pg_catalog.unnest(c.reloptions) AS o WHERE o ~ '^fillfactor='), '90') AS fillfactor,
       (SELECT e.nspname FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace e ON e.oid = x.extnamespace WHERE x.extname = 'pgstattuple') AS extension
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am m ON m.oid = c.relam
 WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind IN ('i', 'I')`;

type IndexRow = Record<"oid" | "schema" | "name" | "method" | "kind" | "fillfactor", string> & {
	extension: string | null;
};

/** Errors: NOT_FOUND, REFUSED. */
export function readExact(
	deps: IndexesDeps,
	{ connection, index }: { connection: string; index: string },
	signal?: AbortSignal,
): Promise<ExactBloat> {
	const began = deps.ports.clock.monotonic();
	const options = { queryTimeoutMs: STATEMENT_MS + 10_000, ...(signal ? { signal, endsWithSignal: true } : {}) };
	return withConnection(deps, connection, options, async (session) => {
		await session.execute(
			`BEGIN READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '${STATEMENT_MS}ms'`,
		);
		try {
			const found = await findIndex(session, index);
			return { ...(await readPages(session, found)), ms: elapsed(deps.ports.clock, began) };
		} finally {
			await session.execute("ROLLBACK").catch(() => {});
		}
	});
}

async function findIndex(session: ReadSession, index: string): Promise<IndexRow & { extension: string }> {
	const row = await session.query<IndexRow>(INDEX, [index]).then(
		([first]) => first,
		(caught) => {
			if (caught instanceof DatabaseError && caught.sqlstate.startsWith("42")) return undefined;
			throw caught;
		},
	);
	if (!row)
		throw new AppError("NOT_FOUND", `There is no index ${index} here.`, {
			hint: "Write it with its schema: public.orders_status_idx.",
		});
	if (row.method !== "btree" || row.kind === "I")
		throw new AppError(
			"REFUSED",
			`${index} is ${row.kind === "I" ? "partitioned: ask for the indexes of its partitions" : `${row.method}, and only btree is read`}.`,
		);
	if (row.extension === null)
		throw new AppError("REFUSED", "The extension pgstattuple is not installed in this database.", {
			hint: "As an administrator: CREATE EXTENSION pgstattuple; and GRANT pg_stat_scan_tables to this login.",
		});
	return { ...row, extension: row.extension };
}

async function readPages(session: ReadSession, row: IndexRow & { extension: string }): Promise<Omit<ExactBloat, "ms">> {
	const [pages] = await session
		.query<Record<"bytes" | "internal" | "leaf" | "empty" | "deleted" | "density" | "block", string>>(
			`SELECT s.index_size::text AS bytes, s.internal_pages::text AS internal, s.leaf_pages::text AS leaf, s.empty_pages::text AS empty,
			        s.deleted_pages::text AS deleted, s.avg_leaf_density::text AS density, pg_catalog.current_setting('block_size') AS block
			   FROM ${quoteIdent(row.extension)}.pgstatindex($1::pg_catalog.oid::pg_catalog.regclass) AS s`,
			[row.oid],
		)
		.catch((caught: unknown) => {
			if (!(caught instanceof DatabaseError) || !["42501", "55P03", "57014"].includes(caught.sqlstate)) throw caught;
			throw new AppError(
				"REFUSED",
				`pgstattuple does not read it: ${caught.message}`,
				{
					...{ sqlstate: caught.sqlstate },
					hint: "It takes the role pg_stat_scan_tables, and an index that nobody holds locked.",
				},
				caught,
			);
		});
	const number = (text: string | undefined): number => (text === undefined || text === "NaN" ? 0 : Number(text));
	const block = number(pages?.block);
	const leaves = number(pages?.leaf);
	const density = number(pages?.density);
	// What a rebuild would make of it: leaves as full as the fill factor has them, and neither empty nor deleted pages.
	const needed = leaves * Math.min(1, density / Number(row.fillfactor));
	const deleted = number(pages?.deleted);
	const empty = number(pages?.empty);
	const wasted = (leaves - needed + deleted + empty) * block;
	const bytes = number(pages?.bytes);
	return {
		...{
			index: `${row.schema}.${row.name}`,
			bytes,
			bloatBytes: Math.round(wasted),
			share: bytes === 0 ? 0 : wasted / bytes,
		},
		...{ leafDensity: density, deletedPages: deleted, emptyPages: empty },
	};
}
