// Types, lint and format, import rules, the page that is made from the code. Prints what each finds; ends with a code when one finds something.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Title, program (of node_modules/.bin) and arguments. */
export const checks = [
	["types of main", "tsc", ["-p", "main"]],
	["types of the renderer", "tsc", ["-p", "renderer"]],
	["types of the tests", "tsc", ["-p", "test"]],
	["lint and format", "biome", ["ci", "--error-on-warnings"]],
	["import rules", "depcruise", ["--config", ".dependency-cruiser.mjs", "main", "renderer"]],
	["docs/cli.md", "node", ["scripts/docs.mjs", "--check"]],
];

/** Runs one check in the project's folder; true when it found nothing. */
export function runCheck([title, program, args]) {
	const started = performance.now();
	const bin = fileURLToPath(new URL(`../node_modules/.bin/${program}`, import.meta.url));
	const onWindows = process.platform === "win32" && existsSync(`${bin}.cmd`);
	const result = spawnSync(onWindows ? `${bin}.cmd` : bin, args, {
		cwd: fileURLToPath(new URL("..", import.meta.url)),
		stdio: "inherit",
		shell: onWindows,
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const ok = result.status === 0;
	console.log(`${ok ? "ok  " : "FAIL"} ${title} (${seconds} s)`);
	return ok;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const failed = checks.filter((check) => !runCheck(check));
	process.exitCode = failed.length > 0 ? 1 : 0;
}
