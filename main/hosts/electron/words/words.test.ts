import { expect, test } from "vitest";
import { arabic } from "./ar.ts";
import { english, type Key } from "./en.ts";
import { french } from "./fr.ts";
import { say, speakIn } from "./say.ts";

const namesIn = (text: unknown): string[] => [...String(text).matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test("every language has every message, with the same names in it", () => {
	for (const words of [french, arabic]) {
		expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
		for (const key of Object.keys(english) as Key[]) {
			expect([key, namesIn(words[key])]).toEqual([key, namesIn(english[key])]);
		}
	}
});

test("a name in a question shows no hidden character, which could make it read as another", () => {
	expect(say("link.ask", { name: "shop\u202Egnp" })).toBe("Open the connection “shopgnp”?");
});

test("the language can be changed, and is told to be new once", () => {
	expect([speakIn("ar"), speakIn("ar")]).toEqual([true, false]);
	expect(say("menu.help")).toBe("مساعدة");
	speakIn("en");
});
