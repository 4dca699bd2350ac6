import { expect, test } from "vitest";
import { arabic } from "./ar.ts";
import { fill } from "./fill.ts";
import { french } from "./fr.ts";
import { languageOf } from "./languages.ts";
import { phrasebook } from "./phrasebook.ts";

test.each([
	[["fr"], "fr"],
	[["fr_FR.UTF-8"], "fr"],
	[["ar_DZ@latin"], "ar"],
	[["AR-EG"], "ar"],
	[[undefined, "", "fr_CA"], "fr"],
	[["C", "fr"], "en"],
	[["POSIX"], "en"],
	[["C.UTF-8"], "en"],
	[["de_DE.UTF-8", "fr"], "en"],
	[["constructor"], "en"],
	[[], "en"],
])("of %j the first that is set decides: %s", (said, language) => {
	expect(languageOf(...said)).toBe(language);
});

test("a form is chosen by the plural rules of the language, and by the first number", () => {
	const forms = { one: "{n} ligne de {m}", other: "{n} lignes de {m}" };
	expect(fill(forms, { n: 0, m: 5 }, "fr")).toBe("0 ligne de 5");
	expect(fill(forms, { n: 2, m: 1 }, "fr")).toBe("2 lignes de 1");
	const six = { zero: "0", one: "1", two: "2", few: "few", many: "many", other: "other" };
	expect([0, 1, 2, 3, 11, 100].map((n) => fill(six, { n }, "ar"))).toEqual(["0", "1", "2", "few", "many", "other"]);
});

test("numbers are written in the language's way, bare in English; text is left as it is", () => {
	expect(fill("{n} {id}", { n: 12_345, id: "12345" }, "en")).toBe("12345 12345");
	expect(fill("{n} {id}", { n: 12_345, id: "12345" }, "fr")).toBe("12\u202f345 12345");
	expect(fill("{n} {id}", { n: 12_345, id: "12345" }, "ar")).toBe("12,345 12345");
	expect(fill("{a}", { a: "{b}", b: "no" }, "fr")).toBe("{b}");
});

const book = phrasebook(
	{
		"There is no tenant {tenant}.": "Il n’y a pas de locataire {tenant}.",
		"There is no tenant {tenant} in {table}.": "Pas de locataire {tenant} dans {table}.",
		"It broke: {why}": "Rompu : {why}",
		"the server is away": "le serveur est parti",
		"{n} rows": { one: "{n} ligne", other: "{n} lignes" },
	},
	"fr",
);

test("a sentence is known by its shape, and its names are put where the other language has them", () => {
	expect(book("There is no tenant acme.")).toBe("Il n’y a pas de locataire acme.");
	expect(book("1 rows")).toBe("1 ligne");
	expect(book("20000 rows")).toBe("20000 lignes");
});

test("of two shapes that fit, the one with more words of its own is taken", () => {
	expect(book("There is no tenant acme in public.tenants.")).toBe("Pas de locataire acme dans public.tenants.");
});

test("a sentence inside of a sentence is told too; a name never is, and an unknown sentence stays as it is", () => {
	expect(book("It broke: the server is away")).toBe("Rompu : le serveur est parti");
	expect(book("It broke: something else")).toBe("Rompu : something else");
	expect(book("A sentence that nobody knows.")).toBe("A sentence that nobody knows.");
});

test("names that look like patterns or like other names stay what they are", () => {
	expect(book("There is no tenant {table} $& .*.")).toBe("Il n’y a pas de locataire {table} $& .*.");
	expect(book("There is no tenant __proto__.")).toBe("Il n’y a pas de locataire __proto__.");
});

test("a hostile text of the greatest length costs no more than a moment", () => {
	const told = phrasebook(french, "fr");
	const began = performance.now();
	told(`There is no tenant ${" in . of {x} ".repeat(330)}`);
	told(" is of the ".repeat(360));
	expect(performance.now() - began).toBeLessThan(250);
});

test("Arabic has every sentence that French has", () => {
	expect(Object.keys(arabic).toSorted()).toEqual(Object.keys(french).toSorted());
});
