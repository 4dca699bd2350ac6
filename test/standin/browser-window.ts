import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow } from "electron";
import { app } from "./app.ts";
import { recorded } from "./recorded.ts";
import { WebContentsDouble } from "./web-contents.ts";

type Methods =
	| "close"
	| "focus"
	| "getNormalBounds"
	| "isMaximized"
	| "isMinimized"
	| "loadURL"
	| "maximize"
	| "restore"
	| "show";

export class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Methods> {
	static getAllWindows(): BrowserWindow[] {
		return [...app.windows].filter((window) => window instanceof BrowserWindow);
	}

	/** Not the same as in Electron: a window has the focus until a test says that it lost it. */
	static focused = true;

	static getFocusedWindow(): BrowserWindow | null {
		return BrowserWindow.focused ? (BrowserWindow.getAllWindows()[0] ?? null) : null;
	}

	readonly webContents: WebContentsDouble;
	readonly #bounds: { x: number; y: number; width: number; height: number };
	#maximized = false;

	constructor(options: BrowserWindowConstructorOptions = {}) {
		super();
		const { x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = options;
		this.#bounds = { x, y, width, height };
		recorded.windows.push(JSON.parse(JSON.stringify(options)));
		this.webContents = new WebContentsDouble(webPreferences);
		app.windows.add(this);
		app.emit("browser-window-created", {}, this);
		app.emit("web-contents-created", {}, this.webContents);
	}

	async loadURL(address: string): Promise<void> {
		await this.webContents.load(address);
		this.emit("ready-to-show");
	}

	close(): void {
		this.emit("close", { preventDefault() {} });
		app.windows.delete(this);
		this.emit("closed");
		if (app.windows.size === 0) app.emit("window-all-closed");
	}

	getNormalBounds() {
		return { ...this.#bounds };
	}
	isMaximized(): boolean {
		return this.#maximized;
	}
	maximize(): void {
		this.#maximized = true;
	}
	isMinimized(): boolean {
		return false;
	}
	restore(): void {}
	show(): void {
		recorded.shown += 1;
	}
	focus(): void {
		BrowserWindow.focused = true;
	}
}
