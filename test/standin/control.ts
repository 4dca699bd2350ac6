/** How a test reaches into the app's process: one question, one answer, over Node's own channel between parent and child. */
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { debuggingAddress } from "./chromium.ts";
import { ipcMain } from "./ipc-main.ts";
import { type Recorded, recorded } from "./recorded.ts";
import { deviceVerdicts, downloads, type Verdict, verdict } from "./session.ts";
import { answerNext, chooseInMenu } from "./shown.ts";

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
		const senderFrame = sender && { ...sender, parent: sender.isTop ? null : {}, postMessage };
		ipcMain.emit("bulkhead:ask-for-port", { senderFrame, ports: [] });
		return given;
	},
	openWindow: (url) => theWindow().webContents.wantsWindow(url),
	crash: (reason) => void theWindow().webContents.emit("render-process-gone", {}, { reason, exitCode: 1 }),
	answerNext,
	choose: chooseInMenu,
	secondInstance: (args) => void app.emit("second-instance", {}, args, "/"),
	quit: () => app.quit(),
};

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
