/** Through a tenant's eyes on the screen: from the reason to the file, with every byte on the wire looked at. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { CANARY, type ExplorerScene, explorerScene } from "../helpers/explorer-scene.ts";
import { ALPHA } from "../helpers/view-scene.ts";
import { closeAll, grid, openView, pick, showTable } from "./explorer-steps.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let scene: ExplorerScene;
let id: string;
/** Everything that went over the page's socket, both ways. */
let wire: string[] = [];

beforeAll(async () => {
	[held, scene] = await Promise.all([app(), explorerScene()]);
	const { page } = held.lent;
	await page.setViewportSize({ width: 1440, height: 900 });
	page.on("websocket", (socket) => {
		const keep = ({ payload }: { payload: string | Buffer }) => wire.push(String(payload));
		socket.on("framesent", keep);
		socket.on("framereceived", keep);
	});
	id = await addConnection(page, scene.shop.adminUrl, { name: "Shop", environment: "Development" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await scene?.cluster.stop();
});

/** The page anew, with whatever the test before left open gone; the view is there still. */
async function anew(page: Page): Promise<void> {
	await goTo(page, `/c/${id}/explorer`);
	await page.reload();
	await page.getByRole("heading", { name: "As Alpha" }).waitFor();
}

test("before anything is opened the level is shown with its reasons; the barrier is installed and raises it", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/explorer`);
	await page.getByText("No view is open").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByRole("button", { name: "View as tenant…" }).first().click();
	const dialog = page.getByRole("dialog");
	expect(await dialog.getByRole("button", { name: "Open the view" }).isDisabled()).toBe(true);
	await pick(page, "Alpha");
	const level = dialog.getByRole("region", { name: "How it is held" });
	await level.getByText("Not enforced").waitFor();
	await level.getByText("The barrier is not installed in this database.").waitFor();
	await picture(page, "explorer-open");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByRole("button", { name: "Barrier…" }).click();
	await dialog.getByText("Not installed", { exact: true }).waitFor();
	await dialog.getByText("bulkhead_viewer").first().waitFor();
	await picture(page, "explorer-barrier");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByRole("button", { name: "Install the barrier" }).click();
	await page.getByText("The barrier is installed.").waitFor();
	// Back in the opening, with the tenant that was chosen.
	await level.getByText("Enforced by the server").waitFor();
	await dialog.getByLabel("Reason").fill("a customer asks where the order is");
	await dialog.getByLabel("Ticket").fill("SUP-1234");
	await dialog.getByRole("button", { name: "Open the view" }).click();
	await page.getByRole("heading", { name: "As Alpha" }).waitFor();
	await page.getByText("Enforced by the server").first().waitFor();
});

test("as a tenant: filter, sort, count, suggestions, peek, whole cell, copy, export; not a byte of another tenant's on the wire", async () => {
	const { page } = held.lent;
	wire = [];
	const rows = grid(page, "orders");
	await showTable(page, "orders");
	await rows.getByRole("gridcell", { name: "alpha-secret-1", exact: true }).waitFor();
	expect(await rows.getAttribute("aria-rowcount")).toBe("21");
	await rows.getByText("NULL").first().waitFor();
	await rows.getByText("masked").first().waitFor();
	await picture(page, "explorer");
	expect(await axe(held.lent.page)).toEqual([]);

	const byId = rows.getByRole("columnheader", { name: /\bid$/ });
	await byId.click();
	await expect.poll(() => byId.getAttribute("aria-sort")).toBe("ascending");
	await byId.click();
	await expect.poll(() => rows.getByRole("row").nth(1).innerText()).toContain("alpha-secret-39");
	await page.getByRole("button", { name: "Filter…" }).click();
	await page.getByLabel("Column", { exact: true }).selectOption("title");
	await page.getByLabel("Comparison").selectOption("contains");
	await page.getByRole("combobox", { name: "Value" }).fill("order 1");
	await page
		.getByRole("option", { name: /order 1/ })
		.first()
		.waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "explorer-filter");
	await page.getByRole("button", { name: "Filter", exact: true }).click();
	await expect.poll(() => rows.getAttribute("aria-rowcount")).toBe("7");
	await page.getByRole("button", { name: "Count" }).click();
	await page.getByRole("button", { name: "6 rows" }).waitFor();
	await page.getByRole("button", { name: "Take the filter of title away" }).click();
	await expect.poll(() => rows.getAttribute("aria-rowcount")).toBe("21");

	const download = page.waitForEvent("download");
	await page.getByRole("button", { name: "Export" }).click();
	await page.getByRole("menuitem", { name: "Export as CSV" }).click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/^as-alpha-orders-.+\.csv$/);
	const csv = await readFile(await file.path(), "utf8");
	expect(csv.split("\r\n")).toHaveLength(22);
	expect(csv).toContain("alpha-secret-39");
	expect(csv).not.toContain("alpha-phone");

	await rows.getByRole("gridcell", { name: "alpha-secret-3", exact: true }).dblclick();
	const inspector = page.getByRole("complementary", { name: "Row in full" });
	await inspector.getByRole("button", { name: "Whole value of note" }).click();
	await page.getByRole("dialog").getByText("12,000 characters").waitFor();
	await page.keyboard.press("Escape");
	await inspector.getByRole("button", { name: "Look at what it points to in tenants" }).click();
	await inspector.getByText("Alpha", { exact: true }).waitFor();
	await picture(page, "explorer-row");
	expect(await axe(held.lent.page)).toEqual([]);
	await inspector.getByRole("button", { name: "Reveal…" }).click();
	const reveal = page.getByRole("dialog", { name: "Reveal phone" });
	expect(wire.join("")).not.toContain("alpha-phone");
	await reveal.getByLabel("Reason").fill("the customer asks which number we have");
	await reveal.getByRole("button", { name: "Reveal it" }).click();
	await reveal.getByText("alpha-phone-3").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await page.keyboard.press("Escape");

	await showTable(page, "lines");
	await grid(page, "lines").getByRole("gridcell", { name: "line of alpha-secret-1", exact: true }).waitFor();
	await page.keyboard.press("F5");
	await grid(page, "lines").getByRole("gridcell", { name: "line of alpha-secret-1", exact: true }).waitFor();
	await page.getByRole("button", { name: "Copy", exact: true }).click();
	await page.getByRole("menuitem", { name: "Copy as JSON" }).click();
	await page.getByText("1 row copied.").waitFor();
	expect(wire.join("").length).toBeGreaterThan(5_000);
	expect(wire.filter((frame) => frame.includes(CANARY))).toEqual([]);
});

test("the window wears the tenant: chip with countdown, title, colour; the evidence is one step away", async () => {
	const { page } = held.lent;
	await anew(page);
	await showTable(page, "lines");
	await grid(page, "lines").getByRole("gridcell").first().waitFor();
	expect(await page.title()).toContain("as Alpha");
	const chip = page.getByRole("button", { name: /^as Alpha/ });
	await chip.waitFor();
	expect(await page.getByRole("timer").innerText()).toMatch(/^2\d:\d\d$/);
	const colour = () => page.evaluate(() => getComputedStyle(document.getElementById("deck") as HTMLElement).boxShadow);
	expect(await colour()).toContain("3px");
	await page.keyboard.press("Control+e");
	const evidence = page.getByRole("dialog", { name: "Evidence" });
	await evidence.getByText(ALPHA, { exact: true }).waitFor();
	await evidence.getByText("public.lines").waitFor();
	await evidence.getByText("active", { exact: true }).first().waitFor();
	await picture(page, "explorer-evidence");
	expect(await axe(held.lent.page)).toEqual([]);
	await page.keyboard.press("Escape");
	await goTo(page, `/c/${id}/overview`);
	await chip.waitFor();
	expect(await colour()).toBe("none");
	expect(await page.title()).not.toContain("Alpha");
	await goTo(page, `/c/${id}/explorer`);
});

test("free SQL runs as the tenant, tells where an error is, and is cancelled by Esc", async () => {
	const { page } = held.lent;
	await anew(page);
	wire = [];
	await showTable(page, "Free SQL");
	const editor = page.getByRole("textbox", { name: "SQL as Alpha" });
	await editor.waitFor();
	await page.keyboard.type("SELECT count(*) AS n, max(secret) AS last FROM orders");
	await page.keyboard.press("Control+Enter");
	const result = page.getByRole("grid", { name: "Result" });
	await result.getByRole("gridcell", { name: "alpha-secret-9" }).waitFor();
	await picture(page, "explorer-sql");
	expect(await axe(held.lent.page)).toEqual([]);
	// As somebody does it: what is there is chosen, and pasted over.
	const write = async (text: string) => {
		await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
		await editor.focus();
		await page.keyboard.press("Control+a");
		await page.keyboard.press("Control+v");
	};
	await write("SELECT id,\n  titel FROM readings");
	await page.keyboard.press("Control+Enter");
	await page.getByText("It fails at line 2, character 3.").waitFor();
	expect(await page.locator(".cm-markedLine").innerText()).toContain("titel");
	await picture(page, "explorer-sql-error");
	await write(
		"SELECT count(*) FROM readings a, readings b, readings c WHERE a.value + b.value + c.value < 0 AND a.note > c.note",
	);
	await page.keyboard.press("Control+Enter");
	await page.getByText("Running for").waitFor();
	await page.keyboard.press("Escape");
	await page.getByText("Cancelled").waitFor();
	// Esc may come before the statement does: then it must not begin any more.
	await page.waitForTimeout(500);
	await expect
		.poll(() =>
			scene.shop.sql(
				"SELECT 1::text AS n FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%readings a%' AND pid <> pg_backend_pid()",
			),
		)
		.toEqual([]);
	await editor.focus();
	await page.keyboard.press("Control+a");
	await page.keyboard.type("SELECT 1");
	expect(await editor.innerText()).toBe("SELECT 1");
	expect(wire.filter((frame) => frame.includes(CANARY))).toEqual([]);
});

test("who sees which row, policies in words, both plans, and a write that is rolled back", async () => {
	const { page } = held.lent;
	await anew(page);
	await showTable(page, "orders");
	const part = (name: string) =>
		page.getByRole("navigation", { name: "What to look at" }).getByRole("button", { name }).click();
	await part("Compare");
	await page.getByRole("combobox", { name: "Beside another tenant (optional)" }).fill("Beta");
	await page.getByRole("option", { name: "Beta" }).first().click();
	await page.getByLabel("Reason").fill("which of them has the order");
	await page.getByRole("button", { name: "Compare", exact: true }).last().click();
	const compared = page.getByRole("grid", { name: "Comparison of orders" });
	await compared.getByRole("gridcell", { name: "Alpha + the login" }).first().waitFor();
	await compared.getByRole("gridcell", { name: "Beta + the login" }).first().waitFor();
	await compared.getByRole("gridcell", { name: "beta-secret-2", exact: true }).dblclick();
	const why = page.getByRole("complementary", { name: "Why Alpha sees this row, or not" });
	await why.getByText("does not pass").first().waitFor();
	await page.keyboard.press("Home");
	await picture(page, "explorer-compare");
	expect(await axe(held.lent.page)).toEqual([]);

	await part("Policies");
	await page.getByText("Row security is on").waitFor();
	await picture(page, "explorer-policies");
	expect(await axe(held.lent.page)).toEqual([]);
	await part("Plan");
	await page.getByRole("region", { name: "As Alpha" }).getByRole("listitem").first().waitFor();
	await page.getByRole("region", { name: /^As the login/ }).waitFor();
	await picture(page, "explorer-plan");
	expect(await axe(held.lent.page)).toEqual([]);

	await part("Try a write");
	const form = page.getByRole("region", { name: "Try a write" });
	await form.getByRole("radiogroup").getByText("DELETE").click();
	await form.getByRole("textbox", { name: /^id/ }).fill("2");
	await form.getByLabel("Reason").fill("could the customer delete it");
	await form.getByRole("button", { name: "Try it, and roll back" }).click();
	await page.getByRole("region", { name: "What happened" }).waitFor();
	await picture(page, "explorer-write");
	expect(await axe(held.lent.page)).toEqual([]);
	expect(await scene.shop.sql("SELECT count(*)::text AS n FROM orders")).toEqual([{ n: "40" }]);

	await part("Rows");
	await grid(page, "orders").getByRole("gridcell", { name: "alpha-secret-1", exact: true }).dblclick();
	const inspector = page.getByRole("complementary", { name: "Row in full" });
	await inspector.getByText("Why this row").click();
	await inspector.getByText("SELECT", { exact: true }).first().waitFor();
	await picture(page, "explorer-why");
	expect(await axe(held.lent.page)).toEqual([]);
	await showTable(page, "drafts");
	await page.getByText("Alpha sees no row in this table").waitFor();
	await page.getByRole("button", { name: "Find out why" }).click();
	await page.getByRole("region", { name: "Why there are no rows" }).getByRole("listitem").first().waitFor();
	await picture(page, "explorer-zero");
	expect(await axe(held.lent.page)).toEqual([]);
});

/** Nothing became an element, nothing ran, and no hidden character reached the screen as itself. */
async function expectOnlyText(page: Page): Promise<void> {
	const found = await page.evaluate(() => ({
		elements: document.querySelectorAll("body :is(img, b, i, script)").length,
		ran: "pwned" in window,
		turned: [...document.querySelectorAll("body, [title], [aria-label]")].some((element) =>
			[element.getAttribute("title"), element.getAttribute("aria-label"), element.textContent].some((text) =>
				text?.includes("\u202e"),
			),
		),
	}));
	expect(found).toEqual({ elements: 0, ran: false, turned: false });
	expect(await page.title()).not.toContain("\u202e");
}

test("tenants called by markup, turned text and Arabic, and one that is suspended, are looked through as others are", async () => {
	const { page } = held.lent;
	await anew(page);
	for (const [search, shown] of [
		["<img", "As <img src=x"],
		["safe", "As safe\\u202etxt.exe"],
		["مدرسة", "As مدرسة"],
	] as const) {
		await openView(page, search);
		await page.getByRole("heading", { name: shown }).waitFor();
		await expectOnlyText(page);
	}
	await openView(page, "Alpha");
	await showTable(page, 'odd <b>"name');
	await grid(page, 'odd <b>"name').getByRole("gridcell", { name: "<img src=x" }).first().waitFor();
	await expectOnlyText(page);
	await dressIn(page, "dark");
	await showTable(page, "orders");
	await grid(page, "orders").getByRole("gridcell", { name: "alpha-secret-1", exact: true }).dblclick();
	await picture(page, "explorer-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByRole("button", { name: "View as tenant…" }).first().click();
	await pick(page, "Beta");
	await page.getByRole("dialog").getByText("This tenant is suspended.").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await page.keyboard.press("Escape");
	await dressIn(page, "light");
	await closeAll(page);
});

test("at the end of its time a view is closed: the grid is blanked, nothing of it is left on the screen", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/explorer`);
	await page.reload();
	await closeAll(page);
	await openView(page, "Alpha", "1");
	await showTable(page, "orders");
	await grid(page, "orders").getByRole("gridcell", { name: "alpha-secret-1", exact: true }).waitFor();
	await expect.poll(() => page.getByRole("timer").innerText()).toMatch(/^0:\d\d$/);
	await page.getByText("The time of the view as Alpha is over").waitFor({ timeout: 65_000 });
	expect(await page.locator("body").innerText()).not.toContain("alpha-secret");
	expect(await page.title()).not.toContain("Alpha");
	await picture(page, "explorer-over");
	expect(await axe(held.lent.page)).toEqual([]);
	await expect
		.poll(() => scene.shop.sql("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%'"), {
			timeout: 8_000,
		})
		.toEqual([]);
});

test("by keyboard alone: from the palette to a cell, a filter and a range that is copied", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/explorer`);
	await page.keyboard.press("Control+k");
	await page.keyboard.type("view as tenant");
	await expect.poll(() => page.getByRole("option").first().innerText()).toContain("View as tenant…");
	await page.keyboard.press("Enter");
	await page.getByRole("dialog").getByRole("combobox", { name: "Tenant" }).waitFor();
	await page.keyboard.type("alp");
	await page.getByRole("option", { name: "Alpha" }).waitFor();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	await page.keyboard.type("without a pointer");
	await page.getByRole("region", { name: "How it is held" }).waitFor();
	await page.getByRole("button", { name: "Open the view" }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("dialog").waitFor({ state: "hidden" });
	await page.getByRole("heading", { name: "As Alpha" }).waitFor();
	await page.getByText("without a pointer").waitFor();
	await page.keyboard.press("/");
	await page.keyboard.type("orders");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	const rows = grid(page, "orders");
	await rows.getByRole("gridcell", { name: "alpha-secret-1", exact: true }).waitFor();
	await rows.locator("[tabindex='0']").first().focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Shift+ArrowDown");
	await page.keyboard.press("Shift+ArrowRight");
	await expect.poll(() => rows.locator("[aria-selected=true]").count()).toBe(4);
	await page.keyboard.press("Control+c");
	await page.getByText("2 rows copied.").waitFor();
	await page.keyboard.press("Alt+ArrowDown");
	await page.getByRole("combobox", { name: "Comparison" }).waitFor();
	await page.keyboard.press("Escape");
	await rows.locator("[tabindex='0']").first().focus();
	await page.keyboard.press("Control+End");
	await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-colindex"))).toBe("8");
	await page.keyboard.press("Enter");
	await page.getByRole("complementary", { name: "Row in full" }).waitFor();
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
