import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFiles } from "./create-files.ts";
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

test("new files are written all or not at all, and never over one that is there", async () => {
	const own = mkdtempSync(join(folder, "new-"));
	const of = (id: string) => ["", "rollback/"].map((part) => ({ path: `${part}${id}_a.sql`, text: `-- ${part}` }));
	await createFiles(own, of("001"));
	expect(readFileSync(join(own, "rollback", "001_a.sql"), "utf8")).toBe("-- rollback/");
	writeFileSync(join(own, "rollback", "002_a.sql"), "mine");
	await expect(createFiles(own, of("002"))).rejects.toMatchObject({ code: "REFUSED" });
	expect(existsSync(join(own, "002_a.sql"))).toBe(false);
	expect(readFileSync(join(own, "rollback", "002_a.sql"), "utf8")).toBe("mine");
});
