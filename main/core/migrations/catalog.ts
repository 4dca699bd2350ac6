/**
 * A folder of migrations, read whole and judged whole. A *migration* is one forward file NNN_name.sql, its *rollback* under
 * rollback/ and its *checks* under verify/, both of the same file name.
 */
import { basename } from "node:path";
import { type CatalogFault, compareMigrationIds, type ForeignTool, type LeftOutFile } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { FilesPort, FolderEntry } from "../ports.ts";
import { faultOf } from "./read/fault.ts";
import { type Folder, HELD, openFolder } from "./read/folder.ts";
import { letGo, readSourceFile, type SourceFile } from "./read/source-file.ts";

export type { SourceFile };

export interface MigrationFile {
	/** Three digits or more. */
	id: string;
	name: string;
	forward: SourceFile;
	rollback?: SourceFile;
	verify?: SourceFile;
	/** Of another tool's folder. */
	foreign?: Foreign;
}

/** What Bulkhead knows of a migration beside its files, where these are another tool's. */
export interface Foreign {
	tool: ForeignTool;
	/** What the tool's history calls it. */
	key: string;
	/** What must be there to undo it, for people. */
	undoneBy: string;
	/** Why it cannot be run here; it can be adopted. */
	notRun?: string;
}

/** What must be there to undo it, as its folder's format has it; for people. */
export const undoneBy = ({ forward, foreign }: Pick<MigrationFile, "forward" | "foreign">): string =>
	foreign?.undoneBy ?? `rollback/${forward.path}`;

export interface Catalog {
	folder: string;
	/** By rising number. */
	migrations: MigrationFile[];
	/** Of another tool's folder: whose, and what of it is never run. */
	format?: ForeignTool;
	leftOut?: LeftOutFile[];
}

type Part = "forward" | "rollback" | "verify";

interface Named {
	part: Part;
	id: string;
	name: string;
	path: string;
}

/** NNN_name.sql; what has another name ending in .sql is a fault, what does not end so is none of our business. */
const NAME = /^(\d{3,20})_([A-Za-z0-9][\w.-]*)\.sql$/;

/** Characters of texts that are held for as long as the set is. */
const HELD_TOGETHER = 64 * 1024 * 1024;
/** Files that are read at the same time. */
const BATCH = 64;

/** Reads the folder. Throws NOT_FOUND, or CATALOG_INVALID with every fault of every file. */
export async function readCatalog(files: FilesPort, folder: string): Promise<Catalog> {
	const faults: CatalogFault[] = [];
	const named = (await files.list(folder)).flatMap((entry) => nameOf(entry, faults));
	const sources = await readAll(openFolder(files, folder), named, faults);
	const migrations = assemble(named, sources, faults);
	if (faults.length > 0) throw catalogInvalid(folder, faults);
	return { folder, migrations };
}

export function catalogInvalid(folder: string, faults: CatalogFault[]): AppError {
	const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
	return new AppError("CATALOG_INVALID", `The migration folder ${folder} has ${count}; nothing was run.`, {
		hint: faults.find(({ hint }) => hint)?.hint ?? "Mend the files that are named, then try again.",
		data: { faults },
	});
}

function nameOf({ path, kind }: FolderEntry, faults: CatalogFault[]): Named[] {
	if (!path.toLowerCase().endsWith(".sql")) return [];
	if (kind !== "file") {
		faults.push({
			file: path,
			message: `It is a ${kind}, no file: it is not followed.`,
			hint: "Put the file itself there.",
		});
		return [];
	}
	const [, number = "", name = ""] = NAME.exec(basename(path)) ?? [];
	if (number === "") {
		const hint = "Name it NNN_name.sql: three digits or more, then letters, digits, _ . or -.";
		faults.push({ file: path, message: "Its name is not NNN_name.sql.", hint });
		return [];
	}
	const part = path.startsWith("rollback/") ? "rollback" : path.startsWith("verify/") ? "verify" : "forward";
	return [{ part, id: number.replace(/^0+(?=\d{3})/, ""), name, path }];
}

async function readAll(
	folder: Folder,
	named: readonly Named[],
	faults: CatalogFault[],
): Promise<Map<string, SourceFile>> {
	const sources = new Map<string, SourceFile>();
	let held = 0;
	for (let from = 0; from < named.length; from += BATCH) {
		const batch = named.slice(from, from + BATCH);
		const read = await Promise.all(batch.map((each) => readOne(folder, each, faults)));
		for (const source of read) {
			if (!source) continue;
			held += source.text?.length ?? 0;
			sources.set(source.path, held > HELD_TOGETHER ? letGo(source) : source);
		}
	}
	return sources;
}

async function readOne(folder: Folder, { path, part }: Named, faults: CatalogFault[]): Promise<SourceFile | undefined> {
	try {
		const source = await readSourceFile(folder, path);
		if (part !== "verify" || source.text !== undefined) return source;
		const message = `It is longer than ${HELD / 1_000_000} MB: a file of checks is held in memory.`;
		faults.push({ file: path, message, hint: "Part it, or count in SQL." });
	} catch (caught) {
		faults.push(faultOf(caught, path));
	}
	return undefined;
}

function assemble(named: readonly Named[], sources: Map<string, SourceFile>, faults: CatalogFault[]): MigrationFile[] {
	const forward = new Map<string, Named>();
	for (const file of named.filter(({ part }) => part === "forward").sort(byNumber)) {
		const other = forward.get(file.id);
		if (!other) forward.set(file.id, file);
		else
			faults.push({
				file: file.path,
				message: `Its number is taken by ${other.path}.`,
				hint: "Give one of them another number.",
			});
	}
	reportGaps([...forward.values()], faults);
	const twins = {
		rollback: twinsOf("rollback", named, forward, faults),
		verify: twinsOf("verify", named, forward, faults),
	};
	return [...forward.values()].flatMap(({ id, name, path }) => {
		const source = sources.get(path);
		if (!source) return [];
		const rollback = sources.get(twins.rollback.get(id) ?? "");
		const verify = sources.get(twins.verify.get(id) ?? "");
		return [{ id, name, forward: source, ...(rollback ? { rollback } : {}), ...(verify ? { verify } : {}) }];
	});
}

const byNumber = (a: Named, b: Named): number => compareMigrationIds(a.id, b.id) || (a.path < b.path ? -1 : 1);

/** Digits of a number that is a time: between those there are always gaps. */
const TIME = 10;

function reportGaps(forward: readonly Named[], faults: CatalogFault[]): void {
	for (const [at, file] of forward.entries()) {
		const before = forward[at - 1];
		if (file.id.length >= TIME || !before || Number(file.id) === Number(before.id) + 1) continue;
		const wanted = String(Number(before.id) + 1).padStart(3, "0");
		const hint = `Is ${wanted} missing? Put it there, or renumber what follows.`;
		faults.push({ file: file.path, message: `There is a gap: after ${before.id} comes ${file.id}.`, hint });
	}
}

/** Path of the rollback (or checks) of each migration; one that fits no forward file is a fault. */
function twinsOf(
	part: "rollback" | "verify",
	named: readonly Named[],
	forward: Map<string, Named>,
	faults: CatalogFault[],
): Map<string, string> {
	const twins = new Map<string, string>();
	for (const { id, name, path } of named.filter((file) => file.part === part)) {
		const twin = forward.get(id);
		if (twin?.name === name && !twins.has(id)) twins.set(id, path);
		else if (twin)
			faults.push({
				file: path,
				message: `It is not named like its forward file ${twin.path}.`,
				hint: `Rename it to ${twin.path}.`,
			});
		else
			faults.push({
				file: path,
				message: `There is no forward file ${id}_${name}.sql.`,
				hint: "Add it, or remove this file.",
			});
	}
	return twins;
}
