/** Help: the question mark beside a heading opens the screen's page of docs/ in the app, as text, without a network. */
import AxeBuilder from "@axe-core/playwright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { app, expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;

beforeAll(async () => {
	held = await app();
	await held.lent.page.setViewportSize({ width: 1280, height: 800 });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(() => held?.release());

const open = async (path: string) => {
	const { page } = held.lent;
	await goTo(page, path);
	await page.getByRole("button", { name: "Help for this screen" }).click();
	return page.getByRole("dialog");
};

const axe = async () => {
	const { violations } = await new AxeBuilder({ page: held.lent.page }).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
};

test("from the start screen to the index, from there to a page and back; Esc closes, and the focus is where it was", async () => {
	const { page } = held.lent;
	const help = await open("/");
	await help.getByRole("heading", { name: "What do you want to do?" }).waitFor();
	await help.getByRole("cell", { name: /^A release went wrong/ }).waitFor();
	await picture(page, "help");
	expect(await axe()).toEqual([]);
	await help.getByRole("button", { name: "Emergency rollback" }).click();
	await help.getByRole("heading", { name: "4. Look, then roll back" }).waitFor();
	expect(await help.locator("pre").first().innerText()).toMatch(/^\$ bulkhead status/);
	expect(await axe()).toEqual([]);
	await help.getByRole("button", { name: "Back" }).click();
	await help.getByRole("heading", { name: "What do you want to do?" }).waitFor();
	await page.keyboard.press("Escape");
	await help.waitFor({ state: "hidden" });
	expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Help for this screen");
});

test("the screen of the fleet has its own page, and nothing of it is markup or comes from elsewhere", async () => {
	const { page } = held.lent;
	const asked: string[] = [];
	page.on("request", (request) => asked.push(request.url()));
	const help = await open("/fleet");
	await help.getByRole("heading", { name: "Fleet", exact: true }).waitFor();
	expect(await help.locator("article img, article a, article script").count()).toBe(0);
	expect(new Set(asked.map((url) => new URL(url).host)).size).toBeLessThan(2);
	await page.emulateMedia({ colorScheme: "dark" });
	expect(await axe()).toEqual([]);
	await picture(page, "help-dark");
	await page.emulateMedia({ colorScheme: "light" });
	await page.keyboard.press("Escape");
	expectNoComplaints(held.lent);
});
