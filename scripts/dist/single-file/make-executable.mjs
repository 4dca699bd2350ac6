// Node's single executable application: the `node` of the npm package with our launcher and our files inside.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { gatherFiles } from "./gather-files.mjs";

/** Node's mark in its own program: its last character says whether something was put in. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Whoever requires it starts the command line; what cannot be started is that promise's rejection. */
const START = 'module.exports = import("./dist/cli/cli.js");\n';

/** Makes the executable `output` of the built project in `root`. Answers with the paths that are inside. */
export async function makeExecutable(root, output) {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-single-"));
	try {
		const files = writeAssets(root, folder);
		const blob = prepareBlob(folder);
		const made = join(folder, "bulkhead");
		copyFileSync(join(root, "node_modules/node/bin/node"), made);
		await injectInto(made, blob);
		chmodSync(made, 0o755);
		copyFileSync(made, `${output}.new`);
		renameSync(`${output}.new`, output);
		return files;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The injector warns of sections that Node's program does not name, a line each; the executable is none the worse for it. */
async function injectInto(program, blob) {
	const { warn } = console;
	console.warn = (text, ...more) => String(text).includes("string offset for section name") || warn(text, ...more);
	try {
		const { inject } = await import("postject");
		await inject(program, "NODE_SEA_BLOB", blob, { sentinelFuse: FUSE });
	} finally {
		console.warn = warn;
	}
}

function writeAssets(root, folder) {
	const contents = new Map(gatherFiles(root).map((path) => [path, readFileSync(join(root, path))]));
	contents.set("start.cjs", Buffer.from(START));
	const files = [...contents].map(([path, bytes]) => ({
		path,
		size: bytes.length,
		hash: createHash("sha256").update(bytes).digest("hex"),
	}));
	writeFileSync(join(folder, "manifest.json"), JSON.stringify({ files }));
	writeFileSync(join(folder, "files.gz"), gzipSync(Buffer.concat([...contents.values()]), { level: 9 }));
	return files.map(({ path }) => path);
}

function prepareBlob(folder) {
	const output = join(folder, "blob");
	const config = {
		main: fileURLToPath(new URL("launcher.cjs", import.meta.url)),
		output,
		disableExperimentalSEAWarning: true,
		// V8 writes other bytes each time, and the launcher is short.
		useCodeCache: false,
		// NODE_OPTIONS would let who sets a variable run code in it.
		execArgvExtension: "none",
		assets: { manifest: join(folder, "manifest.json"), files: join(folder, "files.gz") },
	};
	writeFileSync(join(folder, "sea.json"), JSON.stringify(config));
	const { status, stderr } = spawnSync(process.execPath, ["--experimental-sea-config", join(folder, "sea.json")]);
	if (status !== 0) throw new Error(`Node could not prepare the executable: ${stderr}`);
	return readFileSync(output);
}
