// What goes into the packages can be looked at without Electron: the app is packed around a file that has Electron's fuses and
// nothing else. It is no package and starts nothing.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeParts } from "./write-parts.mjs";

/** Where @electron/fuses finds the fuses in a program: this text, their version and count, then one character each. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** In the order in which they stand. */
const fuses = [
	"runAsNode",
	"enableCookieEncryption",
	"enableNodeOptionsEnvironmentVariable",
	"enableNodeCliInspectArguments",
	"enableEmbeddedAsarIntegrityValidation",
	"onlyLoadAppFromAsar",
	"loadBrowserProcessSpecificV8Snapshot",
	"grantFileProtocolExtraPrivileges",
];

/**
 * Packs the built app of `root` below `output`. Answers with the archive's files, the fuses and the archive itself, what lies beside it,
 * and for deb and rpm what their maker would be told: its arguments and the desktop file.
 */
export async function packForCheck(root, output) {
	const { build, Platform } = await import("electron-builder");
	const electron = join(output, "no-electron");
	writeStandIn(electron);
	writeParts(root);
	const told = [];
	await build({
		projectDir: root,
		targets: Platform.LINUX.createTarget(["dir", "deb", "rpm"]),
		publish: "never",
		// electron-builder's own way to look at what it would do: true, and fpm is neither fetched nor run.
		async effectiveOptionComputed([args, desktopFile]) {
			told.push({ args, desktop: readFileSync(desktopFile, "utf8") });
			return true;
		},
		config: { extends: "electron-builder.yml", electronDist: electron, directories: { output } },
	});
	const packed = join(output, "linux-unpacked");
	const resources = join(packed, "resources");
	const archive = join(resources, "app.asar");
	return {
		archive,
		resources,
		files: asar().listPackage(archive, { isPack: false }),
		fuses: readFuses(join(packed, "bulkhead")),
		packages: told,
	};
}

/** Unpacks the archive, so that what is in it can be run by itself. */
export function unpack(archive, folder) {
	asar().extractAll(archive, folder);
}

function writeStandIn(folder) {
	mkdirSync(join(folder, "resources"), { recursive: true });
	mkdirSync(join(folder, "locales"));
	for (const name of ["LICENSE", "LICENSES.chromium.html", "version", "locales/en-US.pak"])
		writeFileSync(join(folder, name), "");
	writeFileSync(
		join(folder, "electron"),
		`${SENTINEL}\x01${String.fromCharCode(fuses.length)}${"1".repeat(fuses.length)}`,
	);
	chmodSync(join(folder, "electron"), 0o755);
}

function readFuses(program) {
	const bytes = readFileSync(program, "latin1");
	const at = bytes.indexOf(SENTINEL) + SENTINEL.length + 2;
	return Object.fromEntries(fuses.map((name, index) => [name, bytes[at + index] === "1"]));
}

/** electron-builder's own reader of archives. */
function asar() {
	const require = createRequire(import.meta.url);
	const builder = createRequire(require.resolve("electron-builder/package.json"));
	return createRequire(builder.resolve("app-builder-lib/package.json"))("@electron/asar");
}
