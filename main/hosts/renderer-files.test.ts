import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RendererFiles, rendererFiles } from "./renderer-files.ts";

let folder: string;
let files: RendererFiles;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-files-"));
	const built = join(folder, "renderer");
	mkdirSync(join(built, "assets"), { recursive: true });
	writeFileSync(join(folder, "secret.js"), "secret");
	writeFileSync(join(built, "index.html"), "<html>");
	writeFileSync(join(built, "icon.svg"), "<svg>");
	writeFileSync(join(built, "notes.txt"), "notes");
	for (const name of ["a.js", "a.css", "a.woff2", "a.png"]) writeFileSync(join(built, "assets", name), name);
	symlinkSync(join(folder, "secret.js"), join(built, "assets", "link.js"));
	symlinkSync(folder, join(built, "up"));
	files = rendererFiles(built);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
	["/assets/a.js", "text/javascript; charset=utf-8", true],
	["/assets/a.css", "text/css; charset=utf-8", true],
	["/assets/a.woff2", "font/woff2", true],
	["/assets/a.png", "image/png", true],
	["/icon.svg", "image/svg+xml", false],
])("%s has its exact type, and lasts only when its name changes with it", async (path, type, lasting) => {
	expect(await files.read(path)).toMatchObject({ type, lasting });
});

test.each([
	...["/../secret.js", "/assets/../../secret.js", "/%2e%2e/secret.js", "/..%2fsecret.js", "/assets\\..\\..\\secret.js"],
	...[
		"/assets/link.js",
		"/up/secret.js",
		"//assets/a.js",
		"assets/a.js",
		"/assets/a.js\0",
		"/assets/A.js",
		"/assets/a.js/",
	],
	...["", "/", "/assets", "/notes.txt", "/index.html", "/__proto__", "/constructor", "/toString.js"],
])("%j is nothing", async (path) => {
	expect(await files.read(path)).toBeUndefined();
});

test("a renderer that was never built is an error at the start, not at the first page", () => {
	expect(() => rendererFiles(join(folder, "none"))).toThrow("ENOENT");
});
