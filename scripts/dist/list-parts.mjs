// What a package is made of, as a software bill of materials (CycloneDX 1.6), and the licences of it. The same from the same lock:
// neither holds a time or anything of this machine.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `folders`: packages beside the bundles, as `node_modules/NAME`; those inside of them are in dist/packages.json. `runtime`: the npm
 * package of the program that runs it (electron, node). `native`: files of machine code, whose hashes are told.
 */
export function listParts(root, { folders, runtime, native }) {
	const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
	const bundled = JSON.parse(readFileSync(join(root, "dist", "packages.json"), "utf8"));
	const all = [...new Set([...bundled, ...folders, `node_modules/${runtime}`])].sort();
	const components = all.map((folder) => describePackage(root, folder, lock[folder] ?? {}));
	const files = [...native].sort().map((path) => describeFile(root, path));
	const { name, version } = readPackage(root, ".");
	const main = { type: "application", "bom-ref": `${name}@${version}`, name, version };
	const body = { metadata: { component: main }, components: [...components, ...files] };
	return { bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: serialOf(body), version: 1, ...body };
}

/** The licences that those packages come with, one after another. */
export function listLicences(root, parts) {
	return parts.components
		.filter(({ type }) => type !== "file")
		.map(({ name, version, "bom-ref": folder, licenses }) => {
			const texts = licenceFiles(root, folder).map((file) => readFileSync(file, "utf8").trim());
			const [first] = licenses;
			return [`${name} ${version} (${first?.license?.id ?? first?.expression ?? "see below"})`, ...texts].join("\n\n");
		})
		.join(`\n\n${"-".repeat(80)}\n\n`);
}

function describePackage(root, folder, locked) {
	const { name, version, license, licenses, description } = readPackage(root, folder);
	const [algorithm, digest] = (locked.integrity ?? "").split("-");
	return {
		type: "library",
		"bom-ref": folder,
		name,
		version,
		...(description ? { description } : {}),
		// Older packages have a list.
		licenses: licencesOf(license ?? licenses?.[0]?.type),
		purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
		...(algorithm === "sha512"
			? { hashes: [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }] }
			: {}),
	};
}

function licencesOf(license) {
	if (typeof license !== "string") return [];
	return / (OR|AND) /.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

function describeFile(root, path) {
	const content = createHash("sha256")
		.update(readFileSync(join(root, path)))
		.digest("hex");
	return { type: "file", "bom-ref": path, name: path, hashes: [{ alg: "SHA-256", content }] };
}

const readPackage = (root, folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));

function licenceFiles(root, folder) {
	const place = join(root, folder);
	if (!existsSync(place)) return [];
	return readdirSync(place)
		.filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
		.sort()
		.map((name) => join(place, name));
}

/** A UUID of the content, so that the same parts have the same number. */
function serialOf(body) {
	const hex = createHash("sha256").update(JSON.stringify(body)).digest("hex");
	return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
