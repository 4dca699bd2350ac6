import { EventEmitter } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "electron";
import { startChromium, stopChromium } from "./chromium.ts";
import { recorded } from "./recorded.ts";

type Methods =
	| "enableSandbox"
	| "exit"
	| "getPreferredSystemLanguages"
	| "isPackaged"
	| "isReady"
	| "quit"
	| "requestSingleInstanceLock"
	| "setPath"
	| "showAboutPanel"
	| "whenReady";

class AppDouble extends EventEmitter implements Pick<App, Methods> {
	readonly isPackaged = false;
	userData = join(tmpdir(), "bulkhead-standin");
	/** The app's windows; they register themselves. */
	readonly windows = new Set<{ close(): void }>();
	#quitting = false;
	#ready = false;

	enableSandbox(): void {
		recorded.sandboxEnabled = true;
	}

	getPreferredSystemLanguages(): string[] {
		return [process.env.STANDIN_LANGUAGE ?? "en-GB"];
	}

	setPath(_name: "userData", path: string): void {
		this.userData = path;
	}

	/** Not the same as in Electron: the first one is not told of the second; a test emits `second-instance` itself. */
	requestSingleInstanceLock(): boolean {
		mkdirSync(this.userData, { recursive: true });
		const file = join(this.userData, "instance");
		if (isAlive(file)) return false;
		writeFileSync(file, String(process.pid));
		return true;
	}

	async whenReady(): Promise<void> {
		await startChromium(this.userData);
		this.#ready = true;
	}

	isReady(): boolean {
		return this.#ready;
	}

	quit(): void {
		if (this.#quitting) return;
		this.#quitting = true;
		this.emit("before-quit", event());
		for (const window of [...this.windows]) window.close();
		this.willQuit();
	}

	willQuit(): void {
		const leaving = event();
		this.emit("will-quit", leaving);
		if (!leaving.defaultPrevented) this.exit(0);
	}

	exit(code = 0): void {
		void stopChromium().finally(() => process.exit(code));
	}

	showAboutPanel(): void {}
}

export const app = new AppDouble();

function event() {
	return {
		defaultPrevented: false,
		preventDefault() {
			this.defaultPrevented = true;
		},
	};
}

function isAlive(file: string): boolean {
	try {
		process.kill(Number(readFileSync(file, "utf8")), 0);
		return true;
	} catch {
		return false;
	}
}
