/** Every main screen in French and in Arabic, in the smallest window: whole words, right direction, accessible, SQL as it is. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { en, type Messages } from "../../renderer/i18n/en.ts";
import { languages } from "../../renderer/i18n/languages.ts";
import { axe } from "../helpers/axe.ts";
import { unreadable } from "../helpers/cut-texts.ts";
import { browserHost } from "./hosts.ts";
import { expectNoComplaints, goTo, type Held, keepFailures, newcomersApp, picture } from "./stories.ts";

let held: Held;
/** The demo. */
let id: string;

beforeAll(async () => {
	held = await newcomersApp(browserHost);
	const { page } = held.lent;
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.emulateMedia({ reducedMotion: "reduce" });
	await page.getByRole("button", { name: "Open the demo" }).click({ timeout: 60_000 });
	await page.waitForURL(/#\/c\/.+\/overview/);
	id = /#\/c\/([^/]+)/.exec(page.url())?.[1] ?? "";
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(() => held?.release());

/** Name, address, and a message that stands there once the screen is. */
const screens: [name: string, path: (id: string) => string, sign: keyof Messages][] = [
	["start", () => "/", "demo.title"],
	["overview", (demo) => `/c/${demo}/overview`, "overview.look"],
	["migrations", (demo) => `/c/${demo}/migrations/008`, "file.forward"],
	["checks", (demo) => `/c/${demo}/migrations/checks`, "checks.run"],
	["certificates", (demo) => `/c/${demo}/migrations/certificates`, "certificates.verify"],
	["tenants", (demo) => `/c/${demo}/tenants`, "tenants.create"],
	["explorer", (demo) => `/c/${demo}/explorer`, "explorer.none"],
	["activity", (demo) => `/c/${demo}/activity`, "activity.pause"],
	["isolation", (demo) => `/c/${demo}/isolation`, "doctor.asked"],
	["scan", (demo) => `/c/${demo}/isolation/scan`, "scan.start"],
	["coverage", (demo) => `/c/${demo}/isolation/coverage`, "coverage.matrix"],
	["indexes", (demo) => `/c/${demo}/indexes`, "indexes.asked"],
	["tenancy", (demo) => `/c/${demo}/tenancy`, "tenancy.try"],
	["audit", (demo) => `/c/${demo}/audit`, "audit.verify"],
	["fleet", () => "/fleet", "fleet.empty"],
];

const pictured = new Set(["overview", "migrations", "tenants", "isolation", "coverage", "start"]);

describe.each(["fr", "ar"] as const)("%s", (language) => {
	let words: Messages;
	const say = (key: keyof Messages): string => {
		const message = words[key];
		return typeof message === "string" ? message : message.other;
	};

	beforeAll(async () => {
		words = await languages[language].load();
		const { page } = held.lent;
		await goTo(page, "/");
		await page.getByRole("contentinfo").getByRole("button").last().click();
		await page.getByRole("menuitem", { name: languages[language].name }).click();
		await page.locator(`html[lang=${language}][dir=${languages[language].direction}]`).waitFor();
	});

	test.each(screens)("%s reads well at 1280x720", async (name, path, sign) => {
		const { page } = held.lent;
		await goTo(page, path(id));
		await page.getByText(say(sign), { exact: true }).filter({ visible: true }).first().waitFor();
		await page.locator("h1").first().waitFor();
		expect(await unreadable(page)).toEqual([]);
		expect(await leftOver(page)).toEqual([]);
		expect(await axe(page)).toEqual([]);
		if (pictured.has(name)) await picture(page, `${language}-${name}`);
	});

	test("the form of a connection reads well, and so does the list of keys", async () => {
		const { page } = held.lent;
		await goTo(page, "/");
		await page
			.getByRole("button", { name: say("connection.new") })
			.first()
			.click();
		await page.getByRole("dialog").getByText(say("connection.paste"), { exact: true }).waitFor();
		expect(await unreadable(page)).toEqual([]);
		expect(await axe(page)).toEqual([]);
		await picture(page, `${language}-connection`);
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "hidden" });
		await page.getByRole("button", { name: say("rail.shortcuts"), exact: true }).click();
		await page.getByRole("dialog").getByText(say("keys.confirm")).waitFor();
		expect(await unreadable(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "hidden" });
	});

	test("SQL, identifiers and what is typed of them run from left to right", async () => {
		const { page } = held.lent;
		await goTo(page, `/c/${id}/migrations/008`);
		const code = page.locator(".cm-content");
		await code.getByText("DECLARE").first().waitFor();
		expect(await code.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
		const names = await page.locator("code").evaluateAll((all) => all.map((each) => getComputedStyle(each).direction));
		expect(new Set(names)).toEqual(new Set(["ltr"]));
		expect(
			await page
				.locator("h1")
				.first()
				.evaluate((each) => getComputedStyle(each).direction),
		).toBe(languages[language].direction);
	});

	test("the choice is there when the page is opened anew", async () => {
		const { page } = held.lent;
		await page.reload();
		await page.locator(`html[lang=${language}][dir=${languages[language].direction}]`).waitFor();
		await page.getByRole("link", { name: say("rail.migrations") }).waitFor();
	});
});

test("English is chosen by the palette, from Arabic", async () => {
	const { page } = held.lent;
	await goTo(page, "/");
	await page.keyboard.press("Control+k");
	await page.keyboard.type("English");
	await page.getByRole("option", { name: "English" }).first().click();
	await page.locator("html[lang=en][dir=ltr]").waitFor();
	await page.getByRole("heading", { name: "The demo" }).waitFor();
});

test("the page had nothing to complain of", () => {
	expectNoComplaints(held.lent);
});

/** `{name}` of every message; other braces on a screen are SQL's. */
const parameters = [...new Set(JSON.stringify(en).match(/\{[a-z]\w*\}/gi))];

/** What a reader must never see: a name that was not filled in, or the page's own isolates by their names. */
async function leftOver(page: Page): Promise<string[]> {
	const text = await page.locator("body").innerText();
	return text.split("\n").filter((line) => line.includes("\\u206") || parameters.some((name) => line.includes(name)));
}
