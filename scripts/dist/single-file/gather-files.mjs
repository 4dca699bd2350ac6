// What the single-file command line carries: what is built for it, the migrations, and the packages that cannot be bundled.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const { platform, arch } = process;

/** Packages beside the bundles, each with what of it is needed. */
const packages = {
	"better-sqlite3": ["package.json", "LICENSE", "lib", `prebuilds/${platform}-${arch}.node`],
	"libpg-query": ["package.json", "LICENSE", "wasm"],
	ssh2: ["package.json", "LICENSE", "lib"],
	asn1: ["package.json", "LICENSE", "lib"],
	"bcrypt-pbkdf": ["package.json", "LICENSE", "index.js"],
	"safer-buffer": ["package.json", "LICENSE", "safer.js"],
	tweetnacl: ["package.json", "LICENSE", "nacl-fast.js"],
};

const own = ["package.json", "LICENSE", "dist/cli", "dist/renderer", "migrations"];

/** Left out: declarations, maps, and the sources of what is compiled. */
const LEFT_OUT = /\.(d\.[cm]?ts|map)$|\/crypto\/(src\/|binding\.gyp)/;

/** Paths below `root`, in order. */
export function gatherFiles(root) {
	const named = Object.entries(packages).flatMap(([name, parts]) =>
		parts.map((part) => `node_modules/${name}/${part}`),
	);
	return [...own, ...named]
		.flatMap((path) => filesOf(root, path))
		.filter((path) => !LEFT_OUT.test(path))
		.sort();
}

/** Folders of the packages, for the list of parts. */
export const carriedPackages = Object.keys(packages).map((name) => `node_modules/${name}`);

function filesOf(root, path) {
	if (!statSync(join(root, path)).isDirectory()) return [path];
	return readdirSync(join(root, path)).flatMap((name) => filesOf(root, `${path}/${name}`));
}
