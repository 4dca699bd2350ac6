/** How a test reaches into the app's process: one question, one answer, over Node's own channel between parent and child. */
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { debuggingAddress } from "./chromium.ts";
import { ipcMain } from "./ipc-main.ts";
import { answerFor } from "./protocol.ts";
import { type Recorded, recorded } from "./recorded.ts";
import { deviceVerdicts, downloads, type Verdict, verdict } from "./session.ts";
import { answerNext, chooseInMenu, clickNotification } from "./shown.ts";

/** Facts of a frame that asks for a port: what a page of somebody else, or one that is gone, would have. */
export interface Sender {
	origin: string;
	isTop: boolean;
	detached: boolean;
}

/** Every question, with its answer. */
export interface Questions {
	recorded: (nothing: undefined) => Recorded;
	debugging: (nothing: undefined) => Promise<string>;
	verdict: (permission: string) => Verdict;
	devices: (nothing: undefined) => { device: boolean; display: boolean };
	downloads: (url: string) => boolean;
	/** True when a port was handed over; null stands for a frame that is gone. */
	askAs: (sender: Sender | null) => boolean;
	/** What the app says to a window that its page wants. Chromium itself is not asked, for it has dialogs for odd schemes. */
	openWindow: (url: string) => "allow" | "deny";
	/** Tells the app that its page's process ended. It did not: Playwright gives up a page that really crashed. */
	crash: (reason: string) => void;
	/** Tells the app of another process that ended. */
	childGone: (type: string) => void;
	/** Throws where nobody catches it: outside of every promise, or in one that nobody waits for. */
	fault: (how: "exception" | "rejection") => void;
	openUrl: (url: string) => void;
	focus: (focused: boolean) => void;
	clickNotification: (nothing: undefined) => void;
	/** The status that the app's own scheme answers with; undefined for an address of another. */
	fetched: (url: string) => Promise<number | undefined>;
	/** How many listen to a channel of the preloads. */
	listeners: (channel: string) => number;
	/** Sends the app a channel's message, as this frame. */
	sayAs: (message: { channel: string; sender: Sender | null; args: unknown[] }) => void;
	answerNext: (button: number) => void;
	choose: (label: string) => void;
	secondInstance: (args: string[]) => void;
	quit: (nothing: undefined) => void;
}

const answers: Questions = {
	recorded: () => recorded,
	debugging: () => debuggingAddress(app.userData),
	verdict,
	devices: deviceVerdicts,
	downloads,
	askAs(sender) {
		let given = false;
		const postMessage = () => {
			given = true;
		};
		const isDestroyed = () => sender?.detached ?? true;
		const senderFrame = sender && { ...sender, parent: sender.isTop ? null : {}, postMessage, isDestroyed, send() {} };
		ipcMain.emit("bulkhead:ask-for-port", { senderFrame, ports: [] });
		return given;
	},
	openWindow: (url) => theWindow().webContents.wantsWindow(url),
	crash(reason) {
		const { webContents } = theWindow();
		webContents.emit("render-process-gone", {}, { reason, exitCode: 1 });
		app.emit("render-process-gone", {}, webContents, { reason, exitCode: 1 });
	},
	childGone: (type) => void app.emit("child-process-gone", {}, { type, reason: "crashed", exitCode: 5 }),
	fault(how) {
		const error = new TypeError("planted-in-a-fault");
		if (how === "exception") setImmediate(() => raise(error));
		else void Promise.reject(error);
	},
	openUrl: (url) => void app.emit("open-url", { preventDefault() {} }, url),
	focus(focused) {
		BrowserWindow.focused = focused;
	},
	clickNotification,
	fetched: async (url) => (await answerFor(url, "GET"))?.status,
	listeners: (channel) => ipcMain.listenerCount(channel),
	sayAs({ channel, sender, args }) {
		const senderFrame = sender && { ...sender, parent: sender.isTop ? null : {}, postMessage() {} };
		ipcMain.emit(channel, { senderFrame, ports: [] }, ...args);
	},
	answerNext,
	choose: chooseInMenu,
	secondInstance: (args) => void app.emit("second-instance", {}, args, "/"),
	quit: () => app.quit(),
};

function raise(error: Error): never {
	throw error;
}

function theWindow(): BrowserWindow {
	const [window] = BrowserWindow.getAllWindows();
	if (!window) throw new Error("the app has no window");
	return window;
}

process.on("message", async ({ id, name, value }: { id: number; name: keyof Questions; value: never }) => {
	try {
		process.send?.({ kind: "answer", id, value: await answers[name](value) });
	} catch (error) {
		process.send?.({ kind: "answer", id, error: String(error) });
	}
});
process.channel?.unref();
