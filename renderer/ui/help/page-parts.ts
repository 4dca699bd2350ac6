/** A page of docs/ cut into plain parts: no markup of its own comes to the screen, only text in its place. */

export type PagePart =
	| { kind: "heading"; text: string; level: number }
	| { kind: "paragraph" | "item" | "code"; text: string }
	| { kind: "table"; head: string[]; rows: string[][] };

export interface HelpPageText {
	title: string;
	parts: PagePart[];
}

/** Of a part's text: words, code, or a way to another page. */
export interface TextPiece {
	kind: "words" | "code" | "page";
	text: string;
	/** Name of the other page. */
	page?: string;
}

export function readPage(text: string): HelpPageText {
	const parts: PagePart[] = [];
	// Code first, whose blank lines and signs mean nothing.
	for (const [at, piece] of withoutComments(text).split(/^```/m).entries()) {
		if (at % 2 === 1) parts.push({ kind: "code", text: piece.slice(piece.indexOf("\n") + 1).trimEnd() });
		else parts.push(...piece.split(/\n\s*\n/).flatMap(partsOf));
	}
	const first = parts.findIndex(({ kind }) => kind === "heading");
	const [title] = first < 0 ? [] : parts.splice(first, 1);
	return { title: title?.kind === "heading" ? title.text : "", parts };
}

const withoutComments = (text: string): string => text.replaceAll(/^<!--.*-->\n?/gm, "");

/** Of what stands between blank lines. */
function partsOf(block: string): PagePart[] {
	const lines = block.split("\n").filter((line) => line.trim() !== "");
	const [first = ""] = lines;
	const heading = /^(#+) (.*)$/.exec(first);
	if (heading) {
		const [, signs = "", text = ""] = heading;
		return [{ kind: "heading", text: plain(text), level: signs.length }, ...partsOf(lines.slice(1).join("\n"))];
	}
	if (first.startsWith("|")) return [tableOf(lines)];
	if (!/^(- |\d+\. )/.test(first)) return paragraph(lines.join(" "));
	const items = lines.reduce<string[]>((all, line) => {
		if (/^(- |\d+\. )/.test(line)) all.push(line.replace(/^- /, ""));
		else all.push(`${all.pop() ?? ""} ${line.trim()}`);
		return all;
	}, []);
	return items.map((text) => ({ kind: "item", text: plain(text) }));
}

function paragraph(text: string): PagePart[] {
	const said = plain(text);
	return said === "" ? [] : [{ kind: "paragraph", text: said }];
}

function tableOf([head = "", , ...rows]: string[]): PagePart {
	const cells = (line: string): string[] =>
		line
			.replace(/^\||\|$/g, "")
			.split(/(?<!\\)\|/)
			.map((cell) => plain(cell.replaceAll("\\|", "|").trim()));
	return { kind: "table", head: cells(head), rows: rows.map(cells) };
}

/** Pictures go, and so do the signs of what is bold and of links that lead out of docs/; code and other pages are cut out later. */
function plain(text: string): string {
	return text
		.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, "")
		.replaceAll(/\[([^\]]+)\]\((?![\w-]+\.md)[^)]*\)/g, "$1")
		.replaceAll("**", "")
		.trim();
}

export function piecesOf(text: string): TextPiece[] {
	const pieces: TextPiece[] = [];
	let from = 0;
	for (const found of text.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([\w-]+)\.md(?:#[^)]*)?\)/g)) {
		const [whole, code, label = "", page = ""] = found;
		if (found.index > from) pieces.push({ kind: "words", text: text.slice(from, found.index) });
		pieces.push(
			code === undefined ? { kind: "page", text: label.replaceAll("`", ""), page } : { kind: "code", text: code },
		);
		from = found.index + whole.length;
	}
	if (from < text.length) pieces.push({ kind: "words", text: text.slice(from) });
	return pieces;
}
