/** The hosts that have a window: each shows the built app on a store of the test's own, behind one face. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { _electron, chromium, type Page } from "playwright-core";
import { startBrowserHost } from "../../main/hosts/browser/browser-host.ts";
import { compose, packageFolder } from "../../main/hosts/compose.ts";
import { chromiumArguments, chromiumPath } from "../helpers/chromium.ts";
import { withStandIn } from "../standin/standin.ts";

export interface App {
	page: Page;
	/** What the page complained of so far: faults, refusals of its content policy, errors on its console. */
	complaints: string[];
	/** Ends the core's side while the window stays, as a crash would. Only where a host can do that. */
	endCore?(): Promise<void>;
}

export interface WindowHost {
	name: string;
	/** Why it cannot be used here. */
	missing?: string;
	lend(store: string, use: (app: App) => Promise<void>): Promise<void>;
}

const browser: WindowHost = {
	name: "browser",
	async lend(store, use) {
		const composed = compose({ store });
		try {
			const host = await startBrowserHost(composed.core);
			const program = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
			try {
				const context = await program.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
				const page = await context.newPage();
				const app = listened(page);
				await page.goto(host.url);
				await use({ ...app, endCore: () => host.close() });
			} finally {
				await program.close();
				await host.close();
			}
		} finally {
			await composed.close();
		}
	},
};

const standin: WindowHost = {
	name: "standin",
	lend: (store, use) => withStandIn(store, ({ page }) => use(listened(page))),
};

const electron: WindowHost = {
	name: "electron",
	...missingElectron(),
	async lend(store, use) {
		const app = await _electron.launch({
			args: [join(packageFolder, "dist", "electron", "main.js")],
			env: { ...process.env, BULKHEAD_HOME: store } as Record<string, string>,
		});
		try {
			await use(listened(await app.firstWindow()));
		} finally {
			await app.close();
		}
	},
};

export const hosts: WindowHost[] = [browser, standin, electron];
export const browserHost = browser;

/** `npm ci` does not fetch Electron's own binary: where it was never started there is none. */
function missingElectron(): { missing?: string } {
	const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
	const pathFile = join(folder, "path.txt");
	if (existsSync(pathFile) && existsSync(join(folder, "dist", readFileSync(pathFile, "utf8")))) return {};
	return { missing: "Electron's binary is not on this machine" };
}

function listened(page: Page): App {
	const complaints: string[] = [];
	page.on("pageerror", (error) => complaints.push(`fault: ${error.message}`));
	page.on("console", (message) => {
		if (message.type() === "error") complaints.push(message.text());
	});
	// Two suites share two cores with their servers: what is waited for comes, and how soon is asked in test/figures.
	page.setDefaultTimeout(30_000);
	return { page, complaints };
}
