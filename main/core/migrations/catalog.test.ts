import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesPort } from "../../adapters/files/files.ts";
import { sqlPort } from "../../adapters/sql/sql.ts";
import type { CatalogFault } from "../../contract/index.ts";
import type { AppError } from "../errors.ts";
import { readCatalog } from "./catalog.ts";
import { readStatements } from "./statements.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-catalog-"));
	for (const part of ["rollback", "verify"]) mkdirSync(join(folder, part));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (path: string, content: string | Uint8Array = "SELECT 1;") => writeFileSync(join(folder, path), content);
const read = () => readCatalog(filesPort(), folder);
const faults = async () => {
	const error = await read().then(
		() => undefined,
		(caught: AppError) => caught,
	);
	expect(error).toMatchObject({ code: "CATALOG_INVALID" });
	return error?.data.data?.faults ?? [];
};

test("a set is read by its numbers, each with its rollback and its checks; other files are left alone", async () => {
	put("002_second.sql");
	put("001_first.sql", "\ufeffSELECT 'é';\r\n");
	put("rollback/002_second.sql");
	put("verify/001_first.sql");
	put("README.md");
	put("run_migrations.sh");
	const { migrations } = await read();
	expect(migrations.map(({ id, name }) => `${id} ${name}`)).toEqual(["001 first", "002 second"]);
	expect(migrations[0]?.forward.text).toBe("SELECT 'é';\r\n");
	expect(migrations[0]?.verify?.path).toBe("verify/001_first.sql");
	expect(migrations[0]?.rollback).toBeUndefined();
	expect(migrations[1]?.rollback?.path).toBe("rollback/002_second.sql");
});

test("numbers may have more digits, and sort as numbers", async () => {
	for (let at = 998; at <= 1001; at += 1) put(`${at}_m.sql`);
	expect((await read()).migrations.map(({ id }) => id)).toEqual(["998", "999", "1000", "1001"]);
});

test("every fault is reported, together, and each with what to do", async () => {
	put("001_first.sql");
	put("003_third.sql", "SELECT 1;\nSELECT '\0';");
	put("0003_again.sql");
	put("004_latin.sql", Buffer.from("SELECT 1;\n-- caf\xe9\n", "latin1"));
	put("drop everything.sql");
	put("rollback/009_nothing.sql");
	put("rollback/001_other.sql");
	symlinkSync("/etc/passwd", join(folder, "005_link.sql"));
	const found = await faults();
	expect(found.map(({ file, line }) => [file, line]).sort()).toEqual(
		[
			["003_third.sql", 2],
			["003_third.sql", undefined],
			["0003_again.sql", undefined],
			["004_latin.sql", 2],
			["005_link.sql", undefined],
			["drop everything.sql", undefined],
			["rollback/001_other.sql", undefined],
			["rollback/009_nothing.sql", undefined],
		].sort(),
	);
	expect(found.every(({ hint }) => hint)).toBe(true);
	expect(found.map(({ message }) => message).join()).toContain("There is a gap: after 001 comes 003.");
});

test("a folder that is not there is NOT_FOUND, and a file in its place too", async () => {
	await expect(readCatalog(filesPort(), join(folder, "none"))).rejects.toMatchObject({ code: "NOT_FOUND" });
	put("file");
	await expect(readCatalog(filesPort(), join(folder, "file"))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an empty folder is an empty set", async () => {
	expect((await read()).migrations).toEqual([]);
});

test("of a set with more text than is held together, the long files are read again when they run, and are the same files", async () => {
	const long = `-- ${"x".repeat(990_000)}\n`;
	for (let at = 1; at <= 72; at += 1) put(`${String(at).padStart(3, "0")}_m.sql`, `${long}SELECT ${at};`);
	const { migrations } = await read();
	const held = migrations.filter(({ forward }) => forward.text !== undefined);
	expect(held.length).toBeGreaterThan(60);
	expect(held.length).toBeLessThan(72);
	const faults: CatalogFault[] = [];
	const last = migrations.at(-1)?.forward;
	if (!last) throw new Error("there is none");
	expect(await readStatements(sqlPort(), last, faults)).toMatchObject([{ text: "SELECT 72", line: 2 }]);
	put("072_m.sql", `${long}SELECT 73;`);
	await expect(readStatements(sqlPort(), { ...last }, faults)).rejects.toMatchObject({ code: "REFUSED" });
	expect(faults).toEqual([]);
});
