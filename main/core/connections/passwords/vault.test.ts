import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../../../adapters/sqlite/store.ts";
import { systemClock } from "../../../adapters/system/system.ts";
import type { Clock } from "../../ports.ts";
import { createVault } from "./vault.ts";

const PASSWORD = "correct horse battery";
const SECRET = "pa55-of-the-server";

let folder = "";
let store: Store;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-vault-"));
	store = openStore(folder);
});
afterEach(() => {
	store.close();
	rmSync(folder, { recursive: true });
});

const made: { lock(): void }[] = [];
afterEach(() => {
	for (const vault of made.splice(0)) vault.lock();
});
const vaultOn = (on: Store, clock: Clock = systemClock) => {
	const vault = createVault({ store: on.secrets, clock });
	made.push(vault);
	return vault;
};

const entry = (connection: string) => store.secrets.get(connection) ?? expect.fail("it is not kept");
const code = (code: string) => expect.objectContaining({ code });

test("a password comes back for its own connection and place, and neither it nor the master password stands in the store", async () => {
	const vault = vaultOn(store);
	await vault.create(PASSWORD);
	vault.write("one", { place: "here", password: SECRET });
	expect(vault.read(entry("one"), "here")).toBe(SECRET);
	expect(vault.read(entry("one"), "elsewhere")).toBeUndefined();
	const bytes = ["bulkhead.db", "bulkhead.db-wal"].map((name) => readFileSync(join(folder, name), "latin1")).join("");
	expect(bytes).not.toContain(SECRET);
	expect(bytes).not.toContain(PASSWORD);
});

test("an entry that is put under another connection does not open, and neither does one with a changed byte", async () => {
	const vault = vaultOn(store);
	await vault.create(PASSWORD);
	vault.write("one", { place: "here", password: SECRET });
	vault.write("two", { place: "here", password: "another" });
	expect(vault.read({ ...entry("one"), connection: "two" }, "here")).toBeUndefined();
	const sealed = JSON.parse(Buffer.from(entry("one").sealed).toString()) as { data: string };
	const bytes = Buffer.from(sealed.data, "base64");
	bytes[0] = (bytes[0] ?? 0) ^ 1;
	const changed = Buffer.from(JSON.stringify({ ...sealed, data: bytes.toString("base64") }));
	expect(vault.read({ ...entry("one"), sealed: changed }, "here")).toBeUndefined();
});

test("a wrong master password opens nothing, also for one that was open; the right one does, typed in either Unicode form", async () => {
	const first = vaultOn(store);
	await first.create("caf\u00e9 au lait, s'il vous pla\u00eet");
	const second = vaultOn(store);
	await expect(second.unlock("cafe au lait, s'il vous plait")).rejects.toEqual(code("WRONG_MASTER_PASSWORD"));
	expect(second.isOpen()).toBe(false);
	await second.unlock("cafe\u0301 au lait, s'il vous plai\u0302t");
	expect(second.isOpen()).toBe(true);
});

test("a header whose costs were lowered does not open, and one that asks for all memory is not tried", async () => {
	await vaultOn(store).create(PASSWORD);
	const header = store.secrets.vault() ?? "";
	const withN = (N: number) => {
		const parsed = JSON.parse(header) as { kdf: object };
		return JSON.stringify({ ...parsed, kdf: { ...parsed.kdf, N } });
	};
	store.secrets.replaceVault({ header: withN(2 ** 14), entries: () => [] }, header);
	await expect(vaultOn(store).unlock(PASSWORD)).rejects.toEqual(code("WRONG_MASTER_PASSWORD"));
	store.secrets.replaceVault({ header: withN(2 ** 30), entries: () => [] }, withN(2 ** 14));
	await expect(vaultOn(store).unlock(PASSWORD)).rejects.toEqual(code("STORE_FAILED"));
});

test("another master password seals every entry anew; the old one opens nothing, and another Bulkhead has to unlock again", async () => {
	const [vault, other] = [vaultOn(store), vaultOn(store)];
	await vault.create(PASSWORD);
	vault.write("one", { place: "here", password: SECRET });
	await other.unlock(PASSWORD);
	const before = entry("one");
	await expect(vault.change("not the one", "something else")).rejects.toEqual(code("WRONG_MASTER_PASSWORD"));
	await vault.change(PASSWORD, "something else entirely");
	expect(Buffer.from(entry("one").sealed).equals(Buffer.from(before.sealed))).toBe(false);
	expect(vault.read(entry("one"), "here")).toBe(SECRET);
	expect(other.isOpen()).toBe(false);
	expect(() => other.write("two", { place: "here", password: "x" })).toThrow(code("VAULT_LOCKED"));
	await expect(other.unlock(PASSWORD)).rejects.toEqual(code("WRONG_MASTER_PASSWORD"));
	expect(() => vault.read(before, "here")).not.toThrow();
	expect(vault.read(before, "here")).toBeUndefined();
});

test("what does not open when the master password is changed is told and stays as it is; the rest is sealed anew", async () => {
	const vault = vaultOn(store);
	await vault.create(PASSWORD);
	for (const name of ["one", "two", "three"]) vault.write(name, { place: "here", password: SECRET });
	store.secrets.put({ ...entry("one"), connection: "two" });
	store.secrets.put({ ...entry("one"), connection: "three", sealed: Buffer.from("no JSON at all") });
	const before = entry("two");
	expect((await vault.change(PASSWORD, "something else entirely")).toSorted()).toEqual(["three", "two"]);
	expect(vault.read(entry("one"), "here")).toBe(SECRET);
	expect(entry("two")).toEqual(before);
	expect(vault.read(entry("two"), "here")).toBeUndefined();
	expect(vault.read(entry("three"), "here")).toBeUndefined();
	vault.write("two", { place: "here", password: "typed anew" });
	expect(vault.read(entry("two"), "here")).toBe("typed anew");
});

test("it locks by itself when it was not used for fifteen minutes, and each use begins them anew", async () => {
	const sleeps: { ms: number; signal: AbortSignal | undefined; wake: () => void }[] = [];
	const clock: Clock = {
		...systemClock,
		sleep: (ms, signal) =>
			new Promise((done, fail) => {
				sleeps.push({ ms, signal, wake: done });
				signal?.addEventListener("abort", () => fail(signal.reason));
			}),
	};
	const vault = vaultOn(store, clock);
	await vault.create(PASSWORD);
	vault.write("one", { place: "here", password: SECRET });
	expect(sleeps.at(-1)?.ms).toBe(15 * 60_000);
	expect(sleeps.slice(0, -1).every(({ signal }) => signal?.aborted)).toBe(true);
	sleeps.at(-1)?.wake();
	await Promise.resolve();
	expect(vault.state().state).toBe("locked");
	expect(() => vault.read(entry("one"), "here")).toThrow(code("VAULT_LOCKED"));
});

test("two vaults of the same password share neither salt nor key nor nonce", async () => {
	const vault = vaultOn(store);
	await vault.create(PASSWORD);
	const first = store.secrets.vault() ?? "";
	vault.destroy();
	await vault.create(PASSWORD);
	const read = (text: string) => JSON.parse(text) as { kdf: { salt: string }; key: { nonce: string; data: string } };
	const [one, two] = [read(first), read(store.secrets.vault() ?? "")];
	expect(one.kdf.salt).not.toBe(two.kdf.salt);
	expect(one.key.nonce).not.toBe(two.key.nonce);
	expect(one.key.data).not.toBe(two.key.data);
});
