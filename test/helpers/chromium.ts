import { existsSync } from "node:fs";

const places = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The installed Chromium that tests drive; BULKHEAD_CHROMIUM names another. Throws with what to install. */
export function chromiumPath(): string {
	const named = process.env.BULKHEAD_CHROMIUM;
	const found = named ?? places.find((place) => existsSync(place));
	if (found === undefined) {
		throw new Error("The tests drive a Chromium: apt-get install chromium, or name one in BULKHEAD_CHROMIUM.");
	}
	return found;
}

/** Chromium's sandbox needs a user who is not root; tests often run as root, and load our own page only. */
export const chromiumArguments = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"];
