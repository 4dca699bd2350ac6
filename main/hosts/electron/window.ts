import { fileURLToPath } from "node:url";
import { app, BrowserWindow, dialog, nativeTheme, type WebPreferences } from "electron";
import type { Log } from "../../core/ports.ts";
import { APP_ORIGIN } from "./app-protocol.ts";
import { keepWindowState, readWindowState } from "./window-state.ts";
import { say } from "./words/say.ts";

/** Said in full, defaults too: what the window may do is to be read here, not in Electron's release notes. */
function webPreferences(): WebPreferences {
	return {
		preload: fileURLToPath(new URL("preload.cjs", import.meta.url)),
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
		// The dictionary would be fetched from the network.
		spellcheck: false,
		devTools: !app.isPackaged,
	};
}

/** Opens the app's window where it was the last time; `store`: the local store's folder. */
export function openWindow(store: string, log: Log): BrowserWindow {
	const state = readWindowState(store);
	const window = new BrowserWindow({
		title: "Bulkhead",
		width: 1280,
		height: 820,
		...(state ? { x: state.x, y: state.y, width: state.width, height: state.height } : {}),
		minWidth: 880,
		minHeight: 560,
		show: false,
		backgroundColor: nativeTheme.shouldUseDarkColors ? "#10151c" : "#f4f6f8",
		webPreferences: webPreferences(),
	});
	if (state?.maximized) window.maximize();
	keepWindowState(window, store);
	window.once("ready-to-show", () => window.show());
	const load = (): void => {
		window.loadURL(`${APP_ORIGIN}/`).catch((error: Error) => {
			// A window that is closed while it loads is no fault, and its rejection nobody's to catch.
			log.info("the page was not loaded", { message: error.message });
		});
	};
	loadAgainAfterCrash(window, load, log);
	load();
	return window;
}

/** Milliseconds within which a second crash is not answered by loading once more. */
const CRASH_LOOP = 10_000;

/** Jobs are the core's: a page whose process died is loaded anew, and finds them as they are. */
function loadAgainAfterCrash(window: BrowserWindow, load: () => void, log: Log): void {
	let last = -CRASH_LOOP;
	window.webContents.on("render-process-gone", (_event, { reason }) => {
		if (reason === "clean-exit") return;
		log.error("the page's process ended", { reason });
		const again = performance.now() - last < CRASH_LOOP;
		last = performance.now();
		if (!again) return load();
		dialog.showErrorBox(say("window.gone"), say("window.gone.detail"));
	});
}
