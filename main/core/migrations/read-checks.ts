/** A *check* is a statement of a verify file that is named by a comment `-- check: …` above it and returns the violations. */
import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import { catalogInvalid, type MigrationFile } from "./catalog.ts";
import { isLarge, type Statement } from "./read/statement.ts";
import { readStatements } from "./statements.ts";

const NAMED = /^--\s*check:\s*(.+?)\s*$/m;

/** How many checks a file declares. Counted without the scanner, which a mere count does not need. */
export function countChecks(migration: MigrationFile): number {
	if (migration.verify?.manner?.asOneCheck) return 1;
	return migration.verify ? [...(migration.verify.text ?? "").matchAll(/^\s*--\s*check:\s*\S/gm)].length : 0;
}

/** The statements of a verify file. CATALOG_INVALID where one of them cannot be a check. */
export async function readChecks(sql: SqlPort, { verify }: MigrationFile): Promise<readonly Statement[]> {
	if (!verify) return [];
	const faults: CatalogFault[] = [];
	const statements = await readStatements(sql, verify, faults);
	if (isLarge(statements)) faults.push({ file: verify.path, message: "It includes too much for a file of checks." });
	else faults.push(...statements.filter(isNoQuery).map(({ line }) => ({ ...noQuery, file: verify.path, line })));
	if (faults.length > 0 || isLarge(statements)) throw catalogInvalid("of this connection", faults);
	return statements;
}

const noQuery = { message: "A check is one query.", hint: "Set up above it what it needs." };

function isNoQuery(statement: Statement): boolean {
	return nameOf(statement) !== undefined && (statement.data !== undefined || statement.each === true);
}

/** The name that the comment above a check gives it; undefined for what only sets up. */
export function nameOf({ comments }: Statement): string | undefined {
	return comments.map((comment) => NAMED.exec(comment)?.[1]).findLast((name) => name !== undefined);
}
