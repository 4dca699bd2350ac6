// npm run dist:cli: builds, then makes the command line as one file that needs no Node: release/bulkhead-VERSION-linux-ARCH.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { listParts } from "./dist/list-parts.mjs";
import { carriedPackages } from "./dist/single-file/gather-files.mjs";
import { makeExecutable } from "./dist/single-file/make-executable.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

if (process.platform !== "linux") {
	console.error(
		"The single file is made for Linux, on Linux; elsewhere use the desktop app's packages (npm run dist).",
	);
	process.exit(2);
}
const output = join(root, "release", `bulkhead-${version}-linux-${process.arch}`);
mkdirSync(join(root, "release"), { recursive: true });
await build();
const files = await makeExecutable(root, output);
const hash = createHash("sha256").update(readFileSync(output)).digest("hex");
writeFileSync(`${output}.sha256`, `${hash}  ${basename(output)}\n`);
const native = files.filter((path) => path.endsWith(".node"));
const parts = listParts(root, { folders: carriedPackages, runtime: "node", native });
writeFileSync(`${output}.cdx.json`, `${JSON.stringify(parts, undefined, "\t")}\n`);
const size = Math.round(statSync(output).size / 1_000_000);
console.log(`${output}: ${size} MB, ${files.length} files inside; its SHA-256 and its list of parts lie beside it.`);
