import { EventEmitter } from "node:events";
import type { Session } from "electron";
import type { CDPSession } from "playwright-core";
import { recorded } from "./recorded.ts";

type Handler<Method extends keyof Session> = Session[Method] extends (handler: infer H) => void
	? NonNullable<H>
	: never;
type RequestHandler = Handler<"setPermissionRequestHandler">;
type CheckHandler = Handler<"setPermissionCheckHandler">;
type DeviceHandler = Handler<"setDevicePermissionHandler">;
type DisplayHandler = Handler<"setDisplayMediaRequestHandler">;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

/** What the app set; undefined is Electron's default, which grants. */
const set: {
	request?: RequestHandler;
	check?: CheckHandler;
	device?: DeviceHandler;
	display?: DisplayHandler;
	beforeRequest?: { patterns: RegExp[]; listener: BeforeRequest };
} = {};

class SessionDouble extends EventEmitter {
	setPermissionRequestHandler(handler: RequestHandler): void {
		set.request = handler;
	}
	setPermissionCheckHandler(handler: CheckHandler): void {
		set.check = handler;
	}
	setDevicePermissionHandler(handler: DeviceHandler): void {
		set.device = handler;
	}
	setDisplayMediaRequestHandler(handler: DisplayHandler): void {
		set.display = handler;
	}
	setSpellCheckerEnabled(enabled: boolean): void {
		recorded.spellChecker = enabled;
	}
	readonly webRequest = {
		onBeforeRequest({ urls }: { urls: string[] }, listener: BeforeRequest): void {
			set.beforeRequest = { patterns: urls.map(toPattern), listener };
		},
	};
}

export const session = { defaultSession: new SessionDouble() };

const toPattern = (urls: string): RegExp =>
	new RegExp(`^${urls.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);

/** True when the app's filter stops a request to this address. */
export function isCancelled(url: string): Promise<boolean> {
	const { patterns, listener } = set.beforeRequest ?? { patterns: [], listener: undefined };
	if (!listener || !patterns.some((pattern) => pattern.test(url))) return Promise.resolve(false);
	return new Promise((done) => listener({ url }, ({ cancel }) => done(cancel === true)));
}

type Permission = Parameters<CheckHandler>[1];

/** Chromium's names of what a page may ask for, and Electron's. */
const permissions: [chromium: string, electron: Permission][] = [
	["geolocation", "geolocation"],
	["notifications", "notifications"],
	["camera", "media"],
	["microphone", "media"],
	["clipboard-read", "clipboard-read"],
	["clipboard-write", "clipboard-sanitized-write"],
	["midi", "midi"],
	["idle-detection", "idle-detection"],
	["display-capture", "display-capture" as Permission],
	["local-fonts", "local-fonts" as Permission],
	["screen-wake-lock", "screen-wake-lock" as Permission],
	["storage-access", "storage-access"],
	["window-management", "window-management" as Permission],
];

/**
 * Puts the app's verdicts in force in Chromium. Not the same as in Electron: they are asked for once, before the page is
 * loaded, and not at each use.
 */
export async function applyPermissions(cdp: CDPSession): Promise<void> {
	for (const [name, permission] of permissions) {
		const granted = verdict(permission).check;
		await cdp.send("Browser.setPermission", { permission: { name }, setting: granted ? "granted" : "denied" });
	}
}

export interface Verdict {
	check: boolean;
	request: boolean;
}

/** What the app's two handlers say to one permission. */
export function verdict(permission: string): Verdict {
	let request = true;
	const decide = (granted: boolean) => {
		request = granted;
	};
	set.request?.(null as never, permission as never, decide, {} as never);
	return { request, check: set.check?.(null, permission as Permission, "", {} as never) ?? true };
}

/** What the app says to a device and to a capture of the screen. */
export function deviceVerdicts(): { device: boolean; display: boolean } {
	let display = true;
	const answer = (streams: object) => {
		display = Object.keys(streams).length > 0;
	};
	set.display?.({} as never, answer as never);
	return { device: set.device?.({} as never) ?? true, display };
}

/** True when a download from this address would go through. */
export function downloads(url: string): boolean {
	let prevented = false;
	const event = {
		preventDefault() {
			prevented = true;
		},
	};
	session.defaultSession.emit("will-download", event, { getURL: () => url });
	return !prevented;
}
