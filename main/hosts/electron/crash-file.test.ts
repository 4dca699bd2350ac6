import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { crashFolder, writeCrashFile } from "./crash-file.ts";

let store = "";
beforeEach(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-crash-"));
});
afterEach(() => rmSync(store, { recursive: true }));

test("a report says where in our code it happened, and nothing that a person or a server said", () => {
	const caught = Object.assign(new TypeError('password "planted-secret" of postgres://u:planted-secret@host'), {
		code: "ECONNRESET",
		detail: "planted-secret",
		cause: new Error("planted-secret"),
	});
	const file = writeCrashFile(store, { where: "main", caught }) ?? expect.fail("no report was written");
	const text = readFileSync(file, "utf8");
	expect(text).not.toContain("planted-secret");
	expect(text).not.toContain(process.cwd());
	expect(JSON.parse(text)).toMatchObject({
		where: "main",
		error: {
			kind: "TypeError",
			code: "ECONNRESET",
			at: expect.arrayContaining([expect.stringMatching(/electron\/crash-file\.test\.ts:\d+:\d+/)]),
		},
	});
	if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a message that looks like a stack's frame does not get into it, and what is no error is told by its kind", () => {
	const caught = new Error("x\n    at planted (secret:1:1)");
	caught.stack = `Error: ${caught.message}\n    at run (/home/amel/bulkhead/dist/main.js:3:7)`;
	const text = readFileSync(writeCrashFile(store, { where: "main", caught }) ?? "", "utf8");
	expect(JSON.parse(text).error.at).toEqual(["run (dist/main.js:3:7)"]);
	const thrown = readFileSync(writeCrashFile(store, { where: "main", caught: "planted" }) ?? "", "utf8");
	expect(JSON.parse(thrown).error).toEqual({ kind: "string" });
});

test("ten reports are kept, and a folder that cannot be written breaks nothing", () => {
	writeCrashFile(store, { where: "page", reason: "oom", exitCode: 5 });
	const folder = crashFolder(store);
	for (let day = 10; day < 25; day += 1) writeFileSync(join(folder, `crash-2020-01-${day}.json`), "");
	writeCrashFile(store, { where: "page", reason: "oom", exitCode: 5 });
	const kept = readdirSync(folder).sort();
	expect(kept).toHaveLength(10);
	expect(kept[0]).toBe("crash-2020-01-17.json");
	writeFileSync(join(store, "file"), "");
	expect(writeCrashFile(join(store, "file"), { where: "page", reason: "oom" })).toBeUndefined();
});
