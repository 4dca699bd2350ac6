/** The folder of another tool as a set of migrations: known by its names and its first file, read whole and judged whole. */
import { type CatalogFault, compareMigrationIds } from "../../../contract/index.ts";
import type { FilesPort, FolderEntry } from "../../ports.ts";
import { type Catalog, catalogInvalid, type MigrationFile } from "../catalog.ts";
import type { SourceFile } from "../read/source-file.ts";
import { openReading } from "./folder-reading.ts";
import { readHead } from "./read-source.ts";
import { baseName, type Draft, type FolderLook, type Tool } from "./tool.ts";
import { tools } from "./tools.ts";

/** Files of a folder with folders in it; more are not gone through. */
const LIMIT = 50_000;
/** The same, where nothing yet says that it is a set of migrations. */
const LOOK_LIMIT = 2_000;

/** Files at each end of the folder whose beginnings are looked at. */
const FEW = 4;

/** Undefined where the folder is Bulkhead's own. Throws CATALOG_INVALID with every fault of every file. */
export async function readForeign(files: FilesPort, folder: string): Promise<Catalog | undefined> {
	const entries = await files.list(folder);
	const look = await lookAt(files, folder, entries);
	const tool = tools.find((each) => each.isFolder(look));
	if (!tool) return undefined;
	const all = hasFolders(entries) ? ((await files.tree(folder, LIMIT)) ?? entries) : entries;
	const reading = openReading(files, folder, all);
	const drafts = await tool.readFolder(reading);
	const verify = await readChecks(all, drafts, reading);
	const migrations = assemble(tool, drafts, verify, reading.faults);
	reportLinks(all, reading.faults);
	if (reading.faults.length > 0) throw catalogInvalid(folder, reading.faults);
	return { folder, migrations, format: tool.name, leftOut: reading.leftOut };
}

async function lookAt(files: FilesPort, folder: string, entries: readonly FolderEntry[]): Promise<FolderLook> {
	const names = filesOf(entries).filter((path) => !path.includes("/"));
	const numbered = names.filter((name) => /^\d+.*\.sql$/.test(name)).toSorted();
	const some = new Set([...numbered.slice(0, FEW), ...numbered.slice(-FEW)]);
	const heads = await Promise.all([...some].map((name) => readHead(files, folder, name)));
	const hasOwn = names.some((name) => name.toLowerCase().endsWith(".sql"));
	const tree = !hasOwn && hasFolders(entries) ? await files.tree(folder, LOOK_LIMIT) : undefined;
	return { names, heads, paths: filesOf(tree ?? entries) };
}

const filesOf = (entries: readonly FolderEntry[]): string[] =>
	entries.filter(({ kind }) => kind === "file").map(({ path }) => path);

const hasFolders = (entries: readonly FolderEntry[]): boolean => entries.some(({ kind }) => kind === "folder");

/** Bulkhead's checks beside another tool's files: verify/ and the name of the forward file. */
async function readChecks(
	entries: readonly FolderEntry[],
	drafts: readonly Draft[],
	reading: { read(paths: string[]): Promise<Map<string, SourceFile>> },
): Promise<Map<string, SourceFile>> {
	const there = new Set(entries.filter(({ kind }) => kind === "file").map(({ path }) => path));
	const wanted = drafts.filter(({ verify }) => !verify).map(({ forward }) => checksOf(forward));
	return reading.read(wanted.filter((path) => there.has(path)));
}

const checksOf = ({ path }: SourceFile): string => `verify/${baseName(path).replace(/\.[^.]*$/, "")}.sql`;

function assemble(
	tool: Tool,
	drafts: readonly Draft[],
	checks: ReadonlyMap<string, SourceFile>,
	faults: CatalogFault[],
): MigrationFile[] {
	const migrations = drafts.map(({ key, undoneBy, notRun, ...draft }): MigrationFile => {
		const verify = draft.verify ?? checks.get(checksOf(draft.forward));
		const foreign = { tool: tool.name, key, undoneBy, ...(notRun === undefined ? {} : { notRun }) };
		return { ...draft, ...(verify ? { verify } : {}), foreign };
	});
	migrations.sort((a, b) => compareMigrationIds(a.id, b.id) || (a.forward.path < b.forward.path ? -1 : 1));
	for (const [at, { id, forward }] of migrations.entries()) {
		const before = migrations[at - 1];
		if (before?.id !== id) continue;
		const message = `Its version is that of ${before.forward.path}.`;
		faults.push({ file: forward.path, message, hint: "Give one of them another." });
	}
	return migrations;
}

function reportLinks(entries: readonly FolderEntry[], faults: CatalogFault[]): void {
	for (const { path, kind } of entries) {
		if (kind !== "link" || !path.toLowerCase().endsWith(".sql")) continue;
		faults.push({
			file: path,
			message: "It is a link, no file: it is not followed.",
			hint: "Put the file itself there.",
		});
	}
}
