import type { MigrationFiles } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { type MigrationFile, undoneBy } from "./catalog.ts";
import { loadCatalog, type MigrationDeps } from "./deps.ts";
import { HELD } from "./read/folder.ts";
import type { SourceFile } from "./read/source-file.ts";

/** The texts of one migration's files. NOT_FOUND for one that the folder does not have. */
export async function readFiles(deps: MigrationDeps, connection: string, id: string): Promise<MigrationFiles> {
	const { migrations } = await loadCatalog(deps, connection);
	const found = migrations.find((migration) => migration.id === id);
	if (!found) throw new AppError("NOT_FOUND", `The folder has no migration ${id}.`);
	return {
		id,
		name: found.name,
		forward: await shownText(found.forward),
		...(found.rollback ? { rollback: await shownText(found.rollback) } : {}),
		...(found.rollback ? {} : { undoneBy: undoneBy(found) }),
		...(found.verify ? { verify: await shownText(found.verify) } : provenBy(found)),
	};
}

/** The text of a file; of a large one its beginning. */
async function shownText({ content, folder }: SourceFile): Promise<string> {
	let shown = "";
	for await (const text of folder.blocks(content)) {
		shown += text;
		if (shown.length > HELD) return `${shown}\n-- … the file is too large to be shown as a whole.\n`;
	}
	return shown;
}

/** Another tool's folder has no place for checks, but for Sqitch's. */
function provenBy({ forward: { path }, foreign }: MigrationFile): Pick<MigrationFiles, "provenBy"> {
	if (foreign === undefined) return { provenBy: `verify/${path}` };
	return foreign.tool === "sqitch" ? { provenBy: path.replace(/^deploy\//, "verify/") } : {};
}
