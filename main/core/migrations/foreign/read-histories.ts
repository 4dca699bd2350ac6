/** What other tools' histories say of a set of migrations. */
import type { ForeignTool } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import type { Catalog } from "../catalog.ts";
import { type FoundTable, findTables, titleOf } from "./find-tables.ts";
import type { History, HistoryEntry } from "./tool.ts";

export interface FoundHistory extends FoundTable {
	history: History;
	/** Entries of the set's business that no file of it is. */
	withoutFile: HistoryEntry[];
	/** How many migrations of the set it knows. */
	known: number;
}

export interface Asked {
	/** One tool only. */
	from?: ForeignTool | undefined;
	/** schema.table. */
	table?: string | undefined;
}

/** Every row is read or it is an error: a history that row-level security shows in part would be a wrong one. */
export const READ = "BEGIN READ ONLY; SET LOCAL row_security = off";

/** Those that there are, whether they know a migration of the set or not. */
export async function readHistories(
	session: Session,
	{ migrations, format }: Catalog,
	{ from, table }: Asked,
): Promise<{ histories: FoundHistory[]; notes: string[] }> {
	await session.execute(READ);
	try {
		const { found, notes } = await findTables(session, table);
		const histories: FoundHistory[] = [];
		for (const each of found) {
			if (from !== undefined && each.tool.name !== from) continue;
			if (each.isDoubtful && from === undefined && table === undefined && format !== each.tool.name) {
				notes.push(doubtful(each));
				continue;
			}
			histories.push(await readOne(session, migrations, each));
		}
		return { histories, notes };
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

/** One history, held against the set. */
export async function readOne(
	session: Session,
	migrations: Catalog["migrations"],
	each: FoundTable,
): Promise<FoundHistory> {
	const history = await each.tool.readHistory(session, each.table);
	const matched = new Set(migrations.map((migration) => history.entryOf(migration, migrations)));
	const withoutFile = history.entries.filter(
		(entry) => !matched.has(entry) && !history.isElsewhere?.(entry, migrations),
	);
	const known = migrations.filter((migration) => history.entryOf(migration, migrations)).length;
	return { ...each, history, withoutFile, known };
}

function doubtful({ table, tool }: FoundTable): string {
	return `${table.shown} has one column, as ${tool.title} makes it and others do: it is read only where you say --from ${tool.name}.`;
}

/**
 * The one that counts; undefined where none knows a migration of the set and nobody asked for one. NOT_FOUND where the one that was asked
 * for is not there, REFUSED where several know migrations of it.
 */
export function chooseHistory(histories: readonly FoundHistory[], asked: Asked): FoundHistory | undefined {
	const isAsked = asked.from !== undefined || asked.table !== undefined;
	if (isAsked && histories.length === 0) throw notFound(asked);
	const candidates = isAsked ? histories : histories.filter(({ known }) => known > 0);
	if (candidates.length <= 1) return candidates[0];
	throw new AppError("REFUSED", "Several histories know migrations of this folder.", {
		hint: "Say which one is meant: --from TOOL, or --table SCHEMA.TABLE.",
		data: {
			reasons: candidates.map(
				({ tool, table, known }) => `${table.shown}: ${tool.title} (--from ${tool.name}), ${known} of them`,
			),
			state: "Nothing was adopted.",
		},
	});
}

function notFound({ from, table }: Asked): AppError {
	const what = from === undefined ? "history" : `history of ${titleOf(from)}`;
	const where = table === undefined ? "in this database" : `in ${table}`;
	return new AppError("NOT_FOUND", `There is no ${what} ${where}.`, {
		hint: "A table is known by its columns, in every schema; --table SCHEMA.TABLE names one that does not have the usual name.",
	});
}
