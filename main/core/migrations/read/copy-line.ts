const NAME = /^COPY\s+(?:BINARY\s+)?(?:(?:"(?:[^"]|"")*"|[^\s.("]+)\s*\.\s*)*("(?:[^"]|"")*"|[^\s.("]+)/i;

/**
 * The line of COPY's data that the server's CONTEXT names: `COPY table, line 3, column a: "x"`, translated by lc_messages, so that only
 * the word COPY, the table's name and the number can be trusted. Undefined where there is none.
 */
export function copyLine(context: string, statement: string): number | undefined {
	const [, written = ""] = NAME.exec(statement) ?? [];
	const table = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
	if (table === "") return undefined;
	const line = context.split("\n").findLast((each) => each.includes("COPY") && each.includes(table));
	const number = /\d+/.exec(line?.slice(line.indexOf(table) + table.length) ?? "")?.[0];
	return number === undefined ? undefined : Number(number);
}
