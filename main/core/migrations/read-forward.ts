import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import { catalogInvalid, type MigrationFile } from "./catalog.ts";
import type { Statements } from "./read/statement.ts";
import { readStatements } from "./statements.ts";

/** The statements of every file that will run, by migration; their faults are told together, before the first runs. */
export async function readForward(
	sql: SqlPort,
	folder: string,
	steps: readonly MigrationFile[],
): Promise<Map<string, Statements>> {
	const faults: CatalogFault[] = [];
	const statements = new Map<string, Statements>();
	for (const { id, forward } of steps) statements.set(id, await readStatements(sql, forward, faults));
	if (faults.length > 0) throw catalogInvalid(folder, faults);
	return statements;
}
