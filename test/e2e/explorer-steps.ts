/** Ways through the explorer that more than one suite goes. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Types into the picker and takes the tenant of that name. */
export async function pick(page: Page, name: string): Promise<void> {
	const dialog = page.getByRole("dialog");
	await dialog.getByRole("combobox", { name: "Tenant" }).fill(name);
	await dialog.getByRole("option", { name }).first().click();
}

export async function openView(page: Page, name: string, minutes = "30"): Promise<void> {
	await page.getByRole("button", { name: "View as tenant…" }).first().click();
	const dialog = page.getByRole("dialog");
	await pick(page, name);
	await dialog.getByLabel("Reason").fill("a customer asks where the order is");
	await dialog.getByLabel("Ticket").fill("SUP-1234");
	await dialog.getByLabel("Minutes").fill(minutes);
	await dialog.getByRole("region", { name: "How it is held" }).waitFor();
	await dialog.getByRole("button", { name: "Open the view" }).click();
	await dialog.waitFor({ state: "hidden" });
}

export const grid = (page: Page, table: string): Locator => page.getByRole("grid", { name: `Rows of ${table}` });

export async function closeAll(page: Page): Promise<void> {
	for (;;) {
		const close = page.getByRole("button", { name: "Close the view" });
		await close.or(page.getByText("No view is open")).first().waitFor();
		if ((await close.count()) === 0) return;
		const tabs = page.getByRole("navigation", { name: "Open views" }).getByRole("button");
		const before = await tabs.count();
		await close.click();
		await expect.poll(() => tabs.count()).toBeLessThan(before);
	}
}

export async function showTable(page: Page, table: string): Promise<void> {
	await page
		.getByRole("navigation", { name: "Tables of this view" })
		.getByRole("button", { name: table })
		.first()
		.click();
}
