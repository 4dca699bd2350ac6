/**
 * Flyway: V1_2__name.sql forward, U1_2__name.sql back, R__name.sql each time it changes, B3__name.sql in the place of all up to 3; a
 * history of every run with a checksum. Of the scripts' own settings (V….sql.conf) executeInTransaction and placeholderReplacement are read.
 */
import { compareMigrationIds, migrationIdOf } from "../../../contract/index.ts";
import { lineAndColumn } from "../../position.ts";
import type { MigrationFile } from "../catalog.ts";
import type { SourceFile } from "../read/source-file.ts";
import { flywayChecksum } from "./crc32.ts";
import { type FlywayFile, flywayFiles, isFlywayName, versionOf } from "./flyway-names.ts";
import { type FolderReading, isEmptySql } from "./folder-reading.ts";
import { type Draft, type History, type HistoryEntry, type HistoryTable, keyedHistory, type Tool } from "./tool.ts";

export const flyway: Tool = {
	name: "flyway",
	title: "Flyway",
	isFolder: ({ names, paths }) => names.some(isFlywayName) || paths.some(isFlywayName),
	readFolder,
	shape: {
		table: undefined,
		columns: {
			...{ installed_rank: "integer", version: "character varying", description: "character varying" },
			...{ type: "character varying", script: "character varying", checksum: "integer" },
			...{ installed_by: "character varying", installed_on: "timestamp without time zone" },
			...{ execution_time: "integer", success: "boolean" },
		},
	},
	async readHistory(session, table) {
		const rows = await session.query<Row>(
			`SELECT version, description, type, script, checksum::text AS checksum, installed_by, installed_on::text AS at,
success::text AS success FROM ${table.sql} ORDER BY installed_rank`,
		);
		const [here] = await session.query<{ schema: string | null }>("SELECT pg_catalog.current_schema() AS schema");
		const history = historyOf(rows, table.shown);
		if (here?.schema === table.schema) return history;
		return { ...history, notes: [...history.notes, otherSchema(table, here?.schema ?? "none")] };
	},
};

type Row = Record<"description" | "type" | "script" | "installed_by" | "at" | "success", string> &
	Record<"version" | "checksum", string | null>;

function historyOf(rows: readonly Row[], table: string): History {
	const good = rows.filter(({ success }) => success === "true");
	const { applied, baseline } = replay(good);
	const keyed = keyedHistory([...applied.values()], keyOf);
	const repeatable = good.filter(({ version, type }) => version === null && type !== "SCHEMA").length;
	return {
		entries: baseline ? [baseline, ...keyed.entries] : keyed.entries,
		entryOf: (migration, all) => keyed.entryOf(migration, all) ?? belowBaseline(migration, baseline),
		difference,
		refusals: rows.filter(({ success }) => success !== "true").map((row) => failed(row, table)),
		notes: [
			...(baseline ? [baselineNote(baseline, table)] : []),
			...(repeatable > 0 ? [repeatableNote(repeatable)] : []),
		],
	};
}

/** Flyway puts the schema of its table first in search_path before it runs a file. */
function otherSchema({ shown, schema }: HistoryTable, here: string): string {
	return `${shown} stands in ${schema}, where Flyway's files make what they name without a schema. This session makes it in ${here}: see search_path of the role before you run more of them.`;
}

type Keyed = HistoryEntry & { key: string };

/** What is applied after all runs, undone and deleted ones taken off. */
function replay(rows: readonly Row[]): { applied: Map<string, Keyed>; baseline: Keyed | undefined } {
	const applied = new Map<string, Keyed>();
	let baseline: Keyed | undefined;
	for (const row of rows) {
		const key = row.version === null ? undefined : versionOf(row.version);
		if (key === undefined) continue;
		const entry = { key, ...entryOf(row) };
		if (row.type === "DELETE" || row.type.startsWith("UNDO")) applied.delete(key);
		else if (row.type.endsWith("BASELINE")) baseline = entry;
		else applied.set(key, entry);
	}
	return { applied, baseline };
}

function entryOf(row: Row): HistoryEntry {
	const { version, at, installed_by: by, checksum } = row;
	return { version: version ?? "", at, by, ...(checksum === null ? {} : { checksum }) };
}

function failed({ version, script, at }: Row, table: string): string {
	return `${table} says that ${version ?? script} (${script}) failed at ${at}: see what is there, mend it, and let \`flyway repair\` clear the row.`;
}

function baselineNote({ version, at, by }: HistoryEntry, table: string): string {
	return `${table} has a baseline ${version} (${by}, ${at}): Flyway takes all up to it as there, and has run none of it.`;
}

function repeatableNote(count: number): string {
	const runs = count === 1 ? "A run of a repeatable script is" : `${count} runs of repeatable scripts are`;
	return `${runs} not adopted: Bulkhead runs each file once.`;
}

/** By its version; of a set that is not Flyway's, by its number. */
const keyOf = ({ id, foreign }: MigrationFile): string | undefined =>
	foreign?.tool === "flyway" ? foreign.key : versionOf(id);

function belowBaseline({ id }: MigrationFile, baseline: Keyed | undefined) {
	return baseline && compareMigrationIds(id, migrationIdOf(baseline.key)) <= 0 ? baseline : undefined;
}

/** A baseline has no checksum of the files that it stands for; Java and older rows have none. */
async function difference(
	{ version, checksum }: HistoryEntry,
	migration: MigrationFile,
	bytes: AsyncIterable<Uint8Array>,
): Promise<string | undefined> {
	if (checksum === undefined || versionOf(version) !== keyOf(migration)) return undefined;
	const now = await flywayChecksum(bytes);
	if (String(now) === checksum) return undefined;
	return `its checksum was ${checksum} when Flyway ran it, and is ${now} now: it was edited since`;
}

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const files = flywayFiles(reading);
	const sources = await reading.read(files.flatMap(({ path, conf }) => (conf === undefined ? [path] : [path, conf])));
	const undo = new Map(files.filter(({ kind }) => kind === "U").map((file) => [file.id, file]));
	return files.flatMap((file) => {
		const source = sources.get(file.path);
		if (!source || file.kind === "U") return [];
		const { id, name, key, conf } = file;
		const settings = settingsOf(sources.get(conf ?? ""));
		const rollback = sources.get(undo.get(id)?.path ?? "");
		return [
			{
				...{ id, name, key, forward: inItsManner(source, settings), undoneBy: undoName(file) },
				...(rollback && !isEmptySql(rollback.text) ? { rollback } : {}),
				...notRun(source, settings),
			},
		];
	});
}

const undoName = ({ path }: FlywayFile): string => path.replace(/(^|\/)[VB](?=[^/]*$)/, "$1U");

/** `key = value`, one a line. */
function settingsOf(conf: SourceFile | undefined): Map<string, string> {
	const lines = conf?.text?.matchAll(/^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/gm) ?? [];
	return new Map([...lines].map(([, name = "", value = ""]) => [name, value]));
}

function inItsManner(source: SourceFile, settings: Map<string, string>): SourceFile {
	return settings.get("executeInTransaction") === "false"
		? { ...source, manner: { ...source.manner, noTransaction: true } }
		: source;
}

const PLACEHOLDER = /\$\{[^}\s]*\}/;

/** A placeholder in a literal would go into the database as it is written. */
function notRun({ text = "" }: SourceFile, settings: Map<string, string>): { notRun?: string } {
	if (settings.has("shouldExecute")) return { notRun: "its .conf has shouldExecute, which Bulkhead does not evaluate" };
	const found = PLACEHOLDER.exec(text);
	if (!found || settings.get("placeholderReplacement") === "false") return {};
	const { line } = lineAndColumn(text, found.index);
	return { notRun: `it has the placeholder ${found[0]} in line ${line}, and Bulkhead has no values for placeholders` };
}
