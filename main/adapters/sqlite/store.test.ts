import { spawnSync } from "node:child_process";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startWriter } from "../../../test/helpers/store-crashes.ts";
import { latest, steps } from "./steps/steps.ts";
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
/** Connections keep the order in which they came. */
const listed = { ...connection, position: 1 };
const file = () => join(folder, "bulkhead.db");

/** A store as the Bulkhead of step `version` left it. */
function older(version: number): void {
	const raw = new Database(file());
	for (const step of steps.filter((each) => each.version <= version)) raw.exec(step.sql);
	raw.exec("INSERT INTO connections (id, settings) VALUES ('old', '{}')");
	raw.pragma(`user_version = ${version}`);
	raw.close();
}

test("what is put is there after the store was closed and opened again", () => {
	const first = openStore(folder);
	first.connections.put(connection);
	first.connections.put({ id: "c2", settings: { name: "other" } });
	first.close();
	const second = openStore(folder);
	expect(second.connections.list()).toEqual([listed, { id: "c2", settings: { name: "other" }, position: 2 }]);
	expect(second.connections.remove("c1")).toBe(true);
	expect(second.connections.remove("c1")).toBe(false);
	second.close();
});

test("a page of connections goes on where the one before ended, also between those that were moved, and after one was removed", () => {
	const store = openStore(folder);
	const added = ["a", "b", "c", "d", "e"].map((id) => ({ id, settings: { name: `name of ${id}` } }));
	store.connections.put(...added);
	store.connections.put({ id: "e", settings: { name: "name of e" }, position: 1.5 });
	const first = store.connections.page(2);
	expect(first.connections.map(({ id }) => id)).toEqual(["a", "e"]);
	store.connections.remove("e");
	const second = store.connections.page(2, first.next);
	expect(second.connections.map(({ id }) => id)).toEqual(["b", "c"]);
	expect(store.connections.page(2, second.next)).toEqual({
		connections: [{ id: "d", settings: { name: "name of d" }, position: 4 }],
	});
	expect(store.connections.get("c")?.id).toBe("c");
	expect(store.connections.named("name of c")?.id).toBe("c");
	expect(store.connections.named("name of e")).toBeUndefined();
	store.close();
});

test("SQLite is one without the WAL-reset fault (3.51.3 or later), in WAL mode, and each commit is on the disk", () => {
	openStore(folder).close();
	const raw = new Database(file());
	const [major = 0, minor = 0, patch = 0] = String(raw.prepare("SELECT sqlite_version()").pluck().get())
		.split(".")
		.map(Number);
	expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
	expect(raw.pragma("journal_mode", { simple: true })).toBe("wal");
	raw.close();
});

test("two open at the same moment see each other's writes", () => {
	const [one, two] = [openStore(folder), openStore(folder)];
	one.connections.put(connection);
	two.connections.put({ ...connection, id: "c2" });
	expect(one.connections.list().map(({ id }) => id)).toEqual(["c1", "c2"]);
	one.close();
	two.close();
});

test("four processes that make the store at once, and then write at once, lose nothing and number without a gap", async () => {
	const writers = [1, 2, 3, 4].map(() => startWriter(folder, 40));
	await Promise.all(writers.map(({ ended }) => ended));
	for (const { child } of writers) expect(child.exitCode).toBe(0);
	const store = openStore(folder);
	expect(store.setAside).toBeUndefined();
	expect(store.audit.scan(0, 1_000).map(([seq]) => seq)).toEqual(
		Array.from({ length: 4 * 40 * 2 }, (_, each) => each + 1),
	);
	expect(store.connections.list()).toHaveLength(4 * 4);
	expect(store.audit.keys()).toHaveLength(1);
	store.close();
});

test("a damaged file is set aside, with its bytes, and a new store opens and says so until it is answered", () => {
	writeFileSync(file(), "this is no database, but it may hold something dear".repeat(100));
	const store = openStore(folder);
	expect(statSync(store.setAside ?? "").size).toBe(5_100);
	expect(store.care.state().aside).toEqual([store.setAside]);
	store.close();
	const again = openStore(folder);
	expect(again.setAside).toBeUndefined();
	expect(again.care.troubles()).toMatchObject([{ what: "damaged", file: store.setAside }]);
	again.care.dismiss();
	expect(again.care.troubles()).toEqual([]);
	again.close();
});

test("a file that lost all it had is noticed by its backups", () => {
	const store = openStore(folder);
	store.connections.put(connection);
	store.close();
	writeFileSync(file(), "");
	const empty = openStore(folder);
	expect(empty.care.troubles()).toMatchObject([{ what: "empty" }]);
	empty.care.restore();
	expect(empty.connections.list()).toEqual([listed]);
	expect(empty.care.troubles()).toEqual([]);
	empty.close();
});

test("a store of a newer Bulkhead is refused, with the next step, and not one byte of it is touched", () => {
	openStore(folder).close();
	const raw = new Database(file());
	raw.pragma("user_version = 999");
	raw.close();
	const before = readFileSync(file());
	const error = expect.objectContaining({
		code: "STORE_FAILED",
		data: { hint: expect.stringContaining("Use that Bulkhead") },
	});
	expect(() => openStore(folder)).toThrow(error);
	expect(readFileSync(file()).equals(before)).toBe(true);
});

test("before each step a checked copy of the store as it was is kept, and a store that is made has none", () => {
	older(1);
	const store = openStore(folder);
	const { backups, version } = store.care.state();
	expect(version).toBe(latest);
	expect(backups.map(({ reason }) => reason)).toContain("step-2");
	const first = backups.find(({ reason }) => reason === "step-2");
	const copy = new Database(first?.path ?? "", { readonly: true });
	expect(copy.pragma("user_version", { simple: true })).toBe(1);
	expect(copy.prepare("SELECT id FROM connections").pluck().all()).toEqual(["old"]);
	copy.close();
	expect(store.connections.list()).toMatchObject([{ id: "old" }]);
	store.close();
	const made = join(folder, "made");
	const other = openStore(made);
	expect(other.care.state().backups).toEqual([]);
	other.close();
});

test("a step that a process died in, or that fails, leaves the store as it was", () => {
	older(1);
	const raw = new Database(file());
	raw.exec("CREATE TABLE audit (in_the_way TEXT)");
	raw.close();
	expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
	const after = new Database(file(), { readonly: true });
	expect(after.pragma("user_version", { simple: true })).toBe(1);
	expect(after.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'audit_%'").pluck().get()).toBe(0);
	after.close();
});

test("a backup during writes is whole, the newest good one is restored and what was there is kept; the last few are kept", () => {
	const store = openStore(folder);
	store.connections.put(connection);
	for (let each = 0; each < 8; each += 1) store.care.backup();
	const kept = store.care.state().backups;
	expect(kept).toHaveLength(5);
	writeFileSync(kept[0]?.path ?? "", "rotten".repeat(1_000));
	store.connections.remove("c1");
	store.connections.put({ id: "later", settings: {} });
	const { backup, replaced } = store.care.restore();
	expect(backup.name).toBe(kept[1]?.name);
	expect(store.connections.list()).toEqual([listed]);
	const old = new Database(replaced, { readonly: true });
	expect(old.prepare("SELECT id FROM connections").pluck().all()).toEqual(["later"]);
	old.close();
	expect(() => store.care.restore(kept[0]?.name)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
	expect(() => store.care.restore("../../etc/passwd")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
	store.close();
});

test("a backup of an older Bulkhead is restored and brought up to date, while another has the store open", () => {
	older(1);
	const [one, two] = [openStore(folder), openStore(folder)];
	two.connections.put({ id: "new", settings: {} });
	one.care.restore(one.care.state().backups.find(({ reason }) => reason === "step-2")?.name);
	expect(two.connections.list()).toMatchObject([{ id: "old" }]);
	expect(two.care.state().version).toBe(latest);
	two.audit.append({ text: '{"kind":"note","at":"2026"}', hashOf: () => "0" });
	expect(one.care.check()).toEqual([]);
	one.close();
	two.close();
});

test("files, their companions, backups and the key are for their owner alone, also where they were open before", () => {
	const store = openStore(folder);
	store.audit.append({ text: '{"kind":"note","at":"2026"}', hashOf: () => "0" });
	store.care.backup();
	store.close();
	chmodSync(file(), 0o644);
	chmodSync(join(folder, "audit-key.pem"), 0o644);
	chmodSync(folder, 0o777);
	const again = openStore(folder);
	again.audit.append({ text: '{"kind":"note","at":"2026"}', hashOf: () => "0" });
	const files = readdirSync(folder, { recursive: true, withFileTypes: true });
	for (const each of files) expect(statSync(join(each.parentPath, each.name)).mode & 0o077, each.name).toBe(0);
	expect(statSync(folder).mode & 0o022).toBe(0);
	again.close();
});

test("a folder that is a link is the folder it leads to; a file that is a link is refused and left alone", () => {
	const real = join(folder, "real");
	mkdirSync(real);
	symlinkSync(real, join(folder, "link"));
	const store = openStore(join(folder, "link"));
	store.connections.put(connection);
	store.close();
	const direct = openStore(real);
	expect(direct.connections.list()).toHaveLength(1);
	direct.close();
	const other = join(folder, "other");
	mkdirSync(other);
	symlinkSync(join(real, "bulkhead.db"), join(other, "bulkhead.db"));
	expect(() => openStore(other)).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
	expect(readdirSync(other)).toEqual(["bulkhead.db"]);
});

test("a folder that cannot be made is STORE_FAILED with the next step, and nothing else is written", () => {
	writeFileSync(join(folder, "in-the-way"), "");
	const before = readdirSync(folder);
	const error = expect.objectContaining({ code: "STORE_FAILED", data: { hint: expect.stringContaining("--store") } });
	expect(() => openStore(join(folder, "in-the-way", "store"))).toThrow(error);
	expect(readdirSync(folder)).toEqual(before);
});

/** Root writes everywhere: another user is needed to meet a folder that is read-only. */
const asNobody = process.getuid?.() === 0;

test.runIf(asNobody)("a folder that is read-only is STORE_FAILED with the next step, and keeps what is in it", () => {
	const store = openStore(folder);
	store.connections.put(connection);
	store.close();
	chmodSync(folder, 0o555);
	chmodSync(file(), 0o444);
	const module = JSON.stringify(new URL("./store.ts", import.meta.url).href);
	const code = `import(${module}).then(({ openStore }) => openStore(${JSON.stringify(folder)})).catch((error) => console.log(error.code, error.data.hint))`;
	const { stdout } = spawnSync(process.execPath, ["-e", code], { uid: 65_534, gid: 65_534, encoding: "utf8" });
	expect(stdout).toContain("STORE_FAILED");
	expect(stdout).toContain("--store");
	chmodSync(folder, 0o700);
	const again = openStore(folder);
	expect(again.connections.list()).toEqual([listed]);
	again.close();
});

test("a store that grew opens within 10 ms, for its audit is not read", () => {
	const store = openStore(folder);
	store.connections.put(connection);
	store.close();
	const raw = new Database(file());
	raw.pragma("synchronous = OFF");
	raw.exec("INSERT INTO audit_keys VALUES (1, 'k')");
	raw.exec(`INSERT INTO audit (text, hash, signature, key)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		SELECT json_object('kind', 'note', 'at', '2026', 'filler', hex(randomblob(100))), 'h', 's', 1 FROM n`);
	raw.close();
	const times = Array.from({ length: 15 }, () => {
		const began = performance.now();
		const opened = openStore(folder);
		const ms = performance.now() - began;
		opened.close();
		return ms;
	});
	expect(Math.min(...times)).toBeLessThan(10);
});

test("a copy of the whole folder is a store of its own", () => {
	const store = openStore(folder);
	store.connections.put(connection);
	store.close();
	const copy = `${folder}-copy`;
	cpSync(folder, copy, { recursive: true });
	const other = openStore(copy);
	expect(other.connections.list()).toEqual([listed]);
	expect(other.audit.place).not.toBe(store.audit.place);
	other.close();
	rmSync(copy, { recursive: true });
	expect(existsSync(file())).toBe(true);
});
