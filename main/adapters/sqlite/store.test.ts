import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "./store.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
});
afterEach(() => {
	chmodSync(folder, 0o700);
	rmSync(folder, { recursive: true });
});

const connection = { id: "c1", settings: { name: "École" }, lastUsedAt: new Date("2026-01-02T03:04:05Z") };

test("what is put is there after the store was closed and opened again", () => {
	const first = openStore(folder);
	first.connections.put(connection);
	first.connections.put({ id: "c2", settings: { name: "other" } });
	first.close();
	const second = openStore(folder);
	expect(second.connections.list()).toEqual([
		{ ...connection, position: 1 },
		{ id: "c2", settings: { name: "other" }, position: 2 },
	]);
	expect(second.connections.remove("c1")).toBe(true);
	expect(second.connections.remove("c1")).toBe(false);
	second.close();
});

test("two open at the same moment see each other's writes", () => {
	const [one, two] = [openStore(folder), openStore(folder)];
	one.connections.put(connection);
	two.connections.put({ ...connection, id: "c2" });
	expect(one.connections.list().map(({ id }) => id)).toEqual(["c1", "c2"]);
	one.close();
	two.close();
});

test("a damaged file is set aside, with its bytes, and a new store opens", () => {
	writeFileSync(join(folder, "bulkhead.db"), "this is no database, but it may hold something dear".repeat(100));
	const store = openStore(folder);
	expect(store.setAside).toBeDefined();
	expect(statSync(store.setAside ?? "").size).toBe(5_100);
	store.connections.put(connection);
	expect(store.connections.list()).toHaveLength(1);
	store.close();
});

test("a store of a newer Bulkhead is refused and not touched", () => {
	openStore(folder).close();
	const file = join(folder, "bulkhead.db");
	const raw = new Database(file);
	raw.pragma("user_version = 999");
	raw.close();
	expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
	const again = new Database(file);
	expect(again.pragma("user_version", { simple: true })).toBe(999);
	again.close();
});

test("the file is for its owner alone", () => {
	openStore(folder).close();
	expect(statSync(join(folder, "bulkhead.db")).mode & 0o077).toBe(0);
});

test("a folder that cannot be made is STORE_FAILED with the next step, and nothing else is written", () => {
	writeFileSync(join(folder, "in-the-way"), "");
	const before = readdirSync(folder);
	const error = expect.objectContaining({ code: "STORE_FAILED", data: { hint: expect.stringContaining("--store") } });
	expect(() => openStore(join(folder, "in-the-way", "store"))).toThrow(error);
	expect(readdirSync(folder)).toEqual(before);
});
