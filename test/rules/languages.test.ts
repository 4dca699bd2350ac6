import { afterEach, describe, expect, test } from "vitest";
import { arabic, six } from "../../renderer/i18n/arabic.ts";
import { currentMessages, loadLanguage } from "../../renderer/i18n/current.ts";
import { en } from "../../renderer/i18n/en.ts";
import { formatAbsolute, formatNumber, formatSpan } from "../../renderer/i18n/format.ts";
import { french } from "../../renderer/i18n/french.ts";
import { t } from "../../renderer/i18n/i18n.ts";
import { isLanguage, type Language, languages } from "../../renderer/i18n/languages.ts";
import { faultsOf } from "../helpers/translation-faults.ts";

const all = Object.keys(languages).filter(isLanguage);

/** French « many » is for "un million de", which is never said: numbers are in digits. */
function formsOf(language: Language): string[] {
	const { pluralCategories } = new Intl.PluralRules(languages[language].locale).resolvedOptions();
	return pluralCategories.filter((form) => language !== "fr" || form !== "many");
}

afterEach(() => loadLanguage("en"));

test.each(all)(
	"%s has every message, every plural form of its own, and the names that English has",
	async (language) => {
		expect(faultsOf(en, await languages[language].load(), formsOf(language))).toEqual([]);
	},
);

test("Arabic has six plural forms, French and English two", () => {
	expect(formsOf("ar")).toHaveLength(6);
	expect(formsOf("fr")).toEqual(["one", "other"]);
	expect(formsOf("en")).toEqual(["one", "other"]);
});

describe("a translation with a fault", () => {
	const english = { plain: "Open {name}", rows: { one: "{n} row", other: "{n} rows" }, time: "{n} minutes" } as const;
	const good = { plain: "Ouvrir {name}", rows: { one: "une ligne", other: "{n} lignes" }, time: "{n} minutes" };
	const faults = (change: Record<string, string | { other: string }>) =>
		faultsOf(english, { ...good, ...change }, ["one", "other"]);

	test("is told by its key at run time: a missing message, form or name, and one too many", () => {
		expect(faults({})).toEqual([]);
		expect(faultsOf(english, { rows: good.rows, time: good.time }, ["one", "other"])).toEqual(["plain: missing"]);
		expect(faults({ more: "Plus" })).toEqual(["more: not in English"]);
		expect(faults({ plain: "Ouvrir" })).toEqual(["plain: names  instead of name"]);
		expect(faults({ plain: "Ouvrir {nom}" })).toEqual(["plain: names nom instead of name"]);
		expect(faults({ plain: " " })).toEqual(["plain: empty", "plain: names  instead of name"]);
		expect(faults({ rows: "{n} lignes" })).toEqual(["rows: forms missing: one, other"]);
		expect(faults({ rows: { other: "{n} lignes" } })).toEqual(["rows: forms missing: one"]);
		expect(faults({ rows: { ...good.rows, other: "des lignes" } })).toEqual(["rows: names  instead of n"]);
		expect(faults({ rows: { ...good.rows, two: "deux" } as { other: string } })).toEqual(["rows: forms unknown: two"]);
		expect(faults({ plain: { one: "{name}", other: "{name}" } as { other: string } })).toEqual([
			"plain: it has no n to choose a form by",
		]);
	});

	test("is told by the type check", () => {
		const time = "{n} minutes";
		const rows = { one: "{n} ligne", other: "{n} lignes" } as const;
		const plain = "Ouvrir {name}";
		// @ts-expect-error a message is missing
		french<typeof english>()({ plain, rows });
		// @ts-expect-error a name is missing
		french<typeof english>()({ plain: "Ouvrir", rows, time });
		// @ts-expect-error a name is another
		french<typeof english>()({ plain: "Ouvrir {nom}", rows, time });
		// @ts-expect-error a form is missing
		french<typeof english>()({ plain, rows: { other: "{n} lignes" }, time });
		// @ts-expect-error a form has not its number
		french<typeof english>()({ plain, rows: { one: "{n} ligne", other: "des lignes" }, time });
		// @ts-expect-error there is no such message
		french<typeof english>()({ plain, rows, time, more: "Plus" });
		// @ts-expect-error Arabic has six forms
		arabic<typeof english>()({ plain: "افتح {name}", rows, time });
		french<typeof english>()({ plain, rows, time });
		arabic<typeof english>()({
			plain: "افتح {name}",
			rows: six("لا صفوف", "صف واحد", "صفّان", "{n} صفوف", "{n} صفًّا", "{n} صف"),
			time: six("الآن", "دقيقة", "دقيقتان", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"),
		});
	});
});

test("Arabic picks one of six forms, in the digits of SQL", async () => {
	await loadLanguage("ar");
	const said = [0, 1, 2, 3, 11, 100, 203_112].map((n) => t("demo.rows", { n }));
	expect(said).toEqual(["لا صفوف", "صف واحد", "صفّان", "3 صفوف", "11 صفًّا", "100 صف", "203,112 صفًّا"]);
});

test("in Arabic a name keeps its own direction, and is never shown as an escape where it is put into another message", async () => {
	await loadLanguage("ar");
	expect(t("go.connection", { name: "shop/eu-1" })).toBe("افتح \u2068shop/eu-1\u2069");
	expect(t("look.runner", { holder: t("go.connection", { name: "a" }) })).not.toContain("\\u");
	expect(t("go.connection", { name: "a\u202eb" })).toBe("افتح \u2068a\\u202eb\u2069");
	expect(t("go.connection", { name: "\u2068b\u2069" })).toBe("افتح \u2068\\u2068b\\u2069\u2069");
});

test("numbers, dates and spans are written as the language does", async () => {
	const at = new Date(2026, 10, 24, 9, 5, 7);
	await loadLanguage("fr");
	expect(formatNumber(203_112.5)).toBe("203\u202f112,5");
	expect(formatAbsolute(at)).toMatch(/^24 nov\. 2026[, à]+09:05:07/);
	expect(formatSpan(-3, "minute")).toBe("il y a 3 minutes");
	await loadLanguage("ar");
	expect(formatNumber(203_112.5)).toBe("203,112.5");
	expect(formatAbsolute(at)).toMatch(/2026/);
	expect(formatSpan(-3, "minute")).toBe("قبل 3 دقائق");
});

test("only the chosen language's words are fetched", async () => {
	await loadLanguage("fr");
	expect(currentMessages()["demo.make"]).toBe("Créer la démo");
	await loadLanguage("en");
	expect(currentMessages()).toBe(en);
});
