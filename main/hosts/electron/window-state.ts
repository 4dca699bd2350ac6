/** Where the window was, kept in the store's folder so that it comes back there. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserWindow, type Rectangle, screen } from "electron";
import { z } from "zod";

const windowState = z.object({
	x: z.number().int(),
	y: z.number().int(),
	width: z.number().int().min(400),
	height: z.number().int().min(300),
	maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

const fileIn = (store: string): string => join(store, "window.json");

/** Undefined the first time, and where the screen that it was on is gone. */
export function readWindowState(store: string): WindowState | undefined {
	try {
		const state = windowState.parse(JSON.parse(readFileSync(fileIn(store), "utf8")));
		return screen.getAllDisplays().some(({ workArea }) => overlaps(state, workArea)) ? state : undefined;
	} catch {
		return undefined;
	}
}

export function keepWindowState(window: BrowserWindow, store: string): void {
	window.on("close", () => {
		const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
		try {
			writeFileSync(`${fileIn(store)}.new`, JSON.stringify(state));
			renameSync(`${fileIn(store)}.new`, fileIn(store));
		} catch {
			// A full disk is no reason to keep the window from closing.
		}
	});
}

/** True when enough of the window is on that screen to be taken hold of. */
function overlaps(window: Rectangle, area: Rectangle): boolean {
	const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
	const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
	return width >= 100 && height >= 50;
}
