// Writes docs/cli.md from the code: commander's tree, the error table, the variables that the code reads. `--check` writes
// nothing, and ends with 1 when the page is not what the code says.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cliPage } from "./docs/cli-page.mjs";
import { faultsOfEnvironment } from "./docs/environment.mjs";

const page = fileURLToPath(new URL("../docs/cli.md", import.meta.url));
const text = await cliPage();

if (process.argv.includes("--check")) {
	const faults = faultsOfEnvironment();
	if (textOf(page) !== text) faults.push("docs/cli.md is not what the code says: run `node scripts/docs.mjs`.");
	for (const fault of faults) console.error(fault);
	process.exitCode = faults.length > 0 ? 1 : 0;
} else {
	writeFileSync(page, text);
}

function textOf(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return undefined;
	}
}
