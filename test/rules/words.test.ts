/** What a reader sees comes from renderer/i18n, follows the language's direction, and is written by Intl in one place. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = readdirSync(join(root, "renderer"), { recursive: true, encoding: "utf8" }).map(
	(name) => `renderer/${name}`,
);
const components = files.filter((file) => file.endsWith(".tsx"));
const scripts = files.filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."));
const sheets = files.filter((file) => file.endsWith(".css"));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Words of no language: names, SQL, and examples of what is typed. */
const anyLanguage = new Set(["Bulkhead", "PostgreSQL", "NULL", "user@bastion.example.org:22", "pass\nshow\nshop/db"]);
const readAttributes = [
	"aria-label",
	"title",
	"label",
	"placeholder",
	"description",
	"alt",
	"heading",
	"words",
	"hint",
];

/** Words that stand in a component itself: as text, in an attribute that is read, or glued to a message. */
function bareWords(name: string, text: string): string[] {
	const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
	const found: string[] = [];
	const note = (node: ts.Node, words: string) => {
		const trimmed = words.trim();
		if (!/\p{L}{2}/u.test(trimmed) || anyLanguage.has(trimmed)) return;
		found.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${trimmed}`);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isJsxText(node)) note(node, node.text);
		if (ts.isStringLiteralLike(node) && isShown(node)) note(node, node.text);
		if (ts.isTemplateExpression(node) && node.templateSpans.some(({ expression }) => isMessage(expression))) {
			for (const part of [node.head, ...node.templateSpans.map(({ literal }) => literal)])
				note(node, sqlLeftOut(part.text));
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** A policy's clause is SQL in every language. */
const sqlLeftOut = (text: string): string => text.replace(/\b(FOR|TO|USING)\b/g, "");

/** A text in braces between tags, or what an attribute is given, by itself or as one of two. */
function isShown(node: ts.Node): boolean {
	let inner = node;
	while (ts.isConditionalExpression(inner.parent) && inner.parent.condition !== inner) inner = inner.parent;
	const { parent } = inner;
	if (ts.isJsxAttribute(parent)) return readAttributes.includes(parent.name.getText());
	if (!ts.isJsxExpression(parent)) return false;
	return ts.isJsxAttribute(parent.parent) ? readAttributes.includes(parent.parent.name.getText()) : true;
}

const isMessage = (node: ts.Node): boolean => ts.isCallExpression(node) && node.expression.getText() === "t";

test("no component has words of its own: they are in renderer/i18n", () => {
	expect(components.flatMap((file) => bareWords(file, read(file)))).toEqual([]);
});

test("a bare word is found wherever it stands", () => {
	expect(bareWords("a.tsx", "const a = <p>Save it</p>;")).toEqual(["a.tsx:1: Save it"]);
	expect(bareWords("a.tsx", 'const a = <input placeholder="Your name" />;')).toEqual(["a.tsx:1: Your name"]);
	expect(bareWords("a.tsx", 'const a = <input title={on ? "Lit" : t("off")} />;')).toEqual(["a.tsx:1: Lit"]);
	expect(bareWords("a.tsx", 'const a = <p>{on ? "Lit" : undefined}</p>;')).toEqual(["a.tsx:1: Lit"]);
	// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template
	expect(bareWords("a.tsx", 'const a = `${t("rows")} by hand`;')).toEqual(["a.tsx:1: by hand"]);
	expect(bareWords("a.tsx", 'const a = <p className="big">{t("save")} · 3</p>;')).toEqual([]);
});

test("only renderer/i18n asks Intl, so that dates and numbers are written in one way", () => {
	const asking = scripts.filter((file) =>
		/\bIntl\.(?!\w*Options|Relative\w+Unit|LDML)|\.toLocale\w*String\(/.test(read(file)),
	);
	expect(asking).toEqual(["renderer/i18n/format.ts"]);
});

/** Declarations that name a side of the screen instead of the beginning or end of a line. */
const sided =
	/^\s*((margin|padding|border|inset)-(left|right)[\w-]*|left|right|border-(top|bottom)-(left|right)-radius)\s*:|:\s*(left|right)\s*;/gm;
/** What follows a drawing's own side, with its mirror image beside it. */
const mirrored = /(transform-origin|background-position): (left|right);/g;

test("styles name the beginning and the end of a line, never a side of the screen", () => {
	const wrong = sheets.flatMap((file) =>
		[...read(file).replaceAll(mirrored, "").matchAll(sided)].map(([match]) => `${file}: ${match.trim()}`),
	);
	expect(wrong).toEqual([]);
	expect(".a {\n\tmargin-left: 3px;\n\ttext-align: right;\n}".match(sided)).toHaveLength(2);
});
