/** The built Electron app on the stand-in: what its window may do, and what is refused. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hold, withStore } from "../helpers/pipes.ts";
import { type StandIn, start, withStandIn } from "../standin/standin.ts";

let held: Awaited<ReturnType<typeof hold<StandIn>>>;
let app: StandIn;
let page: Page;
let store: string;
beforeAll(async () => {
	held = await hold<StandIn>((use) =>
		withStore((folder) => {
			store = folder;
			return withStandIn(folder, use);
		}),
	);
	app = held.lent;
	({ page } = app);
});
afterAll(() => held.release());

const startAddress = "https://bulkhead.app.standin/";

test("the window's preferences are the safe ones, each of them said", async () => {
	const { windows, sandboxEnabled, spellChecker } = await app.ask("recorded");
	expect(windows).toHaveLength(1);
	const { preload, ...preferences } = windows[0]?.webPreferences ?? {};
	expect(preload).toMatch(/dist[/\\]electron[/\\]preload\.cjs$/);
	expect(preferences).toEqual({
		sandbox: true,
		contextIsolation: true,
		nodeIntegration: false,
		nodeIntegrationInWorker: false,
		nodeIntegrationInSubFrames: false,
		webSecurity: true,
		allowRunningInsecureContent: false,
		experimentalFeatures: false,
		webviewTag: false,
		navigateOnDragDrop: false,
		spellcheck: false,
		devTools: true,
	});
	expect({ sandboxEnabled, spellChecker }).toEqual({ sandboxEnabled: true, spellChecker: false });
});

test("the scheme is an origin of its own that bypasses no policy", async () => {
	expect((await app.ask("recorded")).schemes).toEqual([
		{ scheme: "app", standard: true, secure: true, supportFetchAPI: true, codeCache: true },
	]);
});

test("the page has one door with one function, and nothing of Node or Electron", async () => {
	const found = await page.evaluate(() => {
		const { bulkhead } = window as unknown as { bulkhead: object };
		const names = ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer", "standinSend"];
		return {
			door: Object.keys(bulkhead),
			frozen: Object.isFrozen(bulkhead),
			names: names.filter((name) => name in window),
		};
	});
	expect(found).toEqual({ door: ["askForPort"], frozen: true, names: [] });
});

test("the preload is one file without a module but electron, and short enough to be read", () => {
	const text = readFileSync("dist/electron/preload.cjs", "utf8");
	expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual([`"electron"`]);
	expect(text.length).toBeLessThan(1_000);
});

test("only the top frame with our own page gets a port; whoever else asks is logged and gets nothing", async () => {
	const ours = { origin: "app://bulkhead", isTop: true, detached: false };
	expect(await app.ask("askAs", ours)).toBe(true);
	const others = [
		null,
		{ ...ours, isTop: false },
		{ ...ours, detached: true },
		...[
			"null",
			"file://",
			"https://bulkhead",
			"app://evil",
			"app://bulkhead.evil",
			"http://127.0.0.1:5432",
			"data:",
		].map((origin) => ({ ...ours, origin })),
	];
	for (const other of others) expect([other, await app.ask("askAs", other)]).toEqual([other, false]);
	const refused = () => app.log().match(/a frame that is not our page asked for a port/g);
	await expect.poll(refused).toHaveLength(others.length);
});

test("a frame inside the page has no door", async () => {
	const inside = await page.evaluate(async () => {
		const frame = document.createElement("iframe");
		document.body.append(frame);
		const has = "bulkhead" in (frame.contentWindow ?? {});
		frame.remove();
		return has;
	});
	expect(inside).toBe(false);
});

test("every permission is denied, to a question and to a look, and so are devices and the screen", async () => {
	const names = [
		...["clipboard-read", "clipboard-sanitized-write", "display-capture", "fileSystem", "fullscreen", "geolocation"],
		...["hid", "idle-detection", "keyboardLock", "local-fonts", "media", "mediaKeySystem", "midi", "midiSysex"],
		...["notifications", "openExternal", "pointerLock", "screen-wake-lock", "serial", "speaker-selection"],
		...["storage-access", "top-level-storage-access", "unknown", "usb", "window-management"],
	];
	for (const name of names) {
		expect([name, await app.ask("verdict", name)]).toEqual([name, { check: false, request: false }]);
	}
	expect(await app.ask("devices")).toEqual({ device: false, display: false });
	const state = await page.evaluate(async () => (await navigator.permissions.query({ name: "geolocation" })).state);
	expect(state).toBe("denied");
});

test("nothing is downloaded but what the page made itself, for which Electron asks where it is to be kept", async () => {
	expect(await app.ask("downloads", "blob:app://bulkhead/5f0c-1")).toBe(true);
	const others = [
		"https://example.org/x",
		"blob:https://example.org/1",
		"app://bulkhead/index.html",
		"data:text/html,x",
	];
	for (const url of [...others, "blob:app://bulkhead.example/1", "file:///etc/passwd"])
		expect([url, await app.ask("downloads", url)]).toEqual([url, false]);
});

test("the page cannot leave, by script, link, form or refresh, and nothing is opened for it", async () => {
	const ways = [
		(url: string) => location.assign(url),
		(url: string) => Object.assign(document.createElement("a"), { href: url }).click(),
		(url: string) => {
			const form = Object.assign(document.createElement("form"), { action: url, method: "post" });
			document.body.append(form);
			form.submit();
			form.remove();
		},
		(url: string) => {
			const meta = Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${url}` });
			document.head.append(meta);
			meta.remove();
		},
	];
	for (const url of [
		"https://evil.example/",
		"http://127.0.0.1:1/",
		"file:///etc/passwd",
		"https://evil.app.standin/",
	]) {
		for (const way of ways) {
			await page.evaluate(`(${way})(${JSON.stringify(url)})`);
			await page.waitForTimeout(60);
			expect([url, page.url().split("#")[0]]).toEqual([url, startAddress]);
		}
	}
	expect((await app.ask("recorded")).openedExternally).toEqual([]);
});

test("a new window is refused; a link to a known manual is asked about first, and opens in the system's browser after a yes", async () => {
	const open = (url: string) => page.evaluate((each) => void window.open(each), url);
	const known = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html";
	const unknown = [
		...["https://evil.example/", "http://www.postgresql.org/", "https://www.postgresql.org.evil.example/"],
		...[
			"https://user:secret@www.postgresql.org/",
			"https://www.postgresql.org:8443/",
			"file:///etc/passwd",
			"smb://x/y",
		],
	];
	const before = (await app.ask("recorded")).dialogs.length;
	for (const url of unknown) expect([url, await app.ask("openWindow", url)]).toEqual([url, "deny"]);
	await open("https://evil.example/");
	await page.waitForTimeout(200);
	expect((await app.ask("recorded")).dialogs).toHaveLength(before);
	await open(known);
	await expect.poll(async () => (await app.ask("recorded")).dialogs.at(-1)?.detail).toBe(known);
	expect((await app.ask("recorded")).openedExternally).toEqual([]);
	await app.ask("answerNext", 1);
	await open(known);
	await expect.poll(async () => (await app.ask("recorded")).openedExternally).toEqual([known]);
	await expect.poll(() => page.context().pages()).toHaveLength(1);
});

test("the page runs under a strict policy, and its normal life breaks it nowhere", async () => {
	await page.addInitScript(() => {
		const broken: string[] = [];
		Object.assign(window, { broken });
		document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => broken.push(violatedDirective));
	});
	const broken = () => page.evaluate(() => (window as unknown as { broken: string[] }).broken);
	const response = await page.reload();
	const nonce = await page.evaluate(() => document.querySelector<HTMLMetaElement>("meta[nonce]")?.nonce);
	expect(await response?.headerValue("content-security-policy")).toBe(
		`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self'; ` +
			"connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	);
	await page.getByText("Connected to Bulkhead").waitFor();
	await page.keyboard.press("Control+k");
	await page.getByRole("dialog").first().waitFor();
	await page.keyboard.press("Escape");
	expect(await broken()).toEqual([]);

	const ran = await page.evaluate(async () => {
		const world = window as unknown as Record<string, unknown>;
		const inline = document.createElement("script");
		inline.textContent = "window.ranInline = true";
		document.head.append(inline);
		setTimeout("window.ranText = true", 0);
		const remote = Object.assign(document.createElement("script"), { src: "https://evil.example/x.js" });
		document.head.append(remote);
		await fetch("https://evil.example/").catch(() => undefined);
		await new Promise((done) => setTimeout(done, 100));
		return [world.ranInline, world.ranText];
	});
	expect(ran).toEqual([undefined, undefined]);
	expect(new Set(await broken())).toEqual(new Set(["script-src-elem", "script-src", "connect-src"]));
});

test("what is no message ends that port alone, and the page gets another", async () => {
	const bad = [null, 7, {}, "", "{", '{"i":"1"}', '{"i":"1","p":{"u":"http://evil.example/"}}', "x".repeat(1_100_000)];
	const ended = await page.evaluate(async (messages) => {
		const askForPort = () =>
			new Promise<MessagePort>((done) => {
				window.addEventListener("message", ({ ports: [port] }) => port && done(port), { once: true });
				window.bulkhead?.askForPort();
			});
		const outcomes: unknown[] = [];
		for (const message of messages) {
			const port = await askForPort();
			const answer = new Promise((done) => {
				port.onmessage = ({ data }) => done(data);
			});
			port.postMessage(message);
			outcomes.push(await answer);
		}
		const port = await askForPort();
		const answer = new Promise((done) => {
			port.onmessage = ({ data }) => done(data);
		});
		port.postMessage('{"i":"1","p":{"u":"/jobs/list"}}');
		return [...outcomes, await answer];
	}, bad);
	expect(ended.slice(0, -1)).toEqual(bad.map(() => null));
	expect(ended.at(-1)).toContain('"jobs":[');
	await page.getByText("Connected to Bulkhead").waitFor();
});

test("a page whose process ended is loaded anew and finds the core as it is; twice in a row is told instead", async () => {
	const marked = () => page.evaluate(() => "marked" in window).catch(() => true);
	const mark = () => page.evaluate(() => void Object.assign(window, { marked: true }));
	await mark();
	await app.ask("crash", "clean-exit");
	await page.waitForTimeout(200);
	expect(await marked()).toBe(true);
	await app.ask("crash", "crashed");
	await expect.poll(marked).toBe(false);
	await page.getByText("Connected to Bulkhead").waitFor();
	await mark();
	await app.ask("crash", "oom");
	expect((await app.ask("recorded")).dialogs.at(-1)?.message).toContain("does not stay up");
	expect(await marked()).toBe(true);
});

test("the menu leaves the page its keys, and its link is asked about too", async () => {
	const { menu } = await app.ask("recorded");
	expect(menu.flatMap(({ items }) => items)).not.toContain("close");
	expect(menu.flatMap(({ items }) => items)).not.toContain("reload");
	const before = (await app.ask("recorded")).dialogs.length;
	await app.ask("choose", "PostgreSQL on row security");
	expect((await app.ask("recorded")).dialogs).toHaveLength(before + 1);
});

test("a second start of the same store opens nothing and leaves; what it was given is data", async () => {
	const second = start(store);
	expect(await second.exited).toBe(0);
	await app.ask("secondInstance", ["--no-sandbox", "bulkhead://connect?url=postgres://evil", "/etc/passwd"]);
	await page.waitForTimeout(100);
	expect((await app.ask("recorded")).windows).toHaveLength(1);
	expect(page.url().split("#")[0]).toBe(startAddress);
});

test("a store that cannot be opened is told in words, and the app ends with the error's code", async () => {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		mkdirSync(join(folder, "bulkhead.db"));
		const broken = start(folder);
		expect(await broken.exited).toBe(5);
		expect(broken.log()).toContain('"code":"STORE_FAILED"');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test("the app ends in order, and its window comes back where it was", () =>
	withStore(async (folder) => {
		const state = { x: 40, y: 50, width: 1000, height: 700, maximized: false };
		writeFileSync(join(folder, "window.json"), JSON.stringify(state));
		await withStandIn(folder, async (one) => {
			const [window] = (await one.ask("recorded")).windows;
			expect(window).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
			expect(await one.quit()).toBe(0);
		});
		expect(JSON.parse(readFileSync(join(folder, "window.json"), "utf8"))).toEqual(state);
		for (const bad of ["{", '{"x":1}', JSON.stringify({ ...state, x: 90_000 })]) {
			writeFileSync(join(folder, "window.json"), bad);
			await withStandIn(folder, async (one) => {
				expect((await one.ask("recorded")).windows[0]).toMatchObject({ width: 1280, height: 820 });
			});
		}
	}));
