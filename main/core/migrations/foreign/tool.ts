/**
 * Another tool, as far as Bulkhead knows it: its folder of migrations and its *history*, the table in which it writes down what it has
 * run. One file a tool; what they share is here.
 */
import type { ForeignEvidence, ForeignTool } from "../../../contract/index.ts";
import type { ReadSession } from "../../ports.ts";
import type { MigrationFile } from "../catalog.ts";
import type { FolderReading } from "./folder-reading.ts";

export interface Tool {
	name: ForeignTool;
	/** As people write it. */
	title: string;
	/** Whether a folder is this tool's, by its names and by how its first file of SQL begins. */
	isFolder(look: FolderLook): boolean;
	/** Its migrations; what is wrong is added to the reading's faults. */
	readFolder(reading: FolderReading): Promise<Draft[]>;
	/** What its history looks like. */
	shape: TableShape;
	readHistory(session: ReadSession, table: HistoryTable): Promise<History>;
}

export interface FolderLook {
	/** Names of the files directly in the folder. */
	names: readonly string[];
	/** Paths of the files, at any depth where none directly in the folder is SQL and they are not too many. */
	paths: readonly string[];
	/** How files directly in the folder begin that are named by a number and end in .sql: the first few by name, and the last. */
	heads: readonly string[];
}

/** A migration on its way into the catalogue. */
export interface Draft extends Omit<MigrationFile, "foreign"> {
	/** What the tool's history calls it. */
	key: string;
	/** What must be there to undo it, for people. */
	undoneBy: string;
	/** Why it cannot be run here. */
	notRun?: string;
}

export interface TableShape {
	/** Its usual name; undefined where the columns alone tell. */
	table: string | undefined;
	/** Every column with its type, without length. */
	columns: Readonly<Record<string, string>>;
	/** Columns that older releases lack. */
	optional?: readonly string[];
	/** Tables that stand in the same schema. */
	beside?: readonly string[];
}

export interface HistoryTable {
	schema: string;
	table: string;
	/** Quoted, to be put into a statement. */
	sql: string;
	/** For people. */
	shown: string;
	columns: ReadonlySet<string>;
}

/** One migration that the history says was run. */
export interface HistoryEntry {
	version: string;
	at?: string;
	by?: string;
	checksum?: string;
}

export interface History {
	/** What it says was run, in its order; each is one object. */
	entries: readonly HistoryEntry[];
	/** What it says of a migration: one of the entries. `all`: the set, in its order. */
	entryOf(migration: MigrationFile, all: readonly MigrationFile[]): HistoryEntry | undefined;
	/** Entries that are none of this set's business, for the table holds those of other sets too. */
	isElsewhere?(entry: HistoryEntry, all: readonly MigrationFile[]): boolean;
	/** Why nothing can be adopted on its word: what failed, what is dirty. */
	refusals: string[];
	/** What it cannot tell, in sentences. */
	notes: string[];
	/** How the bytes of the forward file differ from what was run; undefined where they do not, or where the history cannot tell. */
	difference?(
		entry: HistoryEntry,
		migration: MigrationFile,
		bytes: AsyncIterable<Uint8Array>,
	): Promise<string | undefined>;
	/** Where only the last migration is known: its entry. */
	last?: HistoryEntry;
}

/** The entry, as it is kept in the ledger and shown. */
export function evidenceOf(tool: ForeignTool, table: HistoryTable, entry: HistoryEntry): ForeignEvidence {
	return { tool, table: table.shown, ...entry };
}

/** The file name without the folder. */
export function baseName(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** A history that names every migration: by its keys. A later entry of a key replaces an earlier one. */
export function keyedHistory(
	entries: readonly (HistoryEntry & { key: string })[],
	keyOf: (migration: MigrationFile) => string | undefined,
): Pick<History, "entries" | "entryOf"> {
	const byKey = new Map(entries.map(({ key, ...entry }) => [key, entry]));
	return {
		entries: [...byKey.values()],
		entryOf(migration) {
			const key = keyOf(migration);
			return key === undefined ? undefined : byKey.get(key);
		},
	};
}

/** A history that keeps the last migration only: what stands before it in the set is taken as run. */
export function lastOnlyHistory(
	last: HistoryEntry | undefined,
	isLast: (migration: MigrationFile) => boolean,
): Pick<History, "entries" | "entryOf" | "last"> {
	let upTo: { all: readonly MigrationFile[]; there: ReadonlySet<MigrationFile> } | undefined;
	return {
		entries: last ? [last] : [],
		...(last ? { last } : {}),
		entryOf(migration, all) {
			if (upTo?.all !== all) upTo = { all, there: new Set(all.slice(0, all.findIndex(isLast) + 1)) };
			return upTo.there.has(migration) ? last : undefined;
		},
	};
}
