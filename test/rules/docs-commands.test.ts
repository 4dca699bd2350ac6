import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { expect, test } from "vitest";
import { errorTable } from "../../main/contract/errors.ts";
import { checks as doctorChecks } from "../../main/core/doctor/checks.ts";
import { checks as indexChecks } from "../../main/core/indexes/checks.ts";
import { defineCommands } from "../../main/hosts/cli/program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const pages = ["README.md", "migrations/README.md", ...docs.map((name) => `docs/${name}`)];
const read = (page: string): string => readFileSync(join(root, page), "utf8");

const program = new Command("bulkhead");
defineCommands(program, () => {});

/** Calls of the command line in code: to the end of the line, of the back-quotes, or of the pipe. */
function callsIn(text: string): string[] {
	const fenced = [...text.matchAll(/^```.*\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) => block.split("\n"));
	const quoted = [...text.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
	return [...fenced, ...quoted].flatMap((line) => {
		const call = /(?:^|[ (])(?:npx )?bulkhead ([a-z-].*)$/.exec(line.replace(/\s+#.*$/, ""));
		return call?.[1] === undefined ? [] : [call[1].split(/ [|>&] ?| {3,}/)[0] ?? ""];
	});
}

/** What of a call no command knows; undefined when all of it is known. */
function unknownIn(call: string): string | undefined {
	let command = program;
	for (const word of call.split(/[ []+/).filter(Boolean)) {
		if (word.startsWith("--")) {
			const name = word.replace(/[^a-z-].*$/, "");
			const known = ["--help", "--version"].includes(name) || command.options.some(({ long }) => long === name);
			const ofDefault = command.commands.some(({ options }) => options.some(({ long }) => long === name));
			if (!known && !ofDefault) return `${name} of ${command.name()}`;
		} else {
			const next = command.commands.find((each) => each.name() === word);
			if (!next && command === program) return word;
			command = next ?? command;
		}
	}
	return undefined;
}

test.each(pages)("every command and option that %s names is one of the command line's", (page) => {
	const unknown = callsIn(read(page)).flatMap((call) => {
		const what = unknownIn(call);
		return what === undefined ? [] : [`${call}: ${what}`];
	});
	expect(unknown).toEqual([]);
});

test("a command or an option that is not there is found", () => {
	expect(unknownIn("migrat --to 001")).toBe("migrat");
	expect(unknownIn("migrate --two 001")).toBe("--two of migrate");
	expect(callsIn("Say `bulkhead frob` or\n```sh\nbulkhead migrate --to 001 | cat\n```\n")).toEqual([
		"migrate --to 001",
		"frob",
	]);
});

test("troubleshooting has a section for every error code, and for no other", () => {
	const sections = [...read("docs/troubleshooting.md").matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
	expect(sections).toEqual(Object.keys(errorTable).filter((code) => sections.includes(code)));
	expect(new Set(sections)).toEqual(new Set(Object.keys(errorTable)));
});

test("the pages of index health and of the doctor name every check, and no other", () => {
	const named = (page: string, known: readonly { name: string }[]) => {
		const table = /^## The checks\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(read(page))?.[1] ?? "";
		const cells = table.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
		const names = cells.flatMap((line) => [...line.matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name));
		expect(names.toSorted(), page).toEqual(known.map(({ name }) => name).toSorted());
	};
	named("docs/index-health.md", indexChecks);
	named("docs/isolation-doctor.md", doctorChecks);
});

test("every page of docs/ is one click from its index", () => {
	const index = read("docs/README.md");
	expect(docs.filter((name) => name !== "README.md" && !index.includes(`(${name})`))).toEqual([]);
});

test("every heading that a page links to is there", () => {
	const headings = (page: string): string[] =>
		[...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => slugOf(text));
	const dead = docs.flatMap((name) =>
		[...read(`docs/${name}`).matchAll(/\]\(([\w-]+\.md)?#([^)]+)\)/g)].flatMap(([, page = name, anchor = ""]) =>
			headings(`docs/${page}`).includes(anchor) ? [] : [`${name}: ${page}#${anchor}`],
		),
	);
	expect(dead).toEqual([]);
});

/** As GitHub makes it of a heading. */
function slugOf(heading: string): string {
	return heading
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N} _-]/gu, "")
		.replaceAll(" ", "-");
}
