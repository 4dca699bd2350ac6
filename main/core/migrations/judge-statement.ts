import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import { ENDS_TRANSACTION } from "./read/ends-transaction.ts";
import type { SourceFile } from "./read/source-file.ts";
import type { Statement } from "./read/statement.ts";
import { readBoolean } from "./read/variables.ts";
import { isMarkedAlone } from "./segments.ts";

const SETS =
	/^SET\s+(?:(?:LOCAL|SESSION)\s+)?(?:(standard_conforming_strings|client_encoding)\s*(?:=|\bTO\b)|(NAMES)\b)\s*'?([\w-]+)/i;
/** Encodings in which the bytes of UTF-8 arrive as they are. */
const UTF8 = /^(utf-?8|unicode|sql_ascii|default)$/i;
/** What can be refused in a transaction; rows are not asked. */
const MAY_BE_ALONE = /^(CREATE|DROP|ALTER|VACUUM|CLUSTER|REINDEX|DO|CALL)\b/;

/** Why a statement must not run; undefined where it may. A promise only where the parser is asked. */
export function judgeStatement(
	sql: SqlPort,
	statement: Statement,
	file: SourceFile,
): CatalogFault | undefined | Promise<CatalogFault | undefined> {
	const told = (judged: Judged | undefined): CatalogFault | undefined =>
		judged && { file: statement.file ?? file.path, line: statement.line, message: judged[0], hint: judged[1] };
	const fault = told(endsTransaction(statement) ?? setsReading(statement));
	if (fault || !file.isLarge) return fault;
	if (isMarkedAlone(statement.comments)) return told(alone);
	if (!MAY_BE_ALONE.test(statement.head)) return undefined;
	return sql.solo(statement.text).then((solo) => told(isAlone(solo?.kind) ? alone : undefined));
}

type Judged = readonly [message: string, hint: string];

function endsTransaction({ head }: Statement): Judged | undefined {
	if (!ENDS_TRANSACTION.test(head)) return undefined;
	return [
		`${head.split(" ")[0]} stands in the file: Bulkhead opens and ends the transaction itself.`,
		"Take BEGIN, COMMIT and their like out: each file runs in one transaction, with its ledger entry.",
	];
}

/** The file is read and sent in one way; a setting that makes the server read it in another would change what it means. */
function setsReading({ head, text }: Statement): Judged | undefined {
	if (!head.startsWith("SET ")) return undefined;
	const [, setting, names, value = ""] = SETS.exec(text) ?? [];
	if (setting?.toLowerCase() === "standard_conforming_strings") {
		if (readBoolean(value) !== false) return undefined;
		return [
			"standard_conforming_strings = off gives the backslash another meaning than the one that the file was read with.",
			"Take it out, and write strings with backslash escapes as E'…'.",
		];
	}
	if ((setting === undefined && names === undefined) || UTF8.test(value)) return undefined;
	return [
		`The file is sent as UTF-8, and this would make the server take it for ${value}.`,
		"Take it out, and save the file as UTF-8.",
	];
}

const alone: Judged = [
	"It cannot run in a transaction, and a file of this size runs in one.",
	"Give it a file of its own.",
];

const isAlone = (kind: string | undefined): boolean => kind !== undefined && kind !== "enum-value";
