/** Starts the built Electron app with the double in Electron's place, and gives its page to the test. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Questions } from "./control.ts";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const project = file("../..");

export interface StandIn {
	page: Page;
	ask<Name extends keyof Questions>(
		name: Name,
		...value: Parameters<Questions[Name]>[0] extends undefined ? [] : Parameters<Questions[Name]>
	): Promise<Awaited<ReturnType<Questions[Name]>>>;
	/** What the app wrote to standard error so far. */
	log(): string;
	/** Quits the app as a person would, and answers with its exit code. */
	quit(): Promise<number | null>;
}

/** `store`: the app's store, which the caller makes and removes. `folder`: where the app is, when not in this project. */
export async function withStandIn<T>(
	store: string,
	use: (app: StandIn) => Promise<T>,
	folder: string = project,
): Promise<T> {
	const process = start(store, folder);
	let browser: Browser | undefined;
	try {
		browser = await chromium.connectOverCDP(await process.ask("debugging"));
		const page = await appPage(browser);
		return await use({ page, ask: process.ask, log: process.log, quit: process.quit });
	} finally {
		await process.quit();
		await browser?.close();
	}
}

interface Started extends Omit<StandIn, "page"> {
	exited: Promise<number | null>;
}

/** The app's process alone, for what happens before there is a window. */
export function start(store: string, folder: string = project): Started {
	const main = join(folder, "dist", "electron", "main.js");
	if (!existsSync(main)) throw new Error("dist/electron is not built: npm run build");
	const { STANDIN_ARGUMENT: argument } = process.env;
	const given = argument === undefined ? [] : [argument];
	const child = spawn(process.execPath, ["--import", file("./hooks.mjs"), main, ...given], {
		stdio: ["ignore", "inherit", "pipe", "ipc"],
		env: { ...process.env, BULKHEAD_HOME: store, NODE_NO_WARNINGS: "1" },
	});
	const said: string[] = [];
	child.stderr?.on("data", (chunk) => said.push(String(chunk)));
	const exited = once(child, "exit").then(([code]) => code as number | null);
	const ask = asker(
		child,
		exited.then((code) => new Error(`the app ended with code ${code}: ${said.join("").slice(-2_000)}`)),
	);
	return {
		ask,
		exited,
		log: () => said.join(""),
		async quit() {
			if (child.exitCode === null && child.connected) await ask("quit").catch(() => {});
			const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
			const code = await exited;
			clearTimeout(timer);
			return code;
		},
	};
}

function asker(child: ChildProcess, ended: Promise<Error>): StandIn["ask"] {
	let last = 0;
	return (name, ...[value]) => {
		last += 1;
		const id = last;
		return new Promise((done, fail) => {
			const onMessage = (answer: { kind: string; id: number; value: never; error?: string }) => {
				if (answer.kind !== "answer" || answer.id !== id) return;
				child.off("message", onMessage);
				if (answer.error === undefined) done(answer.value);
				else fail(new Error(answer.error));
			};
			child.on("message", onMessage);
			void ended.then(fail);
			child.send({ id, name, value });
		});
	};
}

/** The page of the app's window, once the app has loaded it. */
async function appPage(browser: Browser): Promise<Page> {
	const context = browser.contexts()[0];
	if (!context) throw new Error("the app's Chromium has no context");
	for (;;) {
		const page = context.pages().find((each) => each.url().includes(".standin/"));
		if (page) return page;
		await new Promise((done) => setTimeout(done, 20));
	}
}
