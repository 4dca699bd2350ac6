/** Every kind of tampering with a trail on disk, at random places, by somebody who has the file and no key. */
import { hash as digest } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../adapters/sqlite/store.ts";
import { silentLog, systemClock } from "../../adapters/system/system.ts";
import { holdAnchors } from "./anchors.ts";
import { hashOf } from "./entry.ts";
import { createTrail } from "./trail.ts";
import { verifyTrail } from "./verify-trail.ts";

const ENTRIES = 60;
let folder = "";
let whole = "";

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-audit-"));
	whole = join(folder, "whole");
	const store = openStore(whole);
	const trail = createTrail({
		store,
		clock: systemClock,
		log: silentLog,
		who: { user: "amina", host: "desk", version: "1" },
	});
	for (let each = 0; each < ENTRIES / 2; each += 1) {
		const intent = trail.intent({
			action: "migrate",
			effect: "change",
			reason: `n° ${each} ✓`,
			details: { ids: [`${each}`] },
		});
		trail.outcome(intent, { outcome: "done", counts: { applied: each } });
	}
	store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
	seq: number;
	text: string;
	hash: string;
	signature: string;
	key: number;
}

let copies = 0;

/** Tampers with a copy of the trail, and verifies it. */
async function after(change: (database: Database.Database) => void) {
	copies += 1;
	const copy = join(folder, `copy-${copies}`);
	cpSync(whole, copy, { recursive: true });
	const raw = new Database(join(copy, "bulkhead.db"));
	raw.pragma("synchronous = OFF");
	raw.exec("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; PRAGMA foreign_keys = OFF");
	change(raw);
	raw.close();
	const store = openStore(copy);
	try {
		return await verifyTrail(store.audit, systemClock);
	} finally {
		store.close();
		rmSync(copy, { recursive: true });
	}
}

const row = (raw: Database.Database, seq: number) =>
	raw.prepare("SELECT seq, text, hash, signature, key FROM audit WHERE seq = ?").get(seq) as Row;
const put = (raw: Database.Database, { seq, text, hash, signature, key }: Row) =>
	raw
		.prepare("INSERT OR REPLACE INTO audit (seq, text, hash, signature, key) VALUES (?, ?, ?, ?, ?)")
		.run(seq, text, hash, signature, key);

const anywhere = fc.integer({ min: 1, max: ENTRIES });
const runs = { numRuns: 40 };

test("a trail as it was written holds, every entry and the last signature", async () => {
	const verdict = await after(() => {});
	expect(verdict).toMatchObject({ entries: ENTRIES, head: { seq: ENTRIES }, keys: [{ from: 1, to: ENTRIES }] });
	expect(verdict.brokenAt).toBeUndefined();
});

test("one character of an entry's text, hash or signature, or another key, is found at that entry or where the next leans on it", async () => {
	await fc.assert(
		fc.asyncProperty(
			anywhere,
			fc.constantFrom("text", "hash", "signature", "key"),
			fc.nat(),
			async (seq, column, at) => {
				const { brokenAt } = await after((raw) => {
					if (column === "key") return void raw.prepare("UPDATE audit SET key = 7 WHERE seq = ?").run(seq);
					const value = row(raw, seq)[column as "text"];
					// Inside of the reason, so that it stays JSON.
					const place = column === "text" ? value.indexOf('"at":"') + 6 + (at % 20) : at % value.length;
					const other = value[place] === "A" ? "B" : "A";
					raw
						.prepare(`UPDATE audit SET ${column} = ? WHERE seq = ?`)
						.run(value.slice(0, place) + other + value.slice(place + 1), seq);
				});
				const leaning = column === "signature" && seq < ENTRIES ? seq + 1 : seq;
				expect(brokenAt).toMatchObject({ seq: leaning });
			},
		),
		runs,
	);
});

test("an entry that was taken out is missing, and named", async () => {
	await fc.assert(
		fc.asyncProperty(anywhere, async (seq) => {
			const { brokenAt } = await after((raw) => raw.prepare("DELETE FROM audit WHERE seq = ?").run(seq));
			expect(brokenAt).toMatchObject({ seq, kind: "missing" });
		}),
		runs,
	);
});

test("entries that were taken out and the others moved up are found at the first that moved", async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: ENTRIES - 1 }), async (seq) => {
			const { brokenAt } = await after((raw) => {
				raw.prepare("DELETE FROM audit WHERE seq = ?").run(seq);
				raw.exec("DROP INDEX audit_closes");
				for (let each = seq + 1; each <= ENTRIES; each += 1)
					raw.prepare("UPDATE audit SET seq = ? WHERE seq = ?").run(each - 1, each);
				raw.exec(`UPDATE sqlite_sequence SET seq = ${ENTRIES - 1} WHERE name = 'audit'`);
			});
			expect(brokenAt).toMatchObject({ seq, kind: "edited" });
		}),
		runs,
	);
});

test("an entry that was put in, chained by its hash and all, is found there", async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: ENTRIES + 1 }), async (seq) => {
			const { brokenAt } = await after((raw) => {
				raw.exec("DROP INDEX audit_closes");
				for (let each = ENTRIES; each >= seq; each -= 1)
					raw.prepare("UPDATE audit SET seq = ? WHERE seq = ?").run(each + 1, each);
				const before = seq > 1 ? row(raw, seq - 1) : undefined;
				const text = '{"v":1,"kind":"action","at":"2026-01-01T00:00:00.000Z","action":"migrate","by":"nobody"}';
				put(raw, { seq, text, hash: hashOf(before, seq, text), signature: `${"A".repeat(86)}==`, key: 1 });
			});
			// Its hash fits; what followed leans on another one. At the end of the trail its signature is looked at.
			expect(brokenAt).toMatchObject(seq > ENTRIES ? { seq, kind: "signature" } : { seq: seq + 1, kind: "edited" });
		}),
		runs,
	);
});

test("two entries that changed places are found at the first of them", async () => {
	await fc.assert(
		fc.asyncProperty(anywhere, anywhere, async (one, two) => {
			fc.pre(one !== two);
			const { brokenAt } = await after((raw) => {
				raw.exec("DROP INDEX audit_closes");
				const [first, second] = [row(raw, one), row(raw, two)];
				put(raw, { ...first, seq: two });
				put(raw, { ...second, seq: one });
			});
			expect(brokenAt).toMatchObject({ seq: Math.min(one, two), kind: "edited" });
		}),
		runs,
	);
});

test("a tail that was cut off is found at the first entry that is not there, all of them too", async () => {
	await fc.assert(
		fc.asyncProperty(anywhere, async (seq) => {
			const { brokenAt } = await after((raw) => raw.prepare("DELETE FROM audit WHERE seq >= ?").run(seq));
			expect(brokenAt).toMatchObject({ seq, kind: "missing" });
		}),
		runs,
	);
});

test("a chain that was made anew from an entry on, without the key, is found by its last signature", async () => {
	const { brokenAt } = await after((raw) => {
		let before = row(raw, 30);
		for (let seq = 31; seq <= ENTRIES; seq += 1) {
			const text = row(raw, seq).text.replace('"amina"', '"boris"');
			before = { seq, text, hash: hashOf(before, seq, text), signature: row(raw, seq).signature, key: 1 };
			put(raw, before);
		}
	});
	expect(brokenAt).toMatchObject({ seq: ENTRIES, kind: "signature" });
});

test("a trail that was cut together with its highest number, or made anew with its key, does not fit what a database remembers", () => {
	const store = openStore(join(folder, "anchored"));
	const trail = createTrail({
		store,
		clock: systemClock,
		log: silentLog,
		who: { user: "amina", host: "desk", version: "1" },
	});
	for (let each = 0; each < 4; each += 1) trail.note("test", { each });
	const [first, last] = [store.audit.first(), store.audit.last()];
	const anchor = { place: store.audit.place, chain: first?.hash ?? "", seq: last?.seq ?? 0, hash: last?.hash ?? "" };
	const read = [{ certificate: 3, anchor }];
	expect(holdAnchors(store.audit, "db", read)).toEqual({ anchors: { database: "db", held: 1, lost: [] } });
	const other = { ...anchor, hash: digest("sha256", "another") };
	expect(holdAnchors(store.audit, "db", [{ certificate: 3, anchor: other }]).fault).toMatchObject({
		seq: 4,
		kind: "anchor",
	});
	const longer = { ...anchor, seq: 5 };
	expect(holdAnchors(store.audit, "db", [{ certificate: 9, anchor: longer }]).fault).toMatchObject({
		seq: 5,
		kind: "anchor",
	});
	const before = { certificate: 2, anchor: { ...anchor, chain: digest("sha256", "the one before") } };
	expect(holdAnchors(store.audit, "db", [before])).toMatchObject({
		fault: { kind: "anchor" },
		anchors: { lost: [{ seq: 4 }] },
	});
	const later = holdAnchors(store.audit, "db", [before, ...read]);
	expect(later).toMatchObject({ anchors: { held: 1, lost: [{ certificate: 2 }] } });
	expect(later.fault).toBeUndefined();
	store.close();
});
