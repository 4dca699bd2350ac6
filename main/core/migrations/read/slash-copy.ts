/** `\copy table [(columns)] from 'file' | stdin [options]`, as psql reads it: no variables, to the end of the line. */

export interface SlashCopy {
	/** COPY … FROM STDIN …, for the server. */
	sql: string;
	/** The file that is named; undefined: the data follows in the script itself. */
	file: string | undefined;
}

const NAME = String.raw`(?:"(?:[^"]|"")*"|[^\s.,()"';]+)`;
const FROM = new RegExp(
	String.raw`^\s*((?:binary\s+)?${NAME}(?:\s*\.\s*${NAME})*\s*(?:\((?:"(?:[^"]|"")*"|[^")])*\))?)\s*\bfrom\s+('(?:[^']|'')*'|[^\s;']+)(.*)$`,
	"is",
);
const OTHER_END = /^(program|pstdin|stdout|pstdout)$/i;

/** Undefined where it is something else: TO, a query, a program. */
export function readSlashCopy(line: string): SlashCopy | undefined {
	const [, table = "", source = "", options = ""] = FROM.exec(line) ?? [];
	if (source === "" || OTHER_END.test(source)) return undefined;
	const sql = `COPY ${table.trim()} FROM STDIN${options.replace(/[\s;]+$/, "")}`;
	if (/^stdin$/i.test(source)) return { sql, file: undefined };
	return { sql, file: source.startsWith("'") ? source.slice(1, -1).replaceAll("''", "'") : source };
}
