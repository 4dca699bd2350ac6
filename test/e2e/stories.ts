/** What the stories have in common: a store, an app on it, ways through the screens, pictures. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import { packageFolder } from "../../main/hosts/compose.ts";
import { hold, withStore } from "../helpers/pipes.ts";
import { type App, browserHost, type WindowHost } from "./hosts.ts";

export interface Held {
	lent: App;
	release(): Promise<void>;
}

/** An app on an empty store, as a newcomer has it. */
export function newcomersApp(host: WindowHost): Promise<Held> {
	return hold<App>(async (use) => {
		const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
		// The demo's server may run as another user: where it cannot pass, its cluster would be made, and left, elsewhere.
		chmodSync(store, 0o755);
		try {
			await host.lend(store, use);
		} finally {
			rmSync(store, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
	});
}

/** An app whose demo does not start by itself, for there is a connection already. */
export function app(host: WindowHost = browserHost): Promise<Held> {
	return hold<App>((use) => withStore((store) => host.lend(store, use)));
}

/** Adds a connection by its form and opens it. Answers with its id, as it stands in the address. */
export async function addConnection(
	page: Page,
	url: string,
	options: {
		name?: string;
		environment?: "Development" | "Test" | "Production";
		folder?: string;
		sslMode?: string;
		/** Production stays as it is: read-only. */
		locked?: boolean;
	} = {},
): Promise<string> {
	await goTo(page, "/");
	// Whatever the test before left open is gone.
	await page.reload();
	await page.getByRole("button", { name: "Add a connection" }).first().click();
	const form = page.getByRole("dialog");
	await form.getByLabel("Paste an address").fill(url);
	await form.getByLabel("Name").first().focus();
	if (options.environment) await form.getByRole("radiogroup").getByText(options.environment).click();
	await form.getByLabel("Encryption (sslmode)").selectOption(options.sslMode ?? "disable");
	if (options.name !== undefined) await form.getByLabel("Name").first().fill(options.name);
	if (options.folder !== undefined) await form.getByLabel("Migration folder").fill(options.folder);
	await form.getByRole("button", { name: "Save and open" }).click();
	await form.waitFor({ state: "hidden" });
	await page.waitForURL(/#\/c\/.+\/overview/);
	if (options.environment === "Production" && !options.locked) await unlock(page);
	return /#\/c\/([^/]+)/.exec(page.url())?.[1] ?? "";
}

/** Lifts the guard of the production connection that is open. */
export async function unlock(page: Page): Promise<void> {
	await page.getByRole("button", { name: /^Read-only/ }).click();
	await page.getByRole("button", { name: "Unlock for 10 minutes" }).click();
	await page.getByRole("button", { name: /^Writable for/ }).waitFor();
}

/** Goes to an address behind `#` without loading the page anew. */
export async function goTo(page: Page, path: string): Promise<void> {
	await page.evaluate((hash) => {
		location.hash = hash;
	}, path);
}

export const timelineEntry = (page: Page, id: string): Locator =>
	page.getByRole("option", { name: new RegExp(`^${id}`) });

/** The state of each migration as the timeline shows it, for example `007 Pending`. */
async function shownStates(page: Page): Promise<string[]> {
	const entries = await page.getByRole("option").allInnerTexts();
	return entries.map((text) => {
		const lines = text.split("\n").map((line) => line.trim());
		return `${lines[0]} ${lines.find((line) => states.has(line)) ?? "?"}`;
	});
}

/** Waits until the timeline shows these states, all of them. */
export const expectStates = (page: Page, wanted: string[]) =>
	expect.poll(() => shownStates(page), { timeout: 8_000 }).toEqual(wanted);

/** Waits until the timeline shows this state among others. */
export const expectState = (page: Page, wanted: string) =>
	expect.poll(() => shownStates(page), { timeout: 8_000 }).toContain(wanted);

const states = new Set(["Applied", "Pending", "Unrecorded", "Changed", "Missing", "Interrupted", "At work…"]);

/** Plans and applies everything that is pending, and waits until the run has ended. */
export async function applyAll(page: Page): Promise<void> {
	await page.getByRole("button", { name: /^Apply \d+ pending/ }).click();
	await page
		.getByRole("dialog")
		.getByRole("button", { name: /^Apply \d+ migrations?/ })
		.click();
}

/** Through the steps of a rollback, from what goes to where its reason is asked for. */
export async function toConsent(page: Page): Promise<void> {
	const dialog = page.getByRole("dialog");
	await dialog.getByRole("button", { name: "Next: what is kept" }).click();
	await dialog.getByRole("button", { name: "Next: confirm" }).click();
	await dialog.getByLabel("Reason").waitFor();
}

export const run = (page: Page): Locator => page.getByRole("region", { name: "Run", exact: true });

/** The heading of a run that has ended so. */
export const outcome = (page: Page, words: string | RegExp): Locator => run(page).getByRole("heading", { name: words });

/** Keeps a picture of the page in docs/screenshots, when BULKHEAD_SCREENSHOTS is set: a plain run leaves the tree as it is. */
export async function picture(page: Page, name: string): Promise<void> {
	// One host's are enough: the one whose window has a size that was asked for.
	if (!process.env.BULKHEAD_SCREENSHOTS || !page.viewportSize()) return;
	const folder = join(packageFolder, "docs", "screenshots");
	mkdirSync(folder, { recursive: true });
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

/** Before each test: when it fails, the page as it was then is kept in the system's folder for temporary files. */
export function keepFailures(page: () => Page | undefined) {
	return ({ task, onTestFailed }: TestContext): void => {
		onTestFailed(async () => {
			const folder = join(tmpdir(), "bulkhead-e2e");
			mkdirSync(folder, { recursive: true });
			await page()?.screenshot({ path: join(folder, `${task.name.replace(/\W+/g, "-").slice(0, 80)}.png`) });
		});
	};
}

/** A page of ours has nothing to complain of: no fault, no refusal of its content policy. */
export function expectNoComplaints({ complaints }: App): void {
	expect(complaints).toEqual([]);
}
