/**
 * The examples of a page, run as they stand. A block ```console run``` holds commands (`$ …`) and what they print, both streams
 * together: `…` stands for anything in a line, a line `…` for any lines, and a last line `[exit N]` for how it ends (0 without).
 * HTML comments are what has happened before that place of the page: `sql: …` in the database, `run: …` in the shell, `file NAME: …`
 * in the folder; from `database: new` on another one is meant.
 */
import { spawn } from "node:child_process";

export interface Example {
	line: number;
	command: string;
	expected: string[];
	exit: number;
}

export type Step = Example | { line: number; prepare: string; of: string };

export interface Ran {
	exit: number | null;
	lines: string[];
}

/** What the page's first comment `examples: …` says it needs; undefined for a page without examples. */
export function worldOf(page: string): string | undefined {
	return /<!-- examples: (\S+) -->/.exec(page)?.[1];
}

export function stepsOf(page: string): Step[] {
	const steps: Step[] = [];
	const lines = page.split("\n");
	for (let at = 0; at < lines.length; at += 1) {
		const [, prepare, of = ""] = /^<!-- (sql|run|database|file [^:]+): (.*) -->$/.exec(lines[at] ?? "") ?? [];
		if (prepare !== undefined) steps.push({ line: at + 1, prepare, of });
		if (lines[at] !== "```console run") continue;
		const end = lines.indexOf("```", at + 1);
		if (end < 0) throw new Error(`line ${at + 1}: a block without an end`);
		steps.push(...commandsOf(lines.slice(at + 1, end), at + 2));
		at = end;
	}
	return steps;
}

function commandsOf(block: string[], first: number): Example[] {
	const starts = block.flatMap((text, at) => (text.startsWith("$ ") ? [at] : []));
	if (starts[0] !== 0) throw new Error(`line ${first}: a block begins with a command, "$ …"`);
	return starts.map((start, at) => {
		const expected = block.slice(start + 1, starts[at + 1]).filter((text) => text !== "");
		const exit = /^\[exit (\d+)\]$/.exec(expected.at(-1) ?? "")?.[1];
		return {
			line: first + start,
			command: (block[start] ?? "").slice(2),
			expected: exit === undefined ? expected : expected.slice(0, -1),
			exit: Number(exit ?? 0),
		};
	});
}

/** Why what was printed is not what the page says; undefined when it is. Blank lines and blanks at a line's end do not count. */
export function differenceOf({ expected, exit }: Example, ran: Ran): string | undefined {
	if (ran.exit !== exit) return `ended with ${ran.exit}, and the page says ${exit}:\n${ran.lines.join("\n")}`;
	const end = ran.lines.length;
	let reach = [0];
	for (const text of expected) {
		const pattern = patternOf(text);
		const met = reach.filter((at) => pattern.test(ran.lines[at] ?? "")).map((at) => at + 1);
		const [first] = reach;
		reach = text.trim() === "…" && first !== undefined ? range(first, end) : met.filter((at) => at <= end);
	}
	if (reach.includes(end)) return undefined;
	return `the page says:\n${expected.join("\n")}\nand it prints:\n${ran.lines.join("\n")}`;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Blanks between columns are as many as there are: names and times have other lengths on another machine. */
function patternOf(text: string): RegExp {
	const escaped = text
		.trim()
		.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
		.replaceAll("…", ".*")
		.replaceAll(/ {2,}/g, " +");
	return new RegExp(`^${escaped}$`);
}

/** Runs one line in a shell, as a person's: both streams on one screen. */
export function runLine(command: string, { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ran> {
	return new Promise((done, fail) => {
		const child = spawn("sh", ["-c", `{ ${command}\n} 2>&1`], { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
		let text = "";
		child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			text += chunk;
		});
		child.on("error", fail);
		child.on("close", (exit) => {
			const lines = text.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, "  "));
			done({ exit, lines: lines.filter((line) => line !== "") });
		});
	});
}
