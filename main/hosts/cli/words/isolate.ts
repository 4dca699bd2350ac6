const ARABIC = /\p{Script=Arabic}/u;
/** Words of Latin letters and digits, with the signs inside of them and one blank between (two part the columns of a table): names, statements, paths, figures. */
const RUN = /[!-~]*[A-Za-z0-9][!-~]*(?: [!-~]*[A-Za-z0-9][!-~]*)*/g;
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

/** Signs at the end, and brackets whose other half is elsewhere, belong to the sentence. */
function wrap(run: string): string {
	const [, before = "", inner = "", after = ""] = /^(\(*)(.*?)([).,:;!?]*)$/s.exec(run) ?? [];
	const opened = inner.split("(").length - inner.split(")").length;
	const own = opened > 0 ? (/^\)*/.exec(after)?.[0].slice(0, opened).length ?? 0) : 0;
	return `${before}\u2068${inner}${after.slice(0, own)}\u2069${after.slice(own)}`;
}
