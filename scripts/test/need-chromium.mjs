import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromiumPath } from "../../test/helpers/chromium.ts";

/** The suites of the hosts drive a Chromium. Where there is none, it is installed if we may, else said what is missing. */
export function needChromium() {
	if (hasChromium()) return;
	const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
	if (mayInstall) {
		console.log("No Chromium is installed; apt-get installs it …");
		for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
			const { status } = spawnSync("apt-get", args, {
				stdio: ["ignore", "ignore", "inherit"],
				env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
			});
			if (status !== 0) break;
		}
	}
	if (!hasChromium()) {
		console.log(
			"MISSING: a Chromium (Debian: apt-get install chromium; or name one in BULKHEAD_CHROMIUM). Its tests fail.",
		);
	}
}

function hasChromium() {
	try {
		return existsSync(chromiumPath());
	} catch {
		return false;
	}
}
