import fc from "fast-check";
import { expect, test } from "vitest";
import { readAll, statementsOf, tokenHash } from "../../../../test/helpers/script-files.ts";
import { lineAndColumn } from "../../position.ts";

const word = fc.constantFrom("SELECT", "a", "é", "名", "x1", "t$1", "begin", "end", "case", "from", "stdin", "😀");
const literal = fc.oneof(
	fc.string({ maxLength: 12 }).map((text) => `'${clean(text).replaceAll("'", "''")}'`),
	fc.string({ maxLength: 12 }).map((text) => `E'${clean(text).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`),
	fc.string({ maxLength: 12 }).map((text) => `"${clean(text).replaceAll('"', '""')}x"`),
	fc.string({ maxLength: 12 }).map((text) => `$q$${clean(text).replaceAll("$", ";")}$q$`),
	fc.nat().map(String),
);
const mark = fc.constantFrom("+", "=", "::", "->>", ",", "(1;2)", "[1:2]", ".", "<>");
const comment = fc.oneof(
	fc.string({ maxLength: 8 }).map((text) => `--${clean(text).replaceAll(/[\n\r]/g, " ")}\n`),
	fc.string({ maxLength: 8 }).map((text) => `/* ${clean(text).replaceAll(/[*/]/g, ";")} */`),
);
const blank = fc
	.array(fc.oneof(fc.constantFrom(" ", "\t", "\n", "\r\n"), comment), { maxLength: 4 })
	.map((each) => each.join(""));

function clean(text: string): string {
	return text.replaceAll("\0", "");
}

/** Tokens; the first is a word, so that a statement is there, and no string follows another: on the next line the two would be one. */
const statement = fc
	.tuple(word, fc.array(fc.oneof(word, literal, mark), { maxLength: 8 }))
	.map(([first, rest]) => [first, ...rest.flatMap((token) => (token.endsWith("'") ? [token, ","] : [token]))]);
const script = fc.array(statement, { minLength: 1, maxLength: 6 });

/** The same tokens with other blanks between them: never none, where two words would become one. */
function laidOut(statements: string[][], blanks: string[]): { text: string; parts: { text: string; start: number }[] } {
	let at = 0;
	const next = (): string => `${blanks[at++ % blanks.length] ?? ""} `;
	const parts: { text: string; start: number }[] = [];
	let text = "";
	for (const tokens of statements) {
		text += next();
		const start = text.length;
		text += tokens.map((token, place) => (place === 0 ? token : `${next()}${token}`)).join("");
		parts.push({ text: text.slice(start), start });
		text += `${next()};`;
	}
	return { text, parts };
}

const blanks = fc.array(blank, { minLength: 1, maxLength: 5 });

test("statements that are joined are cut into the same statements again, each with its place", async () => {
	await fc.assert(
		fc.asyncProperty(script, blanks, async (statements, between) => {
			const { text, parts } = laidOut(statements, between);
			const found = await statementsOf(text);
			expect(found.map(({ text: own, line, column }) => ({ text: own, line, column }))).toEqual(
				parts.map((part) => ({ text: part.text, ...lineAndColumn(text, part.start) })),
			);
		}),
		{ numRuns: 300 },
	);
});

test("other blanks and comments never change what a script means, and another token always does", async () => {
	await fc.assert(
		fc.asyncProperty(script, blanks, blanks, fc.nat(), async (statements, one, other, which) => {
			const base = await tokenHash(laidOut(statements, one).text);
			expect(await tokenHash(laidOut(statements, other).text)).toBe(base);
			const changed = statements.map((tokens) => [...tokens]);
			changed[which % changed.length]?.push("'another'");
			expect(await tokenHash(laidOut(changed, one).text)).not.toBe(base);
		}),
		{ numRuns: 200 },
	);
});

const rows = fc
	.array(fc.string({ maxLength: 10 }), { maxLength: 5 })
	.map((lines) => lines.map((line) => `${clean(line).replaceAll(/[\n\r]/g, "\\n")}`).filter((line) => line !== "\\."));
const commands = fc.constantFrom(
	...[
		"\\set v 'a;b'\n",
		"SELECT :'v', :\"v\", :v;\n",
		"\\if false\nSELECT 'x' ;\n\\else\n",
		"\\endif\n",
		"\\echo 'hi'\n",
	],
	...["\\i part.sql\n", "SELECT 1 \\; SELECT 2 \\g\n", "\\copy t from 'rows.csv'\n", "SELECT\n\\set n 1\n :n;\n"],
);
const mixed = fc.array(
	fc.oneof(
		fc.tuple(script, blanks).map(([statements, between]) => `${laidOut(statements, between).text}\n`),
		rows.map((lines) => `COPY t FROM stdin;\n${lines.map((line) => `${line}\n`).join("")}\\.\n`),
		commands,
	),
	{ maxLength: 8 },
);

test("a script that comes in pieces, however they are cut, is the same script: statements, places, data, meaning, faults", async () => {
	await fc.assert(
		fc.asyncProperty(mixed, fc.integer({ min: 1, max: 40 }), async (parts, piece) => {
			const files = { "001_main.sql": parts.join(""), "part.sql": "SELECT 'part';\n\\set v w\n", "rows.csv": "1\n2\n" };
			expect(await outcome(files, piece)).toEqual(await outcome(files));
		}),
		{ numRuns: 400 },
	);
});

async function outcome(files: Record<string, string | Uint8Array>, piece?: number) {
	try {
		const { statements, read, checksum } = await readAll(piece === undefined ? { files } : { files, piece });
		return { statements, checksum, tokenHash: read.tokenHash, length: read.statements.length };
	} catch (caught) {
		return { caught };
	}
}

const hostile = fc.array(
	fc.oneof(
		fc.constantFrom(
			...[
				"\\if ",
				"\\else\n",
				"\\endif\n",
				"\\i ",
				"\\ir ../",
				"\\copy t from ",
				"\\set a ':a'\n",
				":a",
				"\\g",
				"\\gexec\n",
				"\\.",
			],
			...[
				"COPY t FROM stdin;\n",
				"\n",
				"'",
				'"',
				"$$",
				"$a$",
				"/*",
				"*/",
				"--",
				";",
				"(",
				")",
				"\\",
				"BEGIN ATOMIC ",
				"END",
				"E'",
				"U&'",
			],
		),
		fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
		fc.string({ maxLength: 5 }),
	),
	{ maxLength: 30 },
);

test("whatever a file holds, it is read, or it is BAD_INPUT with a line and the next step", async () => {
	await fc.assert(
		fc.asyncProperty(
			hostile,
			fc.boolean(),
			fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
			async (parts, latin, piece) => {
				const main = latin ? new Uint8Array(Buffer.from(parts.join(""), "latin1")) : parts.join("");
				const files = { "001_main.sql": main, a: "SELECT 1;", "x/b": "\\i 001_main.sql" };
				const { caught } = await outcome(files, piece);
				if (caught === undefined) return;
				expect(caught).toMatchObject({
					code: "BAD_INPUT",
					data: { line: expect.any(Number), hint: expect.any(String) },
				});
			},
		),
		{ numRuns: 2_000 },
	);
});

test.each([
	["conditions in each other", `${"\\if 1\n".repeat(50_000)}SELECT 1;\n${"\\endif\n".repeat(50_000)}`],
	["commands", `${"\\set a 1\n".repeat(100_000)}SELECT 1;`],
	["commands in a statement", `SELECT 1\n${"\\set a 1\n".repeat(20_000)};`],
	["variables", `\\set a 1\nSELECT ${":a, ".repeat(20_000)}1;`],
	["parentheses", `SELECT ${"(".repeat(400_000)}1${")".repeat(400_000)};`],
	["comments in each other", `${"/*".repeat(200_000)}${"*/".repeat(200_000)} SELECT 1;`],
	["comments on lines", `${"-- c\n".repeat(180_000)}SELECT 1;`],
	["parts of a string", `SELECT ${"'a'\n".repeat(200_000)};`],
	["quotes in a string", `SELECT '${"''".repeat(400_000)}';`],
	["dollars", `SELECT ${"$a ".repeat(300_000)};`],
	["blank lines in an E string", `SELECT E'a'${"\n".repeat(900_000)};`],
	["statements on one line", `${"SELECT 1;".repeat(100_000)}`],
])("a megabyte of %s is read in a few seconds", { timeout: 20_000 }, async (_what, text) => {
	const began = performance.now();
	expect((await statementsOf(text)).length).toBeGreaterThan(0);
	expect(performance.now() - began).toBeLessThan(10_000);
});
