import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesPort } from "./files.ts";

const files = filesPort();
let folder = "";
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-files-"));
	mkdirSync(join(folder, "verify"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("small and large files come back byte for byte, and none that is longer than the limit", async () => {
	for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000]) {
		const bytes = Buffer.alloc(size, "0123456789é");
		writeFileSync(join(folder, "001_a.sql"), bytes);
		expect(bytes.equals((await files.read(folder, "001_a.sql", size)) ?? Buffer.from("none"))).toBe(true);
		if (size > 0) expect(await files.read(folder, "001_a.sql", size - 1)).toBeUndefined();
	}
});

test("the folder and its verify folder are listed, links as links", async () => {
	writeFileSync(join(folder, "verify", "001_a.sql"), "");
	symlinkSync("001_a.sql", join(folder, "002_link.sql"));
	expect(await files.list(folder)).toEqual(
		expect.arrayContaining([
			{ path: "001_a.sql", kind: "file" },
			{ path: "002_link.sql", kind: "link" },
			{ path: "verify/001_a.sql", kind: "file" },
		]),
	);
});

test("a link, a folder and a file that is not there are BAD_INPUT that names them", async () => {
	for (const path of ["002_link.sql", "verify", "003_none.sql"]) {
		await expect(files.read(folder, path, 1_000_000)).rejects.toMatchObject({
			code: "BAD_INPUT",
			message: expect.stringContaining(path),
		});
	}
});

test("many files are read without keeping others from their turn", async () => {
	const paths = Array.from({ length: 3_000 }, () => "001_a.sql");
	writeFileSync(join(folder, "001_a.sql"), "SELECT 1;".repeat(1_000));
	let turns = 0;
	const timer = setInterval(() => {
		turns += 1;
	}, 1);
	await Promise.all(paths.map((path) => files.read(folder, path, 1_000_000)));
	clearInterval(timer);
	expect(turns).toBeGreaterThan(2);
});
