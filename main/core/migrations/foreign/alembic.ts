/**
 * Alembic: Python files that name the one before them; a history of the present heads only. Python is not run: such a migration can be
 * adopted and checked. The order is read from `revision` and `down_revision` where these are written out, as Alembic's template does.
 */
import { type CatalogFault, migrationIdOf } from "../../../contract/index.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { FolderReading } from "./folder-reading.ts";
import { baseName, type Draft, lastOnlyHistory, type Tool } from "./tool.ts";

const FILE = /^(?:versions\/)?[^/]+\.py$/;
const REVISION = /^revision(?:\s*:[^=\n]+)?\s*=\s*(["'])(.+?)\1\s*$/m;
const DOWN = /^down_revision(?:\s*:[^=\n]+)?\s*=\s*(?:None|(["'])(.+?)\1)\s*(?:#.*)?$/m;

export const alembic: Tool = {
	name: "alembic",
	title: "Alembic",
	isFolder: ({ names, paths, heads }) =>
		heads.length === 0 && (names.includes("script.py.mako") || paths.some(isRevisionFile)),
	readFolder,
	shape: { table: "alembic_version", columns: { version_num: "character varying" } },
	async readHistory(session, table) {
		const rows = await session.query<{ version_num: string }>(
			`SELECT version_num FROM ${table.sql} ORDER BY version_num`,
		);
		const [row] = rows;
		const heads = rows.map(({ version_num }) => version_num).join(", ");
		return {
			...lastOnlyHistory(row && { version: row.version_num }, ({ foreign }) => foreign?.key === row?.version_num),
			refusals:
				rows.length > 1
					? [`${table.shown} has several heads (${heads}): what was run before them has no one order.`]
					: [],
			notes: [
				`${table.shown} keeps the head only: that the revisions before it were run is what Alembic takes for granted. When and by whom is not known, nor whether a file was edited since.`,
			],
		};
	},
};

/** As Alembic names its files unless it is told otherwise: by a revision of twelve digits. */
function isRevisionFile(path: string): boolean {
	return FILE.test(path) && /(?:^|[-_])[0-9a-f]{12}_\w*\.py$/.test(baseName(path));
}

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const paths = reading.paths.filter((path) => FILE.test(path) && !/^(?:env|__init__)\.py$/.test(baseName(path)));
	const sources = [...(await reading.read(paths)).values()];
	const revisions = sources.flatMap((source) => revisionOf(source, reading.faults));
	return inOrder(revisions, reading.faults).map(({ source, revision }, at) => ({
		...{ id: migrationIdOf(String(at + 1)), name: baseName(source.path).replace(/\.py$/, ""), key: revision },
		...{ forward: { ...source, manner: { notSql: true } }, undoneBy: "nothing: Bulkhead runs no Python" },
		notRun: "it is Python, which Bulkhead does not run",
	}));
}

interface Revision {
	source: SourceFile;
	revision: string;
	down: string | undefined;
}

function revisionOf(source: SourceFile, faults: CatalogFault[]): Revision[] {
	const text = source.text ?? "";
	const revision = REVISION.exec(text)?.[2];
	const down = DOWN.exec(text);
	if (revision !== undefined && down) return [{ source, revision, down: down[2] }];
	const message =
		"Its revision and down_revision are not two plain strings: the order is not known without running it.";
	faults.push({ file: source.path, message, hint: "Branches, merges and computed revisions are not read." });
	return [];
}

/** From the one that has none before it, each next; a branch, or what hangs on nothing, is a fault. */
function inOrder(revisions: readonly Revision[], faults: CatalogFault[]): Revision[] {
	const after = new Map<string | undefined, Revision>();
	for (const each of revisions) {
		const other = after.get(each.down);
		if (!other) after.set(each.down, each);
		else {
			const message = `It follows ${each.down ?? "nothing"}, as ${other.source.path} does: a branch has no one order.`;
			faults.push({ file: each.source.path, message, hint: "Only a chain without branches is read." });
		}
	}
	const chain: Revision[] = [];
	const seen = new Set<Revision>();
	for (let next = after.get(undefined); next && !seen.has(next); next = after.get(next.revision)) {
		chain.push(next);
		seen.add(next);
	}
	for (const { source, down } of revisions.filter((each) => !seen.has(each) && after.get(each.down) === each)) {
		faults.push({
			file: source.path,
			message: `It follows ${down ?? "nothing"}, which leads to no first revision.`,
			hint: "Is a file missing?",
		});
	}
	return chain;
}
