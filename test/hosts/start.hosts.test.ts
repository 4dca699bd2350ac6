/** `npm start` as a newcomer runs it, where there is no display; and its window, where there is one. */
import { type ChildProcess, spawn } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, withBrowserHost } from "../helpers/browser-host.ts";
import { chromiumArguments, chromiumPath } from "../helpers/chromium.ts";

let folder = "";
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-start-"));
	chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

interface Start {
	child: ChildProcess;
	/** Resolves when what was written so far matches; rejects when the program ends first. */
	says(pattern: RegExp): Promise<RegExpMatchArray>;
	exited: Promise<number | null>;
}

/** A store that was never used. Where the embedded server runs as another user, it must be able to reach its data there. */
function freshStore(): string {
	const store = mkdtempSync(join(folder, "store-"));
	chmodSync(store, 0o755);
	return store;
}

function npmStart(args: string[] = []): Start {
	const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...env } = process.env;
	const child = spawn(process.execPath, [resolve("scripts/start.mjs"), ...args], {
		env: { ...env, BULKHEAD_HOME: freshStore() },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	const exited = new Promise<number | null>((done) => child.on("close", done));
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on("data", (text) => {
			said += text;
		});
	}
	return {
		child,
		exited,
		async says(pattern) {
			for (;;) {
				const found = said.match(pattern);
				if (found) return found;
				const state = await Promise.race([exited.then((code) => `ended with ${code}`), pause(20)]);
				if (state && !pattern.test(said)) throw new Error(`${state}, saying: ${said}`);
			}
		},
	};
}

const pause = (ms: number) => new Promise<undefined>((done) => setTimeout(done, ms, undefined));

/** Other suites run beside this one: a busy moment may cost the fifteen seconds once, not three times in a row. */
const busy = { retry: 2 };

test(
	"without a display it says so, prints the address, and has the demo ready in fifteen seconds; Ctrl-C ends all of it",
	busy,
	async () => {
		const began = performance.now();
		const start = npmStart();
		let demo = new URL("postgres://nowhere");
		try {
			const [, address = ""] = await start.says(/There is no display here[\s\S]*?(http:\S+)/);
			const url = new URL(address);
			expect((await ask(Number(url.port), url.pathname + url.search)).status).toBe(303);
			const [, printed = ""] = await start.says(/The demo is ready: .* (postgres:\S+)/);
			expect(performance.now() - began).toBeLessThan(15_000);
			demo = new URL(printed);
			expect(demo.password).toBe("");
			expect(await answers(Number(demo.port))).toBe(true);
		} finally {
			start.child.kill("SIGINT");
		}
		expect(await start.exited).toBe(0);
		expect(await answers(Number(demo.port))).toBe(false);
	},
);

/** True when something listens there. */
function answers(port: number): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect({ host: "127.0.0.1", port }, () => {
			socket.destroy();
			done(true);
		});
		socket.on("error", () => done(false));
	});
}

test("a port in use and bad usage end it with the error's code and a sentence", () =>
	withBrowserHost(async ({ port }) => {
		const taken = npmStart(["--port", String(port)]);
		await taken.says(/PORT_IN_USE: .*\n {2}next: .*--port/);
		expect(await taken.exited).toBe(2);
		for (const args of [["--port", "x"], ["--port=99999"], ["--nonsense"]]) {
			expect([args, await npmStart(args).exited]).toEqual([args, 2]);
		}
	}));

interface AppWindow {
	openAppWindow(browser: string, url: string, profile: string): Promise<{ closed: Promise<void>; close(): void }>;
}

test("the window is given its address through the browser's pipe: no argument of a process holds the token", () =>
	withBrowserHost(async (host) => {
		const { openAppWindow } = (await import(resolve("scripts/start/app-window.mjs"))) as AppWindow;
		const browser = join(folder, "browser");
		writeFileSync(browser, `#!/bin/sh\nexec ${chromiumPath()} --headless ${chromiumArguments.join(" ")} "$@"\n`);
		chmodSync(browser, 0o755);
		const window = await openAppWindow(browser, host.host.url, join(folder, "profile"));
		expect(readdirSync("/proc").map(commandLine).join("\n")).not.toContain(host.token);
		await expect.poll(async () => (await ask(host.port, `/?token=${host.token}`)).status).toBe(401);
		window.close();
		await window.closed;
	}));

function commandLine(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8");
	} catch {
		// It ended while we looked.
		return "";
	}
}

test("a build is old when a source is newer, or when one was taken away", async () => {
	const { isStale } = (await import(resolve("scripts/start/is-stale.mjs"))) as { isStale(root: string): boolean };
	const root = join(folder, "project");
	const past = new Date(Date.now() - 60_000);
	for (const name of ["main/core", "renderer", "assets", "docs", "scripts", "dist"])
		mkdirSync(join(root, name), { recursive: true });
	for (const name of ["main/core/a.ts", "main/core/b.ts", "scripts/build.mjs", "package-lock.json"]) {
		writeFileSync(join(root, name), "");
	}
	expect(isStale(root)).toBe(true);
	const age = (path: string) => {
		utimesSync(path, past, past);
	};
	for (const name of [
		"main/core/a.ts",
		"main/core/b.ts",
		"main/core",
		"main",
		"renderer",
		"assets",
		"docs",
		"scripts/build.mjs",
	]) {
		age(join(root, name));
	}
	age(join(root, "package-lock.json"));
	writeFileSync(join(root, "dist", "built"), "");
	expect(isStale(root)).toBe(false);
	utimesSync(join(root, "main/core/a.ts"), new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));
	expect(isStale(root)).toBe(true);
	age(join(root, "main/core/a.ts"));
	rmSync(join(root, "main/core/b.ts"));
	utimesSync(join(root, "main/core"), new Date(Date.now() + 1_000), new Date(Date.now() + 1_000));
	expect(isStale(root)).toBe(true);
});
