/** An emergency at three in the morning: what goes and whose, what stands open, where it is kept; and the way back to where it was. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	applyAll,
	expectNoComplaints,
	goTo,
	type Held,
	keepFailures,
	outcome,
	picture,
	run,
	toConsent,
} from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let id: string;

const files = {
	"001_tenants.sql": "CREATE TABLE tenants (id int PRIMARY KEY, name text);",
	"002_notes.sql": `CREATE TABLE notes (id int PRIMARY KEY, tenant_id int REFERENCES tenants, text text);
CREATE TABLE orders (id int PRIMARY KEY);`,
	"003_owned.sql": "ALTER TABLE orders ADD COLUMN tenant_id int REFERENCES tenants;",
	"004_guarded.sql": `ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (tenant_id::text = current_setting('app.tenant', true));`,
	"rollback/002_notes.sql": "DROP TABLE notes, orders;",
	"rollback/003_owned.sql": "ALTER TABLE orders DROP COLUMN tenant_id;",
	"rollback/004_guarded.sql": "ALTER TABLE notes DISABLE ROW LEVEL SECURITY; DROP POLICY own ON notes;",
};

beforeAll(async () => {
	[held, server, set] = await Promise.all([app(), ownServer(), hold<string>((use) => withSet(files, use))]);
	const url = await server.database("clinic");
	id = await addConnection(held.lent.page, url, { name: "Clinic", folder: set.lent, environment: "Test" });
	await held.lent.page.setViewportSize({ width: 1280, height: 720 });
	await goTo(held.lent.page, `/c/${id}/migrations`);
	await applyAll(held.lent.page);
	await outcome(held.lent.page, "4 migrations applied").waitFor();
	await server.sql(
		"clinic",
		`CREATE ROLE clinic_app LOGIN; GRANT SELECT ON notes, orders TO clinic_app;
		INSERT INTO tenants VALUES (1, 'Cabinet Amel'), (2, 'École Ibn Badis'), (3, 'مكتب النور'), (4, 'Dr. Meziane'), (5, 'Lycée Sud');
		INSERT INTO notes SELECT g, 1 + g % 5 % 4, 'x' FROM generate_series(1, 1200) g;
		INSERT INTO orders SELECT g, 1 + (g % 3) FROM generate_series(1, 90) g;`,
	);
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await server?.stop();
});

const dialog = () => held.lent.page.getByRole("dialog");

/** In both themes: nothing for axe to say, and a picture. */
async function looksWell(name: string): Promise<void> {
	const { page } = held.lent;
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		expect(await axe(page)).toEqual([]);
		await picture(page, `${name}-${colorScheme}`);
	}
}

test("what goes is shown with whose it is, and what stands open with who then reads it", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations/003`);
	await page.getByRole("button", { name: "Roll back…" }).click();
	const open = dialog().getByRole("region", { name: "From then on 1 table stands open across tenants" });
	expect(await open.getByRole("row", { name: /public\.notes/ }).innerText()).toMatch(/switched off\s+clinic_app/);
	const row = dialog().getByRole("row", { name: /public\.orders\.tenant_id/ });
	expect(await row.innerText()).toMatch(/column\s+90\s+Cabinet Amel\s+30\s+École Ibn Badis\s+30/);
	await row.getByRole("button", { name: "and 1 more tenant" }).click();
	expect(await row.innerText()).toMatch(/مكتب النور\s+30/);
	await looksWell("rollback-loss");
});

test("where it is kept, how much it takes and how much is free come before the reason; the keyboard goes through", async () => {
	const { page } = held.lent;
	await page.keyboard.press("Control+Enter");
	const kept = dialog().getByRole("region", { name: "It is kept in a snapshot first" });
	expect(await kept.innerText()).toMatch(/Folder\s+\S+snapshots\s+Takes\s+at most .*B.*\s+Free there\s+\S+/);
	await looksWell("rollback-kept");
	await page.keyboard.press("Control+Enter");
	const reason = dialog().getByLabel("Reason");
	expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
	const go = dialog().getByRole("button", { name: "Roll back 2 migrations" });
	await page.keyboard.type("orders went to the wrong clinic");
	await dialog()
		.getByRole("checkbox", { name: /^90 rows leave/ })
		.check();
	expect(await go.isDisabled()).toBe(true);
	await dialog()
		.getByRole("checkbox", { name: /stands open across tenants until/ })
		.check();
	await looksWell("rollback-confirm");
	await dialog().getByRole("button", { name: "What goes" }).click();
	await dialog()
		.getByRole("row", { name: /public\.orders\.tenant_id/ })
		.waitFor();
	await toConsent(page);
	expect(await reason.inputValue()).toBe("orders went to the wrong clinic");
	await page.keyboard.press("Control+Enter");
	await outcome(page, "2 migrations rolled back").waitFor();
});

test("it ends with the snapshot's id and the next step: apply again, then the page offers the data back", async () => {
	const { page } = held.lent;
	await run(page)
		.getByText(/^\d{8}T\d{6}Z-clinic-[0-9a-f]{8}$/)
		.waitFor();
	await run(page).getByText("Open across tenants now").waitFor();
	const waiting = page.getByRole("region", { name: "Data that waits to be put back" });
	expect(await waiting.innerText()).toMatch(/90 rows wait in a snapshot.*rollback of 004, 003/s);
	await looksWell("rollback-ended");
	await run(page).getByRole("button", { name: "Apply again…" }).click();
	await dialog().getByRole("button", { name: "Apply 2 migrations" }).click();
	await outcome(page, "2 migrations applied").waitFor();
	await waiting.getByText("90 rows can be put back").waitFor();
	await looksWell("rollback-waiting");
	await waiting.getByRole("button", { name: "Put the data back…" }).click();
	await dialog().getByRole("button", { name: "Put 90 rows back" }).click();
	await outcome(page, "90 rows put back").waitFor();
	await expect.poll(() => waiting.count()).toBe(0);
	await server.sql("clinic", "SELECT 1 / (count(*) = 90)::int FROM orders WHERE tenant_id = 1 + (id % 3)");
});

test("who wants nothing back is not asked again, and the list of snapshots still has it", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations/003`);
	await page.getByRole("button", { name: "Roll back…" }).click();
	await toConsent(page);
	await dialog().getByLabel("Reason").fill("for good");
	for (const box of await dialog().getByRole("checkbox").all()) await box.check();
	await dialog().getByRole("button", { name: "Roll back 2 migrations" }).click();
	await outcome(page, "2 migrations rolled back").waitFor();
	const waiting = page.getByRole("region", { name: "Data that waits to be put back" });
	await waiting.getByRole("button", { name: "Not now" }).click();
	await expect.poll(() => waiting.count()).toBe(0);
	await page.reload();
	await run(page).or(page.getByRole("option").first()).first().waitFor();
	expect(await waiting.count()).toBe(0);
	await goTo(page, `/c/${id}/migrations/snapshots`);
	await page.getByText("2 snapshots on this machine").waitFor();
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
