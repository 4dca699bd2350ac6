import type { CatalogFault } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { SqlPort, SqlStatement } from "../ports.ts";
import type { SourceFile } from "./catalog.ts";

/** Statements that would end the transaction which Bulkhead holds around a file. */
const ENDS_TRANSACTION =
	/^(BEGIN|START|COMMIT|END|ABORT|PREPARE TRANSACTION|ROLLBACK(?! TO| WORK TO| TRANSACTION TO))\b/;

/** The statements of a file that can run in one transaction; what cannot is added to `faults`, with its line. */
export async function readStatements(sql: SqlPort, file: SourceFile, faults: CatalogFault[]): Promise<SqlStatement[]> {
	try {
		const statements = await sql.statements(file.text);
		for (const { line, head } of statements.filter((statement) => ENDS_TRANSACTION.test(statement.head))) {
			faults.push({
				file: file.path,
				line,
				message: `${head.split(" ")[0]} stands in the file: Bulkhead opens and ends the transaction itself.`,
				hint: "Take BEGIN, COMMIT and their like out: each file runs in one transaction, with its ledger entry.",
			});
		}
		return statements;
	} catch (caught) {
		if (!(caught instanceof AppError && caught.code === "BAD_INPUT")) throw caught;
		const { line, hint } = caught.data;
		faults.push({ file: file.path, message: caught.message, ...(line ? { line } : {}), ...(hint ? { hint } : {}) });
		return [];
	}
}

/** The statement on one line, for people; at most 160 characters. */
export function oneLine(text: string): string {
	const line = text.slice(0, 1_000).replaceAll(/\s+/g, " ").trim();
	return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
