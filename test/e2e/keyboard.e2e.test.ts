/** The app without a pointer. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	expectNoComplaints,
	expectStates,
	goTo,
	type Held,
	keepFailures,
	outcome,
} from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let id: string;
beforeAll(async () => {
	[held, server, set] = await Promise.all([
		app(),
		ownServer(),
		hold<string>((use) =>
			withSet(
				{
					"001_one.sql": "CREATE TABLE one (id int);",
					"rollback/001_one.sql": "DROP TABLE one;",
					"verify/001_one.sql": "-- check: no odd number\nSELECT id AS n FROM one WHERE id % 2 = 1 ORDER BY id;",
					"002_two.sql": "CREATE TABLE two (id int);",
					"rollback/002_two.sql": "DROP TABLE two;",
				},
				use,
			),
		),
	]);
	id = await addConnection(held.lent.page, await server.database("keys"), { name: "Keys", folder: set.lent });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await server?.stop();
});

const press = async (...keys: string[]): Promise<void> => {
	for (const key of keys) await held.lent.page.keyboard.press(key);
};
const focused = () => held.lent.page.evaluate(() => document.activeElement?.textContent ?? "");

test("two keys go to a screen, one opens the plan, Ctrl+Enter applies it", async () => {
	const { page } = held.lent;
	await press("g", "m");
	await page.getByRole("heading", { name: "Migrations" }).waitFor();
	await expectStates(page, ["001 Pending", "002 Pending"]);
	await press("a");
	await page
		.getByRole("dialog")
		.getByRole("button", { name: /^Apply 2 migrations/ })
		.waitFor();
	await press("Control+Enter");
	await outcome(page, /2 migrations applied/).waitFor();
	await expectStates(page, ["001 Applied", "002 Applied"]);
});

test("Escape closes a dialog and nothing else, and the focus goes back to where it was", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "Roll back…" }).or(page.getByRole("option").first()).first().waitFor();
	await press("k");
	const opener = page.getByRole("button", { name: "Roll back…" });
	await opener.focus();
	await press("Enter");
	await page.getByRole("dialog").getByRole("list", { name: "Steps of the rollback" }).waitFor();
	await press("Escape");
	await page.getByRole("dialog").waitFor({ state: "hidden" });
	await expect.poll(focused).toContain("Roll back…");
	await expectStates(page, ["001 Applied", "002 Applied"]);
});

test("arrows walk the timeline, and the file beside it follows", async () => {
	const { page } = held.lent;
	await page.getByRole("listbox").focus();
	await press("Home");
	await page.getByRole("heading", { name: /001 one/ }).waitFor();
	await press("ArrowDown");
	await page.getByRole("heading", { name: /002 two/ }).waitFor();
	expect(await page.getByRole("option", { selected: true }).innerText()).toContain("002");
});

test("a grid is one stop of the Tab key; arrows, Page, Home and End move in it", async () => {
	const { page } = held.lent;
	await server.sql("keys", "INSERT INTO one SELECT generate_series(1, 60)");
	await press("v");
	await outcome(page, "1 check does not hold").waitFor();
	await press("g", "c");
	const grid = page.getByRole("grid", { name: "Violations of: no odd number" });
	await grid.getByRole("gridcell").first().focus();
	await press("ArrowDown", "ArrowDown");
	expect(await focused()).toBe("5");
	await press("Control+End");
	await expect.poll(focused).toBe("59");
	await press("ArrowUp");
	await expect.poll(focused).toBe("57");
	await press("Control+Home", "ArrowUp");
	await expect.poll(focused).toBe("n");
	expect(await grid.locator("[tabindex='0']").count()).toBe(1);
});

test("the palette finds an action by any of its words and does it", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/overview`);
	await page.getByText("What needs a look").waitFor();
	await press("Control+k");
	await page.getByRole("combobox", { name: "Find and do" }).fill("history migr");
	await press("Enter");
	await page.getByRole("grid", { name: /^History/ }).waitFor();
});

test("F5 reads the screen anew without loading the page, and ? lists the keys", async () => {
	const { page } = held.lent;
	await page.evaluate(() => Object.assign(window, { stays: true }));
	await server.sql("keys", "DELETE FROM one");
	await press("F5");
	expect(await page.evaluate(() => "stays" in window)).toBe(true);
	await press("?");
	await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Read everything anew").waitFor();
	await press("Escape");
});

test("letters that are written into a field start nothing", async () => {
	const { page } = held.lent;
	await goTo(page, "/");
	await page.getByRole("heading", { name: "The demo" }).waitFor();
	await press("n");
	const form = page.getByRole("dialog");
	await form.getByLabel("Name").first().fill("");
	await form.getByLabel("Name").first().pressSequentially("g m n ? a");
	expect(await form.getByLabel("Name").first().inputValue()).toBe("g m n ? a");
	expect(page.url()).toMatch(/#\/$/);
	await press("Escape");
	await form.waitFor({ state: "hidden" });
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
