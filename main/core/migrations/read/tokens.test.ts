import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { loadLibrary } from "../../../adapters/sql/library.ts";
import { scan } from "../../../adapters/sql/scan.ts";
import { AppError } from "../../errors.ts";
import { readToken, type Token } from "./tokens.ts";

beforeAll(() => loadLibrary());

/** Tokens with their offsets, as we find them; a variable's colon is a mark to the server. */
function ours(text: string): string[] {
	let at = 0;
	return tokensOf(text).flatMap(({ kind, end }) => {
		const from = at;
		at = kind === "variable" ? from + 1 : end;
		return kind === "blank" ? [] : [`${from} ${text.slice(from, at)}`];
	});
}

/** As PostgreSQL's own scanner finds them; undefined where it reads none. */
function theirs(text: string): string[] | undefined {
	try {
		return [...scan(text)].map((token) => `${token.start} ${token.text}`);
	} catch (caught) {
		if (caught instanceof AppError) return undefined;
		throw caught;
	}
}

test.each([
	["dollar quotes with tags, and tags in tags", "SELECT $a$ $b$ ; $$ $a$, $é1$ $é$ $é1$, $$ $1 $$"],
	["a dollar in a name is none of a quote", "SELECT a$b$c, tbl$$x$$ FROM t$1"],
	["parameters before dollar quotes", "SELECT $1$a$ ; $a$, $2"],
	["a dollar quote right behind a number", "SELECT 1$$;$$"],
	["nested comments, and stars and slashes at their ends", "/* /* ; */ /**/ /***/ */ SELECT 1 /*/ ; */ + /* **/ 2"],
	["comments end an operator", "SELECT 1 +/* ; */ 2 @-- ;\n- 3, 4 <--5\n 6"],
	["E strings take their quotes by backslash", String.raw`SELECT E'a\';', e'\\', E'', E'''', 'a\', 1`],
	["strings that go on after a line end keep their rules", "SELECT E'a' \n\t 'b\\'; ' , 'a'\n\n'b''', 'c' 'd'"],
	["a string does not go on on its own line", "SELECT 'a' 'b', E'a'  'b\\'"],
	["U& strings and names, UESCAPE", String.raw`SELECT U&'d!0061t\+000061;' UESCAPE '!', U&"d\0061;" , u&'x', U &'x'`],
	["bit strings, hexadecimal strings, national characters", "SELECT B'01;', x'1F;', N'a;b', b'' '1', x''''"],
	["prefixes that are names", "SELECT tE'a', e.b, xE'\\', _E'a'"],
	["numbers", "SELECT 1, .5, 1., 1.5e-3, 1e5, 0x1F, 0o17, 0b11, 1_000, 1_0.0_1, 1..2, 12.e3, a[1:2], a[1:n]"],
	["operators that end in a sign", "SELECT 1=-1, 2<>-2, a@-b, c->-1, d->>'x', e?-f, 1+-+-2, 3*-4, a||-b, x~-1"],
	["casts, assignments, ranges, JSON paths", `SELECT a::int, f(x := 1, y => 2), j -> '$.a:b', b @? '$[*] ? (@ > 1)'`],
	["names of any alphabet, quoted names with quotes", `SELECT é, مدينة, "a""b;", "日本", 名 FROM "x y"`],
	["characters that are nothing", "SELECT {a}, ~, `, \u007f"],
])("each token ends where PostgreSQL's scanner ends it: %s", (_what, text) => {
	expect(theirs(text)).toBeDefined();
	expect(ours(text)).toEqual(theirs(text));
});

const fragments = fc.oneof(
	fc.constantFrom(
		...["SELECT", "E", "U&", "x", "$$", "$a$", "$1", "'", "''", '"', "\\", "--", "/*", "*/", "\n", " ", ";", ":"],
		...["::", ":=", "(", ")", "-", "+", "<", ">", "=", "@", "/", "*", ".", "..", "1", "1.5", "1e", "_", "é", "😀", "a"],
	),
	fc.string({ maxLength: 4 }),
);
const texts = fc.array(fragments, { maxLength: 24 }).map((parts) => parts.join("").replaceAll("\0", ""));

test("a comment between the parts of a string does not end it, as with the server; libpg-query says otherwise", () => {
	const text = "E'a' -- ;\n 'b\\'; ' , 1";
	expect(readToken(text, 0, true)).toEqual({
		kind: "literal",
		end: text.indexOf(" , 1"),
		odd: true,
		joined: true,
		parts: "E'a'\n'b\\'; '",
	});
	expect(theirs(text)).toBeUndefined();
});

test("each token of any text ends where PostgreSQL's scanner ends it, and what that cannot read is odd or open", () => {
	fc.assert(
		fc.property(texts, (text) => {
			fc.pre(!tokensOf(text).some(({ joined }) => joined));
			const known = theirs(text);
			if (known) expect(ours(text)).toEqual(known);
			else expect(tokensOf(text).some(({ odd }) => odd)).toBe(true);
		}),
		{ numRuns: 5_000 },
	);
});

function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		const token = readToken(text, at, true);
		tokens.push(token);
		at = token.kind === "variable" ? at + 1 : token.end;
	}
	return tokens;
}

test("of a text that goes on, no token is ended by the end of what is there", () => {
	const lines = fc.array(texts, { minLength: 2, maxLength: 4 }).map((parts) => parts.map((part) => `${part}\n`));
	fc.assert(
		fc.property(lines, (parts) => {
			const whole = parts.join("");
			const part = parts.slice(0, -1).join("");
			for (let at = 0; at < part.length; ) {
				const token = readToken(part, at, false);
				if (token.kind === "open") break;
				const same = readToken(whole, at, true);
				expect(token.kind === "blank" ? token.kind : token).toEqual(same.kind === "blank" ? same.kind : same);
				at = token.end;
			}
		}),
		{ numRuns: 2_000 },
	);
});
