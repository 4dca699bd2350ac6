/** Who builds the same sources again gets the same bytes: what was looked at once is what is handed out. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

function hashesOf(folder: string): Record<string, string> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
	return Object.fromEntries(
		paths.map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
	);
}

test("two builds are the same file by file, and the app's archive and the single-file command line the same to the byte", async () => {
	const { build } = (await import(resolve("scripts/build.mjs"))) as { build(dist: string): Promise<void> };
	const { packForCheck } = (await import(resolve("scripts/dist/pack-for-check.mjs"))) as {
		packForCheck(root: string, output: string): Promise<{ archive: string }>;
	};
	const { makeExecutable } = (await import(resolve("scripts/dist/single-file/make-executable.mjs"))) as {
		makeExecutable(root: string, output: string): Promise<string[]>;
	};
	const room = mkdtempSync(join(tmpdir(), "bulkhead-twice-"));
	try {
		const made: object[] = [];
		for (const turn of ["one", "two"]) {
			await build(join(room, `dist-${turn}`));
			const { archive } = await packForCheck(resolve("."), join(room, turn));
			await makeExecutable(resolve("."), join(room, turn, "single"));
			const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
			made.push({
				dist: hashesOf(join(room, `dist-${turn}`)),
				archive: hash(archive),
				single: hash(join(room, turn, "single")),
			});
		}
		expect(made[1]).toEqual(made[0]);
	} finally {
		rmSync(room, { recursive: true, force: true });
	}
});
