/** The audit trail: found by its filters, read, verified, exported; and a store that was damaged, with the way back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openStore } from "../../main/adapters/sqlite/store.ts";
import { silentLog, systemClock } from "../../main/adapters/system/system.ts";
import { createTrail } from "../../main/core/audit/trail.ts";
import { axe, dressIn } from "../helpers/axe.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type App, browserHost } from "./hosts.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let store: string;
let empty: string;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let held: Held;
let id: string;

const odd = `<img src=x onerror="document.title='taken'">\u202egnp`;
const files = {
	"001_a.sql": "CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1), (2);",
	"rollback/001_a.sql": "DROP TABLE a;",
	"verify/001_a.sql": "-- check: there\nSELECT 1 WHERE to_regclass('a') IS NULL;",
};

beforeAll(async () => {
	[store, empty] = [mkdtempSync(join(tmpdir(), "bulkhead-store-")), mkdtempSync(join(tmpdir(), "bulkhead-store-"))];
	[server, set] = await Promise.all([ownServer(), hold<string>((use) => withSet(files, use))]);
	const url = await server.database("audited");
	await withBulkhead(async ({ client, open }) => {
		const { hostname: host, port, username: user, password, pathname } = new URL(url);
		const settings = {
			name: "Shop",
			environment: "test" as const,
			host,
			port: Number(port),
			database: pathname.slice(1),
			user,
		};
		const saved = { ...settings, sslMode: "disable" as const, migrations: set.lent };
		id = (await client.connections.save({ settings: saved, password: decodeURIComponent(password) })).id;
		const run = await open(url, set.lent);
		await finish(client, "apply", client.migrations.apply({ connection: run }));
		await finish(client, "verify", client.migrations.verify({ connection: run }));
		const back = { connection: run, ids: ["001"], reason: "support ticket 4711" };
		await finish(client, "rollback", client.migrations.rollback(back));
		await finish(client, "rollback", client.migrations.rollback({ ...back, confirmed: true }));
		await client.connections.unlock({ id, password: decodeURIComponent(password) });
	}, store);
	// The saved connection's password: the app asks for none.
	const pass = join(store, "pgpass");
	writeFileSync(pass, `*:*:*:*:${decodeURIComponent(new URL(url).password)}\n`, { mode: 0o600 });
	vi.stubEnv("PGPASSFILE", pass);
	addLooks(store);
	held = await hold<App>((use) => browserHost.lend(store, use));
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	vi.unstubAllEnvs();
	await held?.release();
	await set?.release();
	await server?.stop();
	for (const folder of [store, empty]) rmSync(folder, { recursive: true, force: true });
});

/** Looks at tenants' rows, and one whose Bulkhead was killed. */
function addLooks(folder: string): void {
	const opened = openStore(folder);
	const who = { user: "claire", host: "front-desk", version: "0.1.0" };
	const trail = createTrail({ store: opened, clock: systemClock, log: silentLog, who });
	for (let each = 0; each < 240; each += 1) {
		const reason = each === 239 ? odd : `call ${each} about an invoice`;
		const facts = { effect: "look" as const, tenant: `clinic-${each % 3}`, reason, ticket: `T-${each}` };
		const intent = trail.intent({ action: "as-tenant", ...facts });
		trail.outcome(intent, { outcome: each === 100 ? "unknown" : "done", ms: 12.5, counts: { rows: each } });
	}
	opened.close();
}

const grid = () => held.lent.page.getByRole("grid", { name: "Audit entries, newest first" });

test("the trail shows the newest first, each entry whole beside it, hostile words as text, and older ones on demand", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/audit`);
	await grid().getByText("as-tenant").first().waitFor();
	await page.getByText("200 entries, the newest").waitFor();
	await page
		.getByRole("region", { name: /^Entry \d+: as-tenant/ })
		.getByText("<img src=x")
		.waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await page.title()).toBe("Audit · Shop (Test) · Bulkhead");
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByRole("button", { name: "Show older ones" }).click();
	await page.getByText("246 entries", { exact: true }).waitFor();
});

test("filters by person, action, tenant and day leave what fits, and say when nothing does", async () => {
	const { page } = held.lent;
	const filters = page.getByRole("search", { name: "Filters" });
	await filters.getByRole("textbox", { name: "Tenant" }).fill("clinic-1");
	await page.getByText("80 entries", { exact: true }).waitFor();
	await filters.getByRole("textbox", { name: "Tenant" }).fill("clinic-9");
	await page.getByText("No entry fits these filters").waitFor();
	await page.getByRole("button", { name: "Clear filters" }).first().click();
	await filters
		.getByRole("combobox", { name: "Action" })
		.or(filters.getByRole("textbox", { name: "Action" }))
		.first()
		.click();
	await page.getByRole("option", { name: "rollback" }).click();
	await page.getByText("2 entries", { exact: true }).waitFor();
	await page.getByRole("gridcell", { name: "support ticket 4711" }).first().waitFor();
	await filters.getByLabel("To, included").fill("2020-01-01");
	await page.getByText("No entry fits these filters").waitFor();
	await page.getByRole("button", { name: "Clear filters" }).first().click();
});

test("verify says that the trail holds and that the database's certificates fit it; in both themes", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "Verify" }).click();
	await page.getByText(/^The trail holds: \d+ entries$/).waitFor();
	await page.getByText("2 certificates of audited name entries of this trail, and fit.").waitFor();
	await picture(page, "audit");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "dark");
	await picture(page, "audit-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "light");
});

test("the trail is exported whole with its keys, and as filtered for a spreadsheet", async () => {
	const { page } = held.lent;
	await page.getByRole("search").getByRole("textbox", { name: "Tenant" }).fill("clinic-2");
	await page.getByText("80 entries", { exact: true }).waitFor();
	const save = async (item: RegExp) => {
		await page.getByRole("button", { name: "Export" }).click();
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("menuitem", { name: item }).click(),
		]);
		return readFileSync(await download.path(), "utf8")
			.trimEnd()
			.split("\n");
	};
	const csv = await save(/CSV/);
	// The head, the 80, and the export itself, which was of this tenant.
	expect(csv).toHaveLength(82);
	const lines = await save(/JSON lines/);
	expect(JSON.parse(lines[0] ?? "")).toMatchObject({ format: "bulkhead-audit", keys: [{ id: 1 }] });
	expect(lines.length).toBeGreaterThan(490);
	await page.getByRole("button", { name: "Clear filters" }).first().click();
});

test("an entry that somebody changed is named", async () => {
	const { page } = held.lent;
	const raw = new Database(join(store, "bulkhead.db"));
	raw.exec("DROP TRIGGER audit_no_update");
	raw.exec(`UPDATE audit SET text = replace(text, 'call 50 ', 'call 51 ') WHERE text LIKE '%call 50 %'`);
	const seq = raw.prepare("SELECT seq FROM audit WHERE text LIKE '%T-50\"%'").pluck().get();
	raw.close();
	await page.getByRole("button", { name: "Verify" }).click();
	await page.getByText(`The trail is broken at entry ${seq}`).waitFor();
	await picture(page, "audit-broken");
	expect(await axe(held.lent.page)).toEqual([]);
	expectNoComplaints(held.lent);
});

test("a damaged store is told on every screen with the way back to a backup, and an empty trail says what it is for", async () => {
	const before = openStore(empty);
	before.connections.put({ id: "dear", settings: { name: "Dear", host: "127.0.0.1", database: "d", user: "u" } });
	before.close();
	writeFileSync(join(empty, "bulkhead.db"), "not a database at all ".repeat(400));
	await browserHost.lend(empty, async (app) => {
		const { page } = app;
		await page.setViewportSize({ width: 1440, height: 900 });
		const banner = page.getByRole("alert").filter({ hasText: "was damaged" });
		await banner.waitFor();
		await goTo(page, "/audit");
		await page.getByRole("heading", { name: "Audit trail" }).waitFor();
		await picture(page, "store-damaged");
		expect(await axe(page)).toEqual([]);
		await banner.getByRole("button", { name: "Restore the newest good backup" }).click();
		await banner.waitFor({ state: "hidden", timeout: 40_000 });
		await page.getByText("restore-store").first().waitFor({ timeout: 40_000 });
	});
	const after = openStore(empty);
	expect(after.connections.list()).toMatchObject([{ id: "dear" }]);
	after.close();
	rmSync(empty, { recursive: true });
	await browserHost.lend(empty, async ({ page }) => {
		await goTo(page, "/audit");
		await page.getByText("Nothing was done yet").waitFor();
		await picture(page, "audit-empty");
	});
});
