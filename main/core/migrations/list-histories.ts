import type { HistoriesResult, HistorySummary } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import type { Catalog } from "./catalog.ts";
import { loadCatalog, type MigrationDeps } from "./deps.ts";
import { type FoundTable, findTables } from "./foreign/find-tables.ts";
import { READ, readOne } from "./foreign/read-histories.ts";
import { reasonsAgainst } from "./look-up-history.ts";

/** Every history of another tool in this database, also those that nobody would take by themselves. Changes nothing. */
export async function listHistories(
	deps: MigrationDeps,
	{ connection }: { connection: string },
	signal: AbortSignal,
): Promise<HistoriesResult> {
	const catalog = await loadCatalog(deps, connection);
	return withConnection(deps, connection, { signal }, async (session) => {
		await session.execute(READ);
		try {
			const { found, notes } = await findTables(session);
			const histories: HistorySummary[] = [];
			for (const each of found) {
				const summary = await summarize(session, catalog, each);
				if (typeof summary === "string") notes.push(summary);
				else histories.push(summary);
			}
			return { histories, notes };
		} finally {
			await session.execute("ROLLBACK").catch(() => {});
		}
	});
}

/** One that cannot be read is told as that, and the others are read all the same. */
async function summarize(
	session: Session,
	{ migrations, format }: Catalog,
	each: FoundTable,
): Promise<HistorySummary | string> {
	const { tool, table, isDoubtful } = each;
	await session.execute("SAVEPOINT bulkhead_history");
	try {
		const found = await readOne(session, migrations, each);
		const [counted] = await session.query<{ rows: string }>(
			`SELECT pg_catalog.count(*)::text AS rows FROM ${table.sql}`,
		);
		const { version, at, by } = found.history.last ?? found.history.entries.at(-1) ?? {};
		const last = { ...(at === undefined ? {} : { at }), ...(by === undefined ? {} : { by }) };
		return {
			...{ tool: tool.name, table: table.shown, rows: Number(counted?.rows ?? 0), known: found.known },
			...(version === undefined ? {} : { last: { version, ...last } }),
			doubtful: isDoubtful && format !== tool.name,
			refusals: reasonsAgainst(found),
		};
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_history");
		return `${table.shown} looks like the history of ${tool.title} and could not be read whole: ${caught.message}.`;
	}
}
