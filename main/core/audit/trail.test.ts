import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../adapters/sqlite/store.ts";
import { silentLog, systemClock } from "../../adapters/system/system.ts";
import { csvLine } from "./csv.ts";
import { exportPiece } from "./export-trail.ts";
import { listEntries } from "./list-entries.ts";
import { createTrail } from "./trail.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-trail-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function opened() {
	const store = openStore(folder);
	const who = { user: "amina", host: "desk", version: "1" };
	return { store, trail: createTrail({ store, clock: systemClock, log: silentLog, who }) };
}

const outcomesOf = (store: ReturnType<typeof openStore>) =>
	listEntries(store.audit, {}).entries.map(({ outcome }) => outcome);

test("what a Bulkhead that is gone left open is called unknown at the next start, once; what a living one does is running", () => {
	const { store, trail } = opened();
	trail.intent({ action: "migrate", effect: "change" });
	const dead = trail.intent({ action: "rollback", effect: "change" });
	const raw = new Database(join(folder, "bulkhead.db"));
	raw.prepare("UPDATE audit_open SET pid = ? WHERE seq = ?").run(spawnSync("true").pid, dead);
	raw.close();
	expect(outcomesOf(store)).toEqual(["running", "running"]);
	const next = opened();
	next.trail.begin();
	next.trail.begin();
	expect(outcomesOf(store)).toEqual(["unknown", "running"]);
	expect(store.audit.last()?.seq).toBe(3);
	next.store.close();
	store.close();
});

test("an outcome belongs to one intent, and comes once", () => {
	const { store, trail } = opened();
	const intent = trail.intent({ action: "migrate", effect: "change" });
	trail.outcome(intent, { outcome: "done" });
	trail.outcome(intent, { outcome: "failed" });
	expect(outcomesOf(store)).toEqual(["done"]);
	expect(store.audit.last()?.seq).toBe(2);
	store.close();
});

test("entries are found by tenant, person, action and time, alone and together, and page by page without a gap or a double", () => {
	const { store, trail } = opened();
	for (let each = 0; each < 30; each += 1) {
		const action = each % 3 === 0 ? "as-tenant" : "migrate";
		trail.intent({ action, effect: "look", tenant: each % 2 === 0 ? "t-1" : undefined, reason: `${each}` });
	}
	const reasons = (filter: Parameters<typeof listEntries>[1]) =>
		listEntries(store.audit, filter).entries.map(({ reason }) => Number(reason));
	expect(reasons({ tenant: "t-1", action: "as-tenant" })).toEqual([24, 18, 12, 6, 0]);
	expect(reasons({ person: "amina", action: "as-tenant", tenant: "t-1", limit: 2 })).toEqual([24, 18]);
	expect(reasons({ person: "boris" })).toEqual([]);
	expect(reasons({ since: new Date(Date.now() + 60_000) })).toEqual([]);
	expect(reasons({ until: new Date(Date.now() + 60_000) })).toHaveLength(30);
	const seen: number[] = [];
	for (let after: number | undefined; ; ) {
		const page = listEntries(store.audit, { limit: 7, ...(after === undefined ? {} : { after }) });
		seen.push(...page.entries.map(({ reason }) => Number(reason)));
		after = page.next;
		if (after === undefined) break;
	}
	expect(seen).toEqual(Array.from({ length: 30 }, (_, each) => 29 - each));
	expect(store.audit.actions()).toEqual(["as-tenant", "migrate"]);
	expect(store.audit.people()).toEqual(["amina"]);
	store.close();
});

test("a cell of the CSV that a spreadsheet would run is only text there, and quotes and line ends stay in their cell", () => {
	const { store, trail } = opened();
	trail.intent({
		action: "as-tenant",
		effect: "look",
		tenant: "@SUM(1)",
		reason: '=HYPERLINK("http://x","y")',
		ticket: "a\r\nb",
	});
	const { text } = exportPiece(store.audit, "csv", {});
	expect(text).toContain(`'@SUM(1),"'=HYPERLINK(""http://x"",""y"")","a\r\nb"`);
	const [entry] = listEntries(store.audit, {}).entries;
	for (const start of ["=", "+", "-", "@", "\t"])
		expect(entry && csvLine({ ...entry, reason: `${start}1` })).toContain(`'${start}1`);
	store.close();
});

test("what was asked for is cut where it is long, and is ASCII whatever it was", () => {
	const { store, trail } = opened();
	trail.intent({
		action: "migrate",
		effect: "change",
		reason: "é\ud800",
		details: { ids: Array.from({ length: 500 }, String), text: "x".repeat(9_000) },
	});
	const text = store.audit.last()?.text ?? "";
	expect(text).toMatch(/^[\x20-\x7e]*$/);
	expect(text.length).toBeLessThan(6_000);
	expect(listEntries(store.audit, {}).entries[0]?.details.ids).toHaveLength(201);
	store.close();
});
