/** What a page may not do: leave, open windows, ask for devices, or reach anything but its own files. */
import { app, type DownloadItem, type Session, type WebContents } from "electron";
import type { Log } from "../../core/ports.ts";
import { APP_ORIGIN } from "./app-protocol.ts";
import { openExternally } from "./external-links.ts";

/** Every page and every session that ever comes to be, whoever makes it. */
export function confinePages(log: Log): void {
	app.on("web-contents-created", (_event, contents) => confine(contents, log));
	app.on("session-created", confineSession);
}

function confine(contents: WebContents, log: Log): void {
	contents.setWindowOpenHandler(({ url }) => {
		log.info("a new window was refused");
		void openExternally(url);
		return { action: "deny" };
	});
	contents.on("will-frame-navigate", (details) => {
		if (details.isMainFrame && isStart(details.url)) return;
		log.info("a navigation was refused");
		details.preventDefault();
		if (details.isMainFrame) void openExternally(details.url);
	});
	contents.on("will-redirect", (event) => event.preventDefault());
	contents.on("will-attach-webview", (event) => event.preventDefault());
}

/** The page itself, as a reload asks for it. */
const isStart = (url: string): boolean => url.split("#")[0] === `${APP_ORIGIN}/`;

/** A text that the page itself made, such as a report: Electron asks where it is to be kept. */
const isOwnText = (item: DownloadItem | undefined): boolean =>
	item?.getURL().startsWith(`blob:${APP_ORIGIN}/`) ?? false;

/** Electron grants what nobody denies; here nothing is granted, and nothing but our own scheme is fetched. */
export function confineSession(session: Session): void {
	session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
	session.setPermissionCheckHandler(() => false);
	session.setDevicePermissionHandler(() => false);
	session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
	session.setSpellCheckerEnabled(false);
	session.on("will-download", (event, item) => {
		if (!isOwnText(item)) event.preventDefault();
	});
	const remote = { urls: ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*", "file:///*"] };
	session.webRequest.onBeforeRequest(remote, (_details, answer) => answer({ cancel: true }));
}
