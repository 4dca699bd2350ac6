/** Standard output is the answer; standard error is everything else. With `--json` the answer is exactly one document. */
import { styleText } from "node:util";
import { isolated } from "./words/isolate.ts";
import { currentLanguage } from "./words/say.ts";
import { widthOf } from "./words/width.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface Output {
	readonly json: boolean;
	/** True when somebody sits at both ends of a terminal. */
	readonly interactive: boolean;
	/** The answer: `document` with --json, else the lines. */
	answer(document: unknown, lines: string[]): void;
	/** A line for people, on standard error. */
	note(line: string): void;
	/** A line that the next one replaces. Where standard error is no terminal: a line for each `news` that is another than before. */
	progress(line: string, news?: string): void;
	/** Coloured where the answer goes to a terminal and NO_COLOR is not set. */
	paint(style: Style, text: string): string;
}

export function createOutput(json: boolean): Output {
	const { stdout, stderr, stdin } = process;
	const shown = (line: string, { isTTY }: { isTTY?: boolean }): string =>
		isTTY && currentLanguage() === "ar" ? isolated(line) : line;
	const notes = stderr.isTTY ? { write: (text: string) => void stderr.write(text), flush() {} } : gathered(stderr);
	let transient = false;
	let last = "";
	const clear = () => {
		if (transient) stderr.write("\r\x1b[2K");
		transient = false;
	};
	return {
		json,
		interactive: Boolean(stdin.isTTY && stderr.isTTY),
		answer(document, lines) {
			clear();
			notes.flush();
			stdout.write(json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${shown(line, stdout)}\n`).join(""));
		},
		note(line) {
			clear();
			notes.write(`${shown(line, stderr)}\n`);
		},
		progress(line, news = "") {
			if (!stderr.isTTY) {
				if (news !== "" && news !== last) notes.write(`${line}\n`);
				last = news;
				return;
			}
			clear();
			stderr.write(shown(line.slice(0, (stderr.columns ?? 80) - 1), stderr));
			transient = true;
		},
		paint: (style, text) => (json ? text : styleText(style, text, { stream: stdout })),
	};
}

/** Milliseconds that a line waits for others. */
const GATHERED = 20;

/** A write to a pipe or a file holds the process up, and a run of a thousand migrations says thousands of lines: a few go together. */
function gathered(stream: NodeJS.WritableStream): { write(text: string): void; flush(): void } {
	let waiting = "";
	let timer: NodeJS.Timeout | undefined;
	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		if (waiting !== "") stream.write(waiting);
		waiting = "";
	};
	process.once("exit", flush);
	return {
		write(text) {
			waiting += text;
			timer ??= setTimeout(flush, GATHERED);
		},
		flush,
	};
}

/** A cell: text as a server may have said it, and how it is painted. */
export type TableCell = string | { text: string; style: Style };

/** Columns as wide as their widest cell, two blanks between. */
export function table(out: Output, head: string[], rows: TableCell[][]): string[] {
	const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === "string" ? { text: cell } : cell)));
	const shown = cells.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })));
	const widths = head.map((_, column) => Math.max(...shown.map((row) => widthOf(row[column]?.text ?? ""))));
	return shown.map((row) =>
		row
			.map((cell, column) => {
				const gap = " ".repeat((widths[column] ?? 0) - widthOf(cell.text));
				return ("style" in cell ? out.paint(cell.style, cell.text) : cell.text) + gap;
			})
			.join("  ")
			.trimEnd(),
	);
}

/** With blanks behind it, so many columns wide. */
export const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Control and bidirectional characters as escapes, so that a name from a server cannot move the cursor. */
export function printable(text: string): string {
	return text.replaceAll(
		/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}
