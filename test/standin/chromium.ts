/** The browser that stands for Electron's own, one for the process; its folder is the app's `userData`. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumArguments, chromiumPath } from "../helpers/chromium.ts";

let context: Promise<BrowserContext> | undefined;

/** Windows that the page opens are refused by Chromium itself, as Electron refuses them when its handler says so. */
export function startChromium(folder: string): Promise<BrowserContext> {
	rmSync(portFile(folder), { force: true });
	context ??= chromium.launchPersistentContext(folder, {
		executablePath: chromiumPath(),
		args: [...chromiumArguments, "--remote-debugging-port=0", "--block-new-web-contents", "--window-size=1280,820"],
		viewport: null,
	});
	return context;
}

/** Where a test connects to the same browser. */
export async function debuggingAddress(folder: string): Promise<string> {
	for (let tries = 0; tries < 100; tries += 1) {
		try {
			const [port, path] = readFileSync(portFile(folder), "utf8").split("\n");
			if (port && path) return `ws://127.0.0.1:${port}${path}`;
		} catch {
			// Chromium writes the file a moment after it has started.
		}
		await sleep(20);
	}
	throw new Error("Chromium opened no port for debugging");
}

const portFile = (folder: string): string => join(folder, "DevToolsActivePort");

/** The browser's first page for the first window, a new one for each further. */
export async function newPage(): Promise<Page> {
	const browser = await context;
	if (!browser) throw new Error("a window was opened before the app was ready");
	const first = browser.pages()[0];
	if (first && !taken.has(first)) {
		taken.add(first);
		return first;
	}
	const page = await browser.newPage();
	taken.add(page);
	return page;
}

const taken = new WeakSet<Page>();

export async function stopChromium(): Promise<void> {
	await (await context)?.close();
}
