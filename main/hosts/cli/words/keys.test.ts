/** What the types do not see: names in the sentences, plural forms, what nobody says, what nobody has translated. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import ts from "typescript";
import { expect, test } from "vitest";
import { arabic } from "../../../words/ar.ts";
import type { Text, Words } from "../../../words/fill.ts";
import { french } from "../../../words/fr.ts";
import { defineCommands } from "../program.ts";
import * as ar from "./ar.ts";
import { english } from "./en.ts";
import { help } from "./fr/help.ts";
import { words as states } from "./fr/words.ts";
import * as fr from "./fr.ts";

const dictionaries: [string, Words, Intl.LDMLPluralRule[]][] = [
	["French", { ...fr.own, ...fr.told }, ["one", "other"]],
	["Arabic", { ...ar.own, ...ar.told }, ["zero", "one", "two", "few", "many", "other"]],
];

const namesOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
const textsOf = (text: Text): string[] => (typeof text === "string" ? [text] : Object.values(text));

test.each(dictionaries)("in %s each sentence has the names that the English one has, and no other", (_, words) => {
	const wrong = Object.entries(words).flatMap(([key, text]) =>
		(typeof text === "string" ? [text] : [text.other]).flatMap((each) =>
			namesOf(each).join() === namesOf(key).join() ? [] : [[key, each]],
		),
	);
	const invented = Object.entries(words).flatMap(([key, text]) =>
		textsOf(text).flatMap((each) => namesOf(each).filter((name) => !key.includes(name))),
	);
	expect({ wrong, invented }).toEqual({ wrong: [], invented: [] });
});

test.each(dictionaries)("in %s a sentence that changes with its number has every form", (_, words, forms) => {
	const short = Object.entries(words).filter(
		([, text]) => typeof text !== "string" && Object.keys(text).toSorted().join() !== forms.toSorted().join(),
	);
	expect(short).toEqual([]);
});

test.each(dictionaries)("in %s no sentence is empty, and none has hidden characters", (_, words) => {
	const odd = Object.entries(words).filter(([, text]) =>
		textsOf(text).some((each) => each.trim() === "" || /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(each)),
	);
	expect(odd).toEqual([]);
});

test.each(dictionaries)("in %s a line begins as far in as the English one", (_, words) => {
	const indent = (text: string): number => /^ {0,2}/.exec(text)?.[0].length ?? 0;
	const odd = Object.entries(words).filter(
		([key, text]) => indent(key) > 0 && textsOf(text).some((each) => indent(each) !== indent(key)),
	);
	expect(odd).toEqual([]);
});

test("both languages have the same sentences", () => {
	expect(Object.keys(ar.told).toSorted()).toEqual(Object.keys(fr.told).toSorted());
	expect(Object.keys(ar.own).toSorted()).toEqual(Object.keys(fr.own).toSorted());
});

/** Every command, option and argument of the program, and commander's own words. */
function descriptions(): string[] {
	const program = new Command("bulkhead");
	defineCommands(program, () => {});
	const of = (command: Command): string[] => [
		command.description(),
		...command.options.map(({ description }) => description),
		...command.registeredArguments.map(({ description }) => description),
		...command.commands.flatMap(of),
	];
	return of(program).filter((text) => text !== "");
}

test("what --help says of every command and option is translated (words/fr/help.ts, words/ar/help.ts)", () => {
	expect([...new Set(descriptions())].filter((text) => !Object.hasOwn(help, text))).toEqual([]);
});

const root = new URL("../../../..", import.meta.url).pathname;
const sources = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !/(^|\/)words\//.test(name))
		.map((name) => join(folder, name));

/** The strings of a file, `{}` where a template has an expression; `asKeys`: those that say() and heads() are given. */
function stringsOf(file: string): { all: string[]; asKeys: string[] } {
	const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
	const all: string[] = [];
	const asKeys: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) {
			all.push(node.text);
			if (ts.isCallExpression(node.parent) && /^(say|heads)$/.test(node.parent.expression.getText()))
				asKeys.push(node.text);
		}
		if (ts.isTemplateExpression(node))
			all.push(node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join(""));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return { all, asKeys };
}

test("no sentence of the CLI is translated that nobody says", () => {
	const said = new Set(sources("main/hosts/cli").flatMap((file) => stringsOf(file).all));
	const known = new Set([...Object.keys(help), ...Object.keys(states), ...Object.keys(english)]);
	expect(Object.keys(fr.own).filter((key) => !said.has(key) && !known.has(key))).toEqual([]);
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

test("no sentence is translated that the core does not make any more", () => {
	const made = ["main/core", "main/adapters", "main/contract"].flatMap(sources).flatMap((file) => stringsOf(file).all);
	const whole = new Set(made);
	// A template of names alone would fit everything.
	const patterns = [...new Set(made)]
		.filter((text) => text.includes("{}") && /\w.*\w.*\w.*\w/s.test(text.replaceAll("{}", "")))
		.map((text) => new RegExp(`^${text.split("{}").map(escaped).join("[\\s\\S]*")}$`));
	const stale = Object.keys(french).filter((key) => {
		// fault-words.ts puts the field before what is asked of it.
		const bare = key.replace(/^\{field\}: /, "").replaceAll(/\{\w+\}/g, "{}");
		return !whole.has(bare) && !patterns.some((pattern) => pattern.test(bare));
	});
	expect(stale).toEqual([]);
	expect(Object.keys(arabic).length).toBe(Object.keys(french).length);
});
