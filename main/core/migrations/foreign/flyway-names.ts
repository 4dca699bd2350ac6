import { migrationIdOf } from "../../../contract/index.ts";
import type { FolderReading } from "./folder-reading.ts";
import { baseName } from "./tool.ts";

const VERSIONED = /^([VUB])(\d[\d._]*?)(?:__(.*))?\.sql$/i;
const REPEATABLE = /^R__.*\.sql$/i;
const CALLBACK = /^(?:(?:before|after)[A-Z]\w*|createSchema)(?:__.*)?\.sql$/;
/** V2_name.sql, V__name.sql: meant to be run, and silently left out by Flyway. */
const NEAR_MISS = /^[VUB][\d_]/i;

/** With two underscores, so that V1.sql of anybody is not taken for Flyway's. */
export function isFlywayName(path: string): boolean {
	return /^(?:[VUB]\d[\d._]*__|R__).*\.sql$/.test(baseName(path));
}

export interface FlywayFile {
	kind: "V" | "U" | "B";
	path: string;
	id: string;
	/** The version as its parts, without zeros that do not count. */
	key: string;
	name: string;
	/** Path of its settings. */
	conf: string | undefined;
}

/** `1_2`, `01.2` and `1.2.0` are one version. Undefined where it is none. */
export function versionOf(written: string): string | undefined {
	const parts = written.replaceAll("_", ".").split(".");
	if (!parts.every((part) => /^\d+$/.test(part))) return undefined;
	const bare = parts.map((part) => part.replace(/^0+(?=\d)/, ""));
	while (bare.length > 1 && bare.at(-1) === "0") bare.pop();
	return bare.join(".");
}

/** The versioned files; what is not run, and what is wrong with names, goes to the reading. */
export function flywayFiles(reading: FolderReading): FlywayFile[] {
	const known = new Set(reading.paths);
	const files = reading.paths
		// Bulkhead's checks stand there, under the same names.
		.filter((path) => path.toLowerCase().endsWith(".sql") && !path.startsWith("verify/"))
		.flatMap((path) => fileOf(path, known, reading));
	const versions = new Set(files.filter(({ kind }) => kind === "V").map(({ id }) => id));
	for (const { kind, id, path } of files) {
		if (kind !== "U" || files.some((other) => other.kind !== "U" && other.id === id)) continue;
		reading.faults.push({
			file: path,
			message: "There is no versioned file that it undoes.",
			hint: "Add it, or remove this file.",
		});
	}
	return files.filter(({ kind, path, key }) => kind !== "B" || !isStoodFor({ path, key }, versions, reading));
}

function fileOf(path: string, known: ReadonlySet<string>, reading: FolderReading): FlywayFile[] {
	const base = baseName(path);
	const [, kind = "", version = "", description = ""] = VERSIONED.exec(base) ?? [];
	const key = kind === "" ? undefined : versionOf(version);
	if (key !== undefined && kind === kind.toUpperCase()) {
		const name = description === "" ? version : description;
		const conf = known.has(`${path}.conf`) ? `${path}.conf` : undefined;
		return [{ kind: kind as FlywayFile["kind"], path, id: migrationIdOf(key), key, name, conf }];
	}
	if (NEAR_MISS.test(base)) {
		const hint = "Name it V1_2__name.sql: a capital, a version, two underscores.";
		reading.faults.push({
			file: path,
			message: "Its name is not one that Flyway runs, though it looks like one.",
			hint,
		});
	} else reading.leftOut.push({ file: path, reason: whyLeftOut(base) });
	return [];
}

function whyLeftOut(base: string): string {
	if (REPEATABLE.test(base)) return "Flyway runs it whenever it changes; Bulkhead runs a file once";
	if (CALLBACK.test(base)) return "it is a callback of Flyway's";
	return "its name is not one that Flyway runs";
}

/** A baseline script is run where nothing is there, in the place of the versions up to its own. Where these are there, they are run. */
function isStoodFor(
	{ path, key }: { path: string; key: string },
	versions: ReadonlySet<string>,
	{ leftOut }: FolderReading,
): boolean {
	if (!versions.has(migrationIdOf(key))) return false;
	leftOut.push({ file: path, reason: `it stands for the versions up to ${key}, which are here themselves` });
	return true;
}
