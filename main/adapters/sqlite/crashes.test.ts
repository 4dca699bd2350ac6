/** Kills and power cuts in the middle of writes. `npm run test:faults` has a thousand kills. */
import {
	closeSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyStore, tear } from "../../../test/helpers/power-cut.ts";
import { expectWhole, killAfter, startWriter } from "../../../test/helpers/store-crashes.ts";
import { openStore } from "./store.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-crash-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The same numbers at each run. */
function diceOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

test("50 kills in the middle of writes: the store is whole each time, and nothing acknowledged is lost", {
	timeout: 240_000,
}, async () => {
	const store = join(folder, "store");
	const acknowledged: string[] = [];
	const dice = diceOf(1);
	// Two at a time write to it, and die at different moments.
	for (let round = 0; round < 25; round += 1) {
		const killed = await Promise.all([0, 1].map(() => killAfter(startWriter(store), dice() * 150)));
		acknowledged.push(...killed.flat());
		await expectWhole(store, acknowledged);
	}
	expect(acknowledged.length).toBeGreaterThan(100);
});

test("200 power cuts, with the log torn behind the last acknowledged write and copied pages torn in the file: nothing acknowledged is lost", {
	timeout: 240_000,
}, async () => {
	const store = join(folder, "store");
	const writer = startWriter(store);
	await writer.opened;
	const dice = diceOf(2);
	let torn = 0;
	for (let round = 0; round < 200; round += 1) {
		await sleep(dice() * 25);
		writer.child.kill("SIGSTOP");
		// What it said before it stopped is still on its way.
		await sleep(5);
		const acknowledged = writer.acknowledged();
		const copy = join(folder, `copy-${round}`);
		mkdirSync(copy);
		const copied = copyStore(store, copy);
		backedUpToday(copy);
		const whole = join(folder, "whole");
		cpSync(copy, whole, { recursive: true });
		writer.child.kill("SIGCONT");
		// Each line that was said is one commit; at most one more is in the log.
		const untold = countCommits(whole) - acknowledged.length;
		expect(untold === 0 || untold === 1).toBe(true);
		const synced = tear(copy, copied, { untold, dice });
		if (synced > 32) torn += 1;
		await expectWhole(copy, acknowledged);
		rmSync(copy, { recursive: true });
		rmSync(whole, { recursive: true });
	}
	writer.child.kill("SIGKILL");
	await writer.ended;
	expect(torn).toBeGreaterThan(150);
	expect(writer.acknowledged().length).toBeGreaterThan(500);
});

function countCommits(copy: string): number {
	const raw = new Database(join(copy, "bulkhead.db"));
	try {
		return Number(
			raw.prepare("SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM connections)").pluck().get(),
		);
	} finally {
		raw.close();
	}
}

test("100 files with random bytes in random places: the store is whole or set aside with all its bytes, and Bulkhead starts", () => {
	const store = join(folder, "store");
	fill(store);
	backedUpToday(store);
	const { size } = statSync(join(store, "bulkhead.db"));
	const dice = diceOf(3);
	let aside = 0;
	for (let round = 0; round < 100; round += 1) {
		const copy = join(folder, `copy-${round}`);
		cpSync(store, copy, { recursive: true });
		const handle = openSync(join(copy, "bulkhead.db"), "r+");
		const bytes = Buffer.from(Array.from({ length: 64 }, () => Math.floor(dice() * 256)));
		writeSync(handle, bytes, 0, undefined, Math.floor(dice() * (size - 64)));
		closeSync(handle);
		const opened = openStore(copy);
		if (opened.setAside !== undefined) {
			aside += 1;
			expect(statSync(opened.setAside).size).toBe(size);
			expect(opened.care.troubles()).toMatchObject([{ what: "damaged", file: opened.setAside }]);
		}
		opened.connections.put({ id: "new", settings: {} });
		expect(opened.connections.list().some(({ id }) => id === "new")).toBe(true);
		opened.close();
		rmSync(copy, { recursive: true });
	}
	expect(aside).toBeGreaterThan(10);
});

/** Closing a store makes no copy of it then, which is not what is looked at here. */
function backedUpToday(store: string): void {
	mkdirSync(join(store, "backups"), { recursive: true });
	writeFileSync(join(store, "backups", "bulkhead-2999-01-01T00-00-00-000Z-daily.db"), "");
}

function fill(path: string): void {
	const store = openStore(path);
	for (let each = 0; each < 60; each += 1)
		store.connections.put({ id: `c${each}`, settings: { filler: "y".repeat(800) } });
	for (let each = 1; each <= 40; each += 1) {
		store.audit.append({
			text: `{"kind":"action","at":"2026-01-01","by":"a","action":"m"}`,
			hashOf: () => "0".repeat(64),
		});
	}
	store.close();
}
