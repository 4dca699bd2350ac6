import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort } from "../ports.ts";
import type { SourceFile } from "./read/source-file.ts";
import type { Statement } from "./read/statement.ts";
import { readBoolean } from "./read/variables.ts";
import { isAlone, mayBeAlone } from "./segments.ts";

const SETS =
	/^SET\s+(?:(?:LOCAL|SESSION)\s+)?(?:(standard_conforming_strings|client_encoding)\s*(?:=|\bTO\b)|(NAMES)\b)\s*'?([\w-]+)/i;
/** Encodings in which the bytes of UTF-8 arrive as they are. */
const UTF8 = /^(utf-?8|unicode|sql_ascii|default)$/i;

/** Why a statement must not run; undefined where it may. A promise only where the parser is asked. */
export function judgeStatement(
	sql: SqlPort,
	statement: Statement,
	file: SourceFile,
): CatalogFault | undefined | Promise<CatalogFault | undefined> {
	const told = (judged: Judged | undefined): CatalogFault | undefined =>
		judged && { file: statement.file ?? file.path, line: statement.line, message: judged[0], hint: judged[1] };
	const fault = told(setsReading(statement));
	if (fault || statement.block === undefined || !mayBeAlone(statement)) return fault;
	return isAlone(sql, statement).then((alone) => told(alone ? inBlock : undefined));
}

type Judged = readonly [message: string, hint: string];

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

const inBlock: Judged = [
	"PostgreSQL refuses it between BEGIN and COMMIT.",
	"Move it out of them: it runs by itself, and what stands before and after it in transactions of their own.",
];
