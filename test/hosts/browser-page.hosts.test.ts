/** The browser host as a person meets it: the printed address in a real Chromium. */

import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withBrowserHost } from "../helpers/browser-host.ts";
import { chromiumArguments, chromiumPath } from "../helpers/chromium.ts";

let browser: Browser;
beforeAll(async () => {
	browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
});
afterAll(() => browser.close());

/** A browser that never was here before, with what breaks the page's policy kept in `broken`. */
async function withPage<T>(use: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
	const context = await browser.newContext();
	await context.addInitScript(() => {
		sessionStorage.setItem("bulkhead-demo-stopped", "yes");
		const broken: string[] = [];
		Object.assign(window, { broken });
		document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => broken.push(violatedDirective));
	});
	try {
		return await use(await context.newPage(), context);
	} finally {
		await context.close();
	}
}

const connected = (page: Page) => page.getByText("Connected to Bulkhead").waitFor();
const notOpen = (page: Page) => page.getByRole("heading", { name: "This page is not open to this browser" }).waitFor();

test("the printed address opens the app; the token is nowhere in the page's address or history, and the policy is kept", () =>
	withBrowserHost((host) =>
		withPage(async (page) => {
			const asked: string[] = [];
			page.on("request", (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
			await page.goto(host.host.url);
			await connected(page);
			expect(page.url()).not.toContain(host.token);
			expect(asked.filter((line) => line.includes(host.token))).toHaveLength(1);
			expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
			expect(await page.evaluate(() => document.querySelector("meta[name=bulkhead-key]"))).toBeNull();
			await page.goBack();
			expect(page.url()).toBe("about:blank");
		}),
	));

test("a reload and a second tab of the same browser go on without a new token, another browser does not get in", () =>
	withBrowserHost((host) =>
		withPage(async (page, context) => {
			await page.goto(host.host.url);
			await connected(page);
			await page.reload();
			await connected(page);
			const second = await context.newPage();
			await second.goto(host.origin);
			await connected(second);
			await withPage(async (stranger) => {
				await stranger.goto(host.host.url);
				await notOpen(stranger);
			});
		}),
	));

test("a browser that shows the cookie to another program of this machine does not let that program in", () =>
	withBrowserHost((host) =>
		withPage(async (page, context) => {
			await page.goto(host.host.url);
			await connected(page);
			// What a page of another port got from the browser: the cookie, but not the key that this origin keeps.
			const cookies = await context.cookies();
			await withPage(async (thief, other) => {
				await other.addCookies(cookies);
				await thief.goto(host.origin);
				await notOpen(thief);
				expect(thief.url()).toBe(`${host.origin}/left-out`);
			});
		}),
	));

test("when Bulkhead ends the page says so; started again on the same port, the page tells what to do", () =>
	withPage(async (page) => {
		const port = await withBrowserHost(async (host) => {
			await page.goto(host.host.url);
			await connected(page);
			return host.port;
		});
		await page.getByRole("status").filter({ hasText: "Bulkhead does not answer" }).waitFor();
		await withBrowserHost(
			async () => {
				await notOpen(page);
				await page.getByText("open the address that it printed last").waitFor();
			},
			{ port },
		);
	}));

test("a dropped socket is opened again by itself, and calls work again", () =>
	withBrowserHost(async (host) =>
		withPage(async (page) => {
			const cut = await cuttable(page);
			await page.goto(host.host.url);
			await connected(page);
			const sockets = cut.count();
			await cut.now();
			await expect.poll(cut.count).toBeGreaterThan(sockets);
			await connected(page);
		}),
	));

/** Puts a wire between page and host that can be cut. */
async function cuttable(page: Page): Promise<{ now(): Promise<void>; count(): number }> {
	const close: (() => Promise<void>)[] = [];
	await page.routeWebSocket(/\/pipe$/, (socket) => {
		const server = socket.connectToServer();
		close.push(async () => {
			await server.close();
			await socket.close({ code: 3001 });
		});
	});
	return { now: async () => close.at(-1)?.(), count: () => close.length };
}

test("another site cannot use the app through the person's browser: no frame, no script, no socket", () =>
	withBrowserHost((host) =>
		withPage(async (page, context) => {
			await page.goto(host.host.url);
			await connected(page);
			const evil = await context.newPage();
			await evil.route("http://evil.example/", (route) => route.fulfill({ contentType: "text/html", body: "<p>evil" }));
			await evil.goto("http://evil.example/");
			const reached = await evil.evaluate(reachFor, host.port);
			expect(reached).toEqual({ socket: "closed", script: "error", fetch: "error", frame: "nothing" });
		}),
	));

/** In the other site's page: every way to reach the app, and what came of it. */
async function reachFor(port: number) {
	const at = `127.0.0.1:${port}`;
	const socket = await new Promise((done) => {
		const tried = new WebSocket(`ws://${at}/pipe`, "bulkhead.1");
		tried.onopen = () => done("open");
		tried.onclose = () => done("closed");
	});
	const script = await new Promise((done) => {
		const tag = Object.assign(document.createElement("script"), { src: `http://${at}/` });
		tag.onload = () => done("load");
		tag.onerror = () => done("error");
		document.head.append(tag);
	});
	const fetched = await fetch(`http://${at}/`, { credentials: "include" }).then(
		() => "answer",
		() => "error",
	);
	const frame = Object.assign(document.createElement("iframe"), { src: `http://${at}/` });
	document.body.append(frame);
	await new Promise((done) => setTimeout(done, 300));
	const shown = (() => {
		try {
			return frame.contentDocument?.body.innerHTML ? "page" : "nothing";
		} catch {
			return "nothing";
		}
	})();
	return { socket, script, fetch: fetched, frame: shown };
}
