import type { MigrationFiles } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { loadCatalog, type MigrationDeps } from "./deps.ts";

/** The texts of one migration's files. NOT_FOUND for one that the folder does not have. */
export async function readFiles(deps: MigrationDeps, connection: string, id: string): Promise<MigrationFiles> {
	const { migrations } = await loadCatalog(deps, connection);
	const found = migrations.find((migration) => migration.id === id);
	if (!found) throw new AppError("NOT_FOUND", `The folder has no migration ${id}.`);
	return {
		id,
		name: found.name,
		forward: found.forward.text,
		...(found.rollback ? { rollback: found.rollback.text } : {}),
		...(found.verify ? { verify: found.verify.text } : {}),
	};
}
