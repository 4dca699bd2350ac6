// What this machine has to show a window with.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const { platform, env } = process;

export function hasDisplay() {
	return platform === "win32" || platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Neither Electron nor Chromium run their sandbox as root, and without it neither is opened. */
export const isRoot = process.getuid?.() === 0;

/** Electron's own program; `npm ci` does not fetch it, `npx install-electron` does. */
export function findElectron(root) {
	const folder = join(root, "node_modules", "electron");
	const named = join(folder, "path.txt");
	if (!existsSync(named)) return undefined;
	const program = join(folder, "dist", readFileSync(named, "utf8"));
	return existsSync(program) ? program : undefined;
}

/** An installed browser that can show a page as a window of its own. */
export function findBrowser() {
	return candidates().find((file) => existsSync(file));
}

function candidates() {
	if (platform === "darwin") {
		return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
			(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
		);
	}
	if (platform === "win32") {
		const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(Boolean);
		const files = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
		return files.flatMap((file) => folders.map((folder) => join(folder, file)));
	}
	const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"];
	const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
