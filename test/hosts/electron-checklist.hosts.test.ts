/**
 * Electron's own security checklist, its twenty points in its order, against the built code: read in dist/electron, and driven on the
 * stand-in. Electron itself does not run here; what only its binary can show (fuses at work, its own sandbox) is not claimed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hold, withStore } from "../helpers/pipes.ts";
import { type StandIn, withStandIn } from "../standin/standin.ts";

/** The main process's code as it was built, chunks included, and the preload's. */
const built = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

let main = "";
let preload = "";
let held: Awaited<ReturnType<typeof hold<StandIn>>>;
let app: StandIn;
let page: Page;
beforeAll(async () => {
	// The bundler writes its texts in backticks.
	main = built("dist/electron").join("\n").replaceAll("`", '"');
	preload = readFileSync("dist/electron/preload.cjs", "utf8");
	held = await hold<StandIn>((use) => withStore((folder) => withStandIn(folder, use)));
	app = held.lent;
	({ page } = app);
	await page.getByText("Connected to Bulkhead").waitFor();
});
afterAll(() => held.release());

/** Not by `toContain`, which would print megabytes. */
const mainSays = (what: RegExp | string): boolean => (typeof what === "string" ? main.includes(what) : what.test(main));
const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
const preferences = async (): Promise<Record<string, unknown>> =>
	(await app.ask("recorded")).windows[0]?.webPreferences ?? {};
/** What a request from the page comes to. */
const fetched = (address: string) =>
	page.evaluate(
		(url) =>
			fetch(url).then(
				(answer) => `status ${answer.status}`,
				() => "refused",
			),
		address,
	);

test("1. only secure content is loaded: the page's one address is the app's own scheme, and nothing remote is fetched", async () => {
	expect([...main.matchAll(/\.loadURL\(([^)]*)\)/g)].map(([, address]) => address)).toEqual([
		expect.stringMatching(/^"(\$\{\w+\}|app:\/\/bulkhead)\/"$/),
	]);
	expect(mainSays(".loadFile(")).toBe(false);
	for (const url of ["http://example.org/", "https://example.org/", "ws://example.org/", "file:///etc/passwd"]) {
		expect([url, await fetched(url)]).toEqual([url, "refused"]);
	}
});

test("2. the page has no Node", async () => {
	expect(await preferences()).toMatchObject({
		nodeIntegration: false,
		nodeIntegrationInWorker: false,
		nodeIntegrationInSubFrames: false,
	});
	expect(mainSays(/nodeIntegration\w*: ?(!0|true)/)).toBe(false);
	expect(await page.evaluate(() => ["require", "process", "Buffer"].filter((name) => name in window))).toEqual([]);
});

test("3. the preload has a world of its own", async () => {
	expect(await preferences()).toMatchObject({ contextIsolation: true });
	expect(mainSays(/contextIsolation: ?(!1|false)/)).toBe(false);
});

test("4. every process is in the sandbox", async () => {
	expect(await preferences()).toMatchObject({ sandbox: true });
	expect((await app.ask("recorded")).sandboxEnabled).toBe(true);
	expect(mainSays(/sandbox: ?(!1|false)|no-sandbox|appendSwitch/)).toBe(false);
});

test("5. a session grants nothing, whichever it is", async () => {
	for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "unheard-of"]) {
		expect([permission, await app.ask("verdict", permission)]).toEqual([permission, { check: false, request: false }]);
	}
	expect(await app.ask("devices")).toEqual({ device: false, display: false });
	expect(mainSays('"session-created"')).toBe(true);
});

test("6. the web's own security is on", async () => {
	expect(await preferences()).toMatchObject({ webSecurity: true });
	expect(mainSays(/webSecurity: ?(!1|false)/)).toBe(false);
});

test("7. the page has a policy without inline code, eval and anything remote", async () => {
	const policy = (await (await page.reload())?.headerValue("content-security-policy")) ?? "";
	await page.getByText("Connected to Bulkhead").waitFor();
	for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) {
		expect(policy.split("; ")).toContain(part);
	}
	expect(policy).not.toMatch(/unsafe-|http:|https:|\*|data:|blob:/);
});

test("8. no insecure content runs in a secure page", async () => {
	expect(await preferences()).toMatchObject({ allowRunningInsecureContent: false });
	expect(mainSays(/allowRunningInsecureContent: ?(!0|true)/)).toBe(false);
});

test("9. no experimental feature is on", async () => {
	expect(await preferences()).toMatchObject({ experimentalFeatures: false });
	expect(mainSays(/experimentalFeatures: ?(!0|true)/)).toBe(false);
});

test("10. no feature of Blink is switched on", async () => {
	expect(await preferences()).not.toHaveProperty("enableBlinkFeatures");
	expect(mainSays("enableBlinkFeatures")).toBe(false);
});

test("11. and 12. there is no webview: none can be made, and one that is attached is refused", async () => {
	expect(await preferences()).toMatchObject({ webviewTag: false });
	expect(mainSays("allowpopups")).toBe(false);
	expect(mainSays(/"will-attach-webview",.{0,40}preventDefault\(\)/)).toBe(true);
	expect(await page.evaluate(() => document.createElement("webview").constructor.name)).toBe("HTMLElement");
});

test("13. the page cannot leave", async () => {
	const address = page.url();
	await page.evaluate(() => location.assign("https://example.org/"));
	await page.waitForTimeout(200);
	expect(page.url()).toBe(address);
	for (const event of ["will-frame-navigate", "will-redirect"]) expect(mainSays(`"${event}"`)).toBe(true);
});

test("14. no window is opened for it", async () => {
	for (const url of ["https://example.org/", "about:blank", "app://bulkhead/", "javascript:alert(1)"]) {
		expect([url, await app.ask("openWindow", url)]).toEqual([url, "deny"]);
	}
	expect(count(main, /new \w*\.?BrowserWindow\(/g)).toBe(1);
	expect(mainSays(/action: ?"allow"/)).toBe(false);
});

test("15. the system's browser gets https links of known hosts alone, and those after a question", async () => {
	expect(count(main, /\.openExternal\(/g)).toBe(1);
	const before = (await app.ask("recorded")).dialogs.length;
	for (const url of ["file:///etc/passwd", "smb://host/x", "javascript:x", "https://postgresql.org.evil.example/"]) {
		await app.ask("answerNext", 1);
		await app.ask("openWindow", url);
	}
	await app.ask("answerNext", 0);
	const { dialogs, openedExternally } = await app.ask("recorded");
	expect([dialogs.length - before, openedExternally]).toEqual([0, []]);
});

test("16. Electron is pinned to one release, of a line that was supported when this was written", () => {
	const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
		devDependencies: Record<string, string>;
	};
	const { version } = JSON.parse(readFileSync("node_modules/electron/package.json", "utf8")) as { version: string };
	expect(devDependencies.electron).toBe(version);
	expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(45);
});

test("17. every message's sender is checked: each channel's listener looks at the frame first", async () => {
	const channels = [...main.matchAll(/\bipcMain\.(\w+)\(([^,]+),/g)].map(([, how]) => how);
	expect(channels).toEqual(["on", "on"]);
	const ours = { origin: "app://bulkhead", isTop: true, detached: false };
	expect(await app.ask("askAs", ours)).toBe(true);
	for (const sender of [null, { ...ours, isTop: false }, { ...ours, detached: true }, { ...ours, origin: "null" }]) {
		expect([sender, await app.ask("askAs", sender)]).toEqual([sender, false]);
	}
});

test("18. the page comes by a scheme of its own, not by file:, and that scheme climbs nowhere", async () => {
	expect((await app.ask("recorded")).schemes).toEqual([
		{ scheme: "app", standard: true, secure: true, supportFetchAPI: true, codeCache: true },
	]);
	expect(mainSays(/bypassCSP|allowServiceWorkers|registerFileProtocol/)).toBe(false);
	expect(await app.ask("fetched", "app://bulkhead/")).toBe(200);
	const paths = [
		"../package.json",
		"%2e%2e/package.json",
		"..%5cpackage.json",
		"assets/",
		"%00",
		"/etc/passwd",
		"index.html",
	];
	for (const url of [...paths.map((path) => `app://bulkhead/${path}`), "app://evil/", "app://bulkhead.evil/"]) {
		expect([url, await app.ask("fetched", url)]).toEqual([url, 404]);
	}
	expect(await app.ask("fetched", "file:///etc/passwd")).toBeUndefined();
});

test("19. the fuses are said, each of them (what they do is for Electron's binary to show)", () => {
	const settings = readFileSync("electron-builder.yml", "utf8");
	for (const off of [
		"runAsNode",
		"enableNodeOptionsEnvironmentVariable",
		"enableNodeCliInspectArguments",
		"grantFileProtocolExtraPrivileges",
	]) {
		expect(settings).toContain(`  ${off}: false\n`);
	}
	for (const on of ["enableCookieEncryption", "enableEmbeddedAsarIntegrityValidation", "onlyLoadAppFromAsar"]) {
		expect(settings).toContain(`  ${on}: true\n`);
	}
});

test("20. nothing of Electron passes into the page: one door with one function, and no event reaches it", async () => {
	expect(count(preload, /exposeInMainWorld\(/g)).toBe(1);
	expect(count(preload, /ipcRenderer\.\w+/g)).toBe(4);
	expect(await page.evaluate(() => Object.keys(window.bulkhead ?? {}))).toEqual(["askForPort"]);
	const heard = await page.evaluate(
		() =>
			new Promise<string>((done) => {
				window.addEventListener("message", ({ data, ports }) => done(JSON.stringify([data, ports.length])), {
					once: true,
				});
				window.bulkhead?.askForPort();
			}),
	);
	expect(heard).toBe('["bulkhead:port",1]');
});
