const ARABIC = /\p{Script=Arabic}/u;
/** Words of Latin letters and digits, with the signs inside of them and blanks between: names, statements, paths, figures. */
const RUN = /[!-~]*[A-Za-z0-9][!-~]*(?: +[!-~]*[A-Za-z0-9][!-~]*)*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of the terminal, which stay as they are
const COLOUR = /(\x1b\[[0-9;]*m)/;

/**
 * An Arabic line for a terminal: each name in it stands in first-strong isolates (FSI … PDI), so that it does not turn what is beside it.
 * Only for a terminal: in a file or a pipe they would be hidden characters.
 */
export function isolated(line: string): string {
	if (!ARABIC.test(line) || line.includes("\u2068")) return line;
	return line
		.split(COLOUR)
		.map((part) => (COLOUR.test(part) ? part : part.replaceAll(RUN, wrap)))
		.join("");
}

/** Signs at the end belong to the sentence, but for a bracket that was opened inside. */
function wrap(run: string): string {
	const [signs = ""] = /[.,:;!?]*$/.exec(run) ?? [];
	const name = run.slice(0, run.length - signs.length);
	const open = name.startsWith("(") && name.endsWith(")");
	const bare = open ? name.slice(1, -1) : name;
	return open ? `(\u2068${bare}\u2069)${signs}` : `\u2068${bare}\u2069${signs}`;
}
