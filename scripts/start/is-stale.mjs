import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What dist/ is made of; the page has docs/ in it. */
const sources = ["main", "renderer", "assets", "docs", "scripts/build.mjs", "package-lock.json"];

/** True when dist/ is missing, or a source is newer than it. A file that was taken away changes its folder. */
export function isStale(root) {
	const built = join(root, "dist", "built");
	if (!existsSync(built)) return true;
	const since = statSync(built).mtimeMs;
	const isNewer = (path) => {
		const facts = statSync(path);
		if (facts.mtimeMs > since) return true;
		return facts.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name)));
	};
	return sources.some((source) => isNewer(join(root, source)));
}
