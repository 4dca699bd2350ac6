/** The activity screen over a server with things going on: live, as a tree, a session in full, and stopped; both themes through axe. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type BusyServer, busyServer, type Held as HeldSession } from "../helpers/activity-scene.ts";
import { axe, dressIn } from "../helpers/axe.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let server: BusyServer;
let id: string;
let root: HeldSession;

const odd = `<img src=x onerror="document.title='taken'">\u202e`;

beforeAll(async () => {
	[held, server] = await Promise.all([app(), busyServer(18)]);
	await server.sql(
		"CREATE TABLE orders (id int PRIMARY KEY, body text); INSERT INTO orders SELECT g, '' FROM generate_series(1, 20) g",
	);
	await Promise.all(Array.from({ length: 50 }, (_, at) => server.hold(`SELECT 1 AS held_${at}_x`)));
	root = await server.hold("BEGIN; UPDATE orders SET body = 'paid' WHERE id = 1");
	const second = await server.wait(
		"UPDATE orders SET body = 'b' WHERE id = 1",
		"BEGIN; UPDATE orders SET body = 'b' WHERE id = 2",
	);
	expect(second.pid).toBeGreaterThan(0);
	await server.wait("UPDATE orders SET body = 'c' WHERE id = 2", "BEGIN; UPDATE orders SET body = 'c' WHERE id = 3");
	await server.wait(`UPDATE orders SET body = 'd' WHERE id = 3 -- ${odd}`);
	await server.wait("SELECT * FROM orders WHERE id = 2 FOR UPDATE");
	await server.sql("BEGIN; UPDATE orders SET body = 'p' WHERE id = 15; PREPARE TRANSACTION 'nightly batch'");
	await server.wait("UPDATE orders SET body = 'w' WHERE id = 15");
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
	id = await addConnection(held.lent.page, server.url(), { name: "Shop", environment: "Production" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await server?.sql("ROLLBACK PREPARED 'nightly batch'").catch(() => {});
	await server?.stop();
});

test("sessions are listed live, sorted by a header, found by words, and paused", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/activity`);
	const grid = page.getByRole("grid", { name: "Sessions" });
	await grid.getByText("waits for another").first().waitFor();
	expect(Number(await grid.getAttribute("aria-rowcount"))).toBeGreaterThan(55);
	await grid.getByRole("columnheader", { name: "Behind it" }).click();
	await expect.poll(() => grid.getByRole("row").nth(1).innerText()).toContain(String(root.pid));
	await picture(page, "activity");
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByLabel("Find a session").fill("held_24_x");
	await expect.poll(() => grid.getByRole("row").count()).toBe(2);
	await page.getByLabel("Find a session").fill("");
	await page.getByRole("button", { name: "Pause" }).click();
	await page.getByText("Paused: as it was at").waitFor();
	const late = await server.hold("SELECT 'late'");
	await new Promise((resolve) => setTimeout(resolve, 2_500));
	await page.getByLabel("Find a session").fill(String(late.pid));
	await page.getByText("No session is like this").waitFor();
	await page.getByRole("button", { name: "Go on" }).click();
	await grid.getByRole("gridcell", { name: String(late.pid), exact: true }).waitFor();
});

test("the tree shows each chain with what stands behind it, prepared transactions too, and hostile text is inert", async () => {
	const { page } = held.lent;
	await dressIn(page, "dark");
	await goTo(page, `/c/${id}/activity/blocked`);
	const tree = page.getByRole("tree", { name: "Who waits for whom" });
	await expect.poll(() => tree.getByRole("treeitem").count()).toBe(7);
	const levels = await tree
		.getByRole("treeitem")
		.evaluateAll((items) => items.map((item) => item.getAttribute("aria-level")));
	expect(levels).toEqual(["1", "2", "3", "4", "4", "1", "2"]);
	await tree.getByText("prepared transaction nightly batch").waitFor();
	await page.getByText("ROLLBACK PREPARED 'nightly batch';").waitFor();
	await tree.getByRole("treeitem").first().focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	const detail = page.getByRole("region", { name: /^Process \d+$/ });
	await detail.getByText("waits for another transaction to end, which changed a row that it wants").waitFor();
	await detail.getByRole("button", { name: "Show its locks and whole statement" }).click();
	await detail.getByRole("cell", { name: "public.orders", exact: true }).first().waitFor();
	await picture(page, "activity-tree-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	expect(await page.locator("img").count()).toBe(0);
	await dressIn(page, "light");
});

test("production is locked until it is unlocked; then a session is ended after its database was typed, and the tree dissolves", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/activity/blocked`);
	const tree = page.getByRole("tree", { name: "Who waits for whom" });
	await tree.getByRole("treeitem").first().click();
	const detail = page.getByRole("region", { name: `Process ${root.pid}` });
	await expect.poll(() => detail.getByRole("button", { name: "Cancel its statement…" }).isDisabled()).toBe(true);
	const end = async () => {
		await detail.getByRole("button", { name: "End its session…" }).click();
		const dialog = page.getByRole("dialog");
		const go = dialog.getByRole("button", { name: "End the session" });
		expect(await go.isDisabled()).toBe(true);
		await dialog.getByText("4 sessions wait behind it.").waitFor();
		expect(await axe(held.lent.page)).toEqual([]);
		await picture(page, "activity-stop");
		await dialog.getByRole("textbox").fill("busy");
		await go.click();
	};
	await page.getByRole("button", { name: "Lock now" }).click();
	await page
		.getByRole("button", { name: /Unlock/ })
		.first()
		.waitFor();
	await end();
	await page.getByText("Shop is locked: it can only be read.").waitFor();
	await page
		.getByRole("button", { name: /Unlock/ })
		.first()
		.click();
	const unlock = page.getByRole("dialog");
	await unlock.getByRole("button", { name: /^Unlock/ }).click();
	await end();
	await page.getByText(`Process ${root.pid} has stopped.`).waitFor();
	await expect.poll(() => tree.getByRole("treeitem").count(), { timeout: 8_000 }).toBeLessThan(7);
	expectNoComplaints(held.lent);
});
