import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { WebContents, WebPreferences } from "electron";
import type { CDPSession, Page, Request, Route } from "playwright-core";
import { toApp, toChromium } from "./addresses.ts";
import { newPage } from "./chromium.ts";
import { FrameDouble } from "./frame.ts";
import { ipcMain } from "./ipc-main.ts";
import { answerFor } from "./protocol.ts";
import { applyPermissions, isCancelled } from "./session.ts";
import { type FromPreload, pageWorld, preloadWorld } from "./worlds.ts";

type OpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];

/** The name of the world that the preload runs in; only there is the way to the main process. */
const WORLD = "preload";

export class WebContentsDouble extends EventEmitter implements Pick<WebContents, "setWindowOpenHandler"> {
	readonly ready: Promise<Page>;
	#frame: FrameDouble | undefined;
	/** The preload's world of the present document. */
	#world: number | undefined;
	#openHandler: OpenHandler | undefined;
	/** The address that the app itself asked for last: it needs no leave. */
	#asked: string | undefined;

	constructor(preferences: WebPreferences) {
		super();
		this.ready = this.#prepare(preferences);
	}

	setWindowOpenHandler(handler: OpenHandler): void {
		this.#openHandler = handler;
	}

	async load(address: string): Promise<void> {
		const page = await this.ready;
		this.#asked = address;
		await page.goto(toChromium(address));
	}

	async #prepare({ preload }: WebPreferences): Promise<Page> {
		const page = await newPage();
		const cdp = await page.context().newCDPSession(page);
		await applyPermissions(cdp);
		await cdp.send("Page.enable");
		cdp.on("Page.windowOpen", ({ url }) => this.wantsWindow(toApp(url)));
		if (preload !== undefined) await this.#installPreload(cdp, preload);
		await page.route("**/*", (route, request) => this.#fetch(route, request));
		return page;
	}

	async #installPreload(cdp: CDPSession, file: string): Promise<void> {
		const tag = JSON.stringify(`standin-${randomUUID()}`);
		const preload = `function (require, module, exports) {${readFileSync(file, "utf8")}\n}`;
		await cdp.send("Runtime.enable");
		const { frameTree } = await cdp.send("Page.getFrameTree");
		await cdp.send("Runtime.addBinding", { name: "standinSend", executionContextName: WORLD });
		cdp.on("Runtime.executionContextCreated", ({ context }) => {
			const isTop = (context.auxData as { frameId?: string } | undefined)?.frameId === frameTree.frame.id;
			if (context.name === WORLD && isTop) this.#newDocument(cdp, context);
		});
		cdp.on("Runtime.bindingCalled", ({ executionContextId, payload }) => {
			if (executionContextId === this.#world) this.#heard(JSON.parse(payload) as FromPreload);
		});
		await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${pageWorld})(${tag})` });
		await cdp.send("Page.addScriptToEvaluateOnNewDocument", {
			source: `(${preloadWorld})(${tag}, ${preload})`,
			worldName: WORLD,
		});
	}

	#newDocument(cdp: CDPSession, context: { id: number; origin: string }): void {
		this.#frame?.detach();
		this.#world = context.id;
		this.#frame = new FrameDouble(cdp, context.id, toApp(context.origin));
	}

	#heard(message: FromPreload): void {
		const frame = this.#frame;
		if (!frame) return;
		if (message.kind === "port") frame.receive(message.port, message.data);
		else if (message.kind === "port-closed") frame.closePort(message.port);
		else ipcMain.emit(message.channel, { senderFrame: frame, sender: this, ports: [] }, ...message.args);
	}

	/** Asks the app's handler; without one, Electron opens the window. */
	wantsWindow(url: string): "allow" | "deny" {
		const details = { url, frameName: "", features: "", disposition: "foreground-tab" as const };
		return this.#openHandler?.({ ...details, referrer: { url: "", policy: "default" } }).action ?? "allow";
	}

	async #fetch(route: Route, request: Request): Promise<void> {
		const url = toApp(request.url());
		const isTop = request.frame().parentFrame() === null;
		if (request.isNavigationRequest() && !this.#mayGo(url, isTop)) return route.abort("aborted");
		const answer = await answerFor(url, request.method());
		if (answer) return route.fulfill(answer);
		if (await isCancelled(url)) return route.abort("blockedbyclient");
		return route.continue();
	}

	#mayGo(url: string, isMainFrame: boolean): boolean {
		if (isMainFrame && url === this.#asked) {
			this.#asked = undefined;
			return true;
		}
		let prevented = false;
		const details = {
			url,
			isMainFrame,
			isSameDocument: false,
			frame: null,
			preventDefault: () => {
				prevented = true;
			},
		};
		this.emit("will-frame-navigate", details);
		if (isMainFrame) this.emit("will-navigate", details);
		return !prevented;
	}
}
