/** The entry of dist/electron/main.js: the app in a window of its own. */
import { join } from "node:path";
import { app, BrowserWindow, dialog, session } from "electron";
import { lineLog } from "../../adapters/system/system.ts";
import { exitCodeOf, toAppError } from "../../core/errors.ts";
import { compose, defaultStore, packageFolder } from "../compose.ts";
import { rendererFiles } from "../renderer-files.ts";
import { declareScheme, serveScheme } from "./app-protocol.ts";
import { askAboutCommand } from "./ask-about-command.ts";
import { confinePages, confineSession } from "./confine.ts";
import { keyStore } from "./key-store.ts";
import { installMenu } from "./menu.ts";
import { handOverPorts } from "./port-handover.ts";
import { openWindow } from "./window.ts";

const store = defaultStore();
const log = lineLog((line) => process.stderr.write(`${line}\n`));

app.enableSandbox();
declareScheme();
// Chromium's own files stand in the store too: one instance a store, and nothing left elsewhere.
app.setPath("userData", join(store, "electron"));
confinePages(log);

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

function start(): void {
	const composed = compose({ store, log, keyStore, allowsCommand: askAboutCommand });
	serveScheme(rendererFiles(join(packageFolder, "dist", "renderer")));
	confineSession(session.defaultSession);
	handOverPorts(composed.core, log);
	installMenu();
	openWindow(store, log);
	app.on("second-instance", showWindow);
	app.on("activate", showWindow);
	app.on("window-all-closed", () => process.platform !== "darwin" && app.quit());
	endInOrder(composed.close);
}

/** What another start asked for, whatever its arguments were: the window. */
function showWindow(): void {
	const window = BrowserWindow.getAllWindows()[0] ?? openWindow(store, log);
	if (window.isMinimized()) window.restore();
	window.show();
	window.focus();
}

/** Jobs are stopped and the embedded server is ended before the app is. */
function endInOrder(close: () => Promise<void>): void {
	let closing = false;
	app.on("will-quit", (event) => {
		event.preventDefault();
		if (closing) return;
		closing = true;
		close()
			.catch((error: unknown) => log.error("the end was not orderly", { message: String(error) }))
			.finally(() => app.exit(0));
	});
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
}

function giveUp(caught: unknown): void {
	const { code, message, data } = toAppError(caught);
	log.error("Bulkhead cannot start", { code, message });
	dialog.showErrorBox("Bulkhead cannot start", [message, data.hint].filter(Boolean).join("\n\n"));
	app.exit(exitCodeOf(code));
}
