/** The entry of dist/electron/main.js: the app in a window of its own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, dialog, ipcMain, session, shell } from "electron";
import { lineLog } from "../../adapters/system/system.ts";
import { exitCodeOf, toAppError } from "../../core/errors.ts";
import { languageOf } from "../../words/languages.ts";
import { compose, defaultStore, packageFolder } from "../compose.ts";
import { localClient } from "../local-client.ts";
import { rendererFiles } from "../renderer-files.ts";
import { declareScheme, serveScheme } from "./app-protocol.ts";
import { askAboutCommand } from "./ask-about-command.ts";
import { LANGUAGE } from "./channels.ts";
import { confinePages, confineSession } from "./confine.ts";
import { crashFolder } from "./crash-file.ts";
import { keyStore } from "./key-store.ts";
import { installMenu, type MenuActions } from "./menu.ts";
import { notifyEnds } from "./notify-ends.ts";
import { collectLinks } from "./open-link.ts";
import { ourPage } from "./our-page.ts";
import { createPageMessages } from "./page-messages.ts";
import { handOverPorts } from "./port-handover.ts";
import { watchCrashes } from "./watch-crashes.ts";
import { openWindow } from "./window.ts";
import { say, speakIn } from "./words/say.ts";

const store = defaultStore();
const log = lineLog((line) => process.stderr.write(`${line}\n`));

watchCrashes(store, log);
app.enableSandbox();
declareScheme();
// Chromium's own files stand in the store too: one instance a store, and nothing left elsewhere.
app.setPath("userData", join(store, "electron"));
confinePages(log);
const links = collectLinks();

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

function start(): void {
	const composed = compose({ store, log, keyStore, allowsCommand: askAboutCommand });
	const { client, close } = localClient(composed.core);
	const page = createPageMessages();
	const showConnection = (connection: string | undefined) => {
		showWindow();
		if (connection !== undefined) page.ask({ connection });
	};
	serveScheme(rendererFiles(join(packageFolder, "dist", "renderer")));
	confineSession(session.defaultSession);
	handOverPorts(composed.core, log, page.given);
	speakAsThePage({
		command(id) {
			showWindow();
			page.ask({ command: id });
		},
		showCrashFiles,
	});
	openWindow(store, log);
	app.on("second-instance", showWindow);
	app.on("activate", showWindow);
	app.on("window-all-closed", () => process.platform !== "darwin" && app.quit());
	links.follow({ client, log, show: showConnection });
	const notices = notifyEnds({ client, show: showConnection });
	endInOrder(async () => {
		notices.stop();
		close();
		await composed.close();
	});
}

/** What another start asked for, whatever its arguments were: the window. */
function showWindow(): void {
	const window = BrowserWindow.getAllWindows()[0] ?? openWindow(store, log);
	if (window.isMinimized()) window.restore();
	window.show();
	window.focus();
}

/** Menu and questions are in the system's language until the page says which one is chosen in it. */
function speakAsThePage(actions: MenuActions): void {
	speakIn(languageOf(app.getPreferredSystemLanguages()[0]));
	installMenu(actions);
	ipcMain.on(LANGUAGE, ({ senderFrame }, language: unknown) => {
		if (!ourPage(senderFrame) || typeof language !== "string") return;
		if (speakIn(languageOf(language.slice(0, 16)))) installMenu(actions);
	});
}

function showCrashFiles(): void {
	const folder = crashFolder(store);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	void shell.openPath(folder);
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
			.finally(() => app.exit(Number(process.exitCode ?? 0)));
	});
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
}

function giveUp(caught: unknown): void {
	const { code, message, data } = toAppError(caught);
	log.error("Bulkhead cannot start", { code, message });
	dialog.showErrorBox(say("start.failed"), [message, data.hint].filter(Boolean).join("\n\n"));
	app.exit(exitCodeOf(code));
}
