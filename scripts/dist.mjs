// npm run dist: builds, looks at what would be packed, then makes this platform's packages in release/ (electron-builder.yml).
// Arguments go to electron-builder: `npm run dist -- --linux deb`. Ends with 1 when no package was made.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { packForCheck } from "./dist/pack-for-check.mjs";
import { findElectron } from "./start/find-programs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

await build();
await check();
// At once: electron-builder, once loaded, ends every process with 0 that comes to its end by itself.
process.exit(makePackages(process.argv.slice(2)) ? 0 : 1);

async function check() {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-dist-"));
	try {
		const { files, fuses, packages } = await packForCheck(root, folder);
		console.log(`Checked: electron-builder takes its settings and packs ${files.length} files.`);
		console.log(
			`Checked: ${packages.length} Linux packages have their desktop file, AppArmor profile and manual page.`,
		);
		for (const [fuse, on] of Object.entries(fuses)) console.log(`Checked: fuse ${fuse} is ${on ? "on" : "off"}.`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function makePackages(args) {
	const electron = findElectron(root);
	const local = electron ? [`-c.electronDist=${dirname(electron)}`] : [];
	const builder = createRequire(import.meta.url).resolve("electron-builder/cli.js");
	const { status } = spawnSync(process.execPath, [builder, "--publish", "never", ...local, ...args], {
		cwd: root,
		stdio: "inherit",
	});
	if (status === 0) {
		const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
		copyFileSync(join(root, "dist/parts/bulkhead.cdx.json"), join(root, "release", `bulkhead-${version}.cdx.json`));
		return true;
	}
	console.error(
		[
			"NO PACKAGE WAS MADE: electron-builder ended with an error, which stands above.",
			electron
				? "Electron's program is on this machine; the tools that make packages are fetched the first time."
				: "Electron's program is not on this machine, and has to be fetched: that needs the internet.",
			"What is said to be checked holds; that the packages install and start was not seen here.",
		].join("\n"),
	);
	return false;
}
