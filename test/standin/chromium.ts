/** The browser that stands for Electron's own, one for the process; its folder is the app's `userData`. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumArguments, chromiumPath } from "../helpers/chromium.ts";

const switches = [
	"--remote-debugging-port=0",
	// Electron's main process is told when the page lets go of its port; this lets the double know. The page hears of it too,
	// which it does not in Electron.
	"--enable-blink-features=MessagePortCloseEvent",
	"--window-size=1280,820",
];

let context: Promise<BrowserContext> | undefined;

export function startChromium(folder: string): Promise<BrowserContext> {
	rmSync(portFile(folder), { force: true });
	context ??= launch(folder);
	return context;
}

async function launch(folder: string): Promise<BrowserContext> {
	const browser = await chromium.launchPersistentContext(folder, {
		executablePath: chromiumPath(),
		args: [...chromiumArguments, ...switches],
		viewport: null,
	});
	for (const page of browser.pages()) blank.push(page);
	// A window that the page opened. Not the same as in Electron: there it never comes to be, and `window.open` answers null;
	// here it is closed as soon as it is there, and what it asked for is not fetched.
	browser.on("page", (page) => setImmediate(() => taken.has(page) || void refuse(page)));
	await browser.route("**/*", (route) => route.abort("blockedbyclient"));
	return browser;
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

async function refuse(window: Page): Promise<void> {
	const opener = await window.opener();
	await window.close().catch(() => {});
	await opener?.bringToFront().catch(() => {});
}

/** Pages that Chromium opened by itself at its start. */
const blank: Page[] = [];
/** Pages of the app's own windows. */
const taken = new WeakSet<Page>();

export async function newPage(): Promise<Page> {
	const browser = await context;
	if (!browser) throw new Error("a window was opened before the app was ready");
	const page = blank.pop() ?? (await browser.newPage());
	taken.add(page);
	return page;
}

export async function stopChromium(): Promise<void> {
	await (await context)?.close();
}
