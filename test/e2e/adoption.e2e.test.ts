/** A team that comes from another tool: whose folder it is, what that tool has run, on whose word it is adopted, and what came of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { flywayRows, flywayTable } from "../integration/foreign-tables.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	expectNoComplaints,
	expectStates,
	goTo,
	type Held,
	keepFailures,
	picture,
	timelineEntry,
} from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let id: string;

const files = {
	"V1__customers.sql": "CREATE TABLE customers (id int PRIMARY KEY);",
	"V2__orders.sql": "CREATE TABLE orders (id int PRIMARY KEY);",
	"V3__settings.sql": "CREATE TABLE settings (region text DEFAULT '$" + "{region}');",
	"V4__invoices.sql": "CREATE TABLE invoices (id int PRIMARY KEY);",
	"U2__orders.sql": "DROP TABLE orders;",
	"R__report.sql": "CREATE OR REPLACE VIEW report AS SELECT count(*) FROM orders;",
	"afterMigrate.sql": "ANALYZE;",
	"verify/V1__customers.sql": "-- check: customers are there\nSELECT 1 WHERE to_regclass('customers') IS NULL;",
	"verify/V2__orders.sql": "-- check: orders have a customer\nSELECT customer FROM orders WHERE false;",
};

beforeAll(async () => {
	[held, server, set] = await Promise.all([app(), ownServer(), hold<string>((use) => withSet(files, use))]);
	const url = await server.database("legacy");
	await server.sql(
		"legacy",
		`CREATE SCHEMA old; ${flywayTable("old")}
		${flywayRows([{ version: "1" }, { version: "2" }, { version: "3" }, { version: "3.5" }], "old")}
		CREATE SCHEMA ops; ${flywayTable("ops")} ${flywayRows([{ version: "1" }, { version: "2", success: false }], "ops")}
		CREATE TABLE schema_migrations (version varchar PRIMARY KEY); INSERT INTO schema_migrations VALUES ('20190101');
		CREATE TABLE customers (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE settings (region text);`,
	);
	id = await addConnection(held.lent.page, url, { name: "Legacy", folder: set.lent, environment: "Production" });
	await held.lent.page.setViewportSize({ width: 1280, height: 720 });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await server?.stop();
});

/** In both themes: nothing for axe to say, and a picture. */
async function looksWell(name: string): Promise<void> {
	const { page } = held.lent;
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		expect(await axe(page)).toEqual([]);
		await picture(page, `${name}-${colorScheme}`);
	}
}

test("the folder's band says whose it is, what that means, and which files are never run and why", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations`);
	await expectStates(page, ["001 Unrecorded", "002 Pending", "003 Pending", "004 Pending"]);
	const band = page.getByRole("region", { name: "Whose folder this is" });
	expect(await band.innerText()).toMatch(
		/A folder of Flyway.*2 files are never run, 1 migration can be adopted, not run/s,
	);
	await band.getByRole("button", { name: "What this means" }).press("Enter");
	const row = band.getByRole("row", { name: /R__report\.sql/ });
	expect(await row.innerText()).toMatch(/once/);
	await band.getByRole("row", { name: /afterMigrate\.sql/ }).waitFor();
	await looksWell("foreign-folder");
	await band.getByRole("button", { name: "What this means" }).click();
	expect(await row.count()).toBe(0);
});

test("a migration that Bulkhead cannot run says why, and offers its adoption in place of a run", async () => {
	const { page } = held.lent;
	await timelineEntry(page, "003").click();
	await page.getByText("Bulkhead cannot run it:").waitFor();
	await page
		.getByText(/placeholder/)
		.first()
		.waitFor();
	await page.getByRole("button", { name: "Adopt…", exact: true }).waitFor();
	expect(await page.getByRole("button", { name: /^Apply (003|up to 003)/ }).count()).toBe(0);
	await picture(page, "foreign-not-run");
});

const dialog = () => held.lent.page.getByRole("dialog");

test("the adoption tells the histories that there are, and where several know the folder, a person chooses", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "Adopt what Flyway has run…" }).click();
	await dialog().getByText("Several histories know this folder").waitFor();
	expect(
		await dialog()
			.getByRole("button", { name: /^Adopt \d/ })
			.count(),
	).toBe(0);
	const names = await dialog().getByRole("radio").allInnerTexts();
	expect(names[0]).toMatch(
		/Flyway old\.flyway_schema_history\s+4 rows · knows 3 migrations of this folder · last: 3\.5, 2024-01-02/,
	);
	expect(names[1]).toMatch(/ops\.flyway_schema_history/);
	expect(names[2]).toMatch(/dbmate public\.schema_migrations.*One column only/s);
	await dialog()
		.getByRole("radio", { name: /ops\.flyway_schema_history/ })
		.click();
	await dialog().getByRole("alert").getByText("Nothing can be adopted as it stands").waitFor();
	expect(
		await dialog()
			.getByRole("button", { name: /^Adopt \d/ })
			.count(),
	).toBe(0);
	await looksWell("adopt-refused");
});

test("what differs is shown before, and adopted only by a decision of its own, with a reason", async () => {
	await dialog()
		.getByRole("radio", { name: /old\.flyway_schema_history/ })
		.click();
	const preview = dialog().getByRole("region", { name: "What would be adopted" });
	await preview.getByRole("row", { name: /^003 settings old\.flyway_schema_history has 3 on 2024-01-02/ }).waitFor();
	expect(await preview.getByRole("row", { name: /^001 customers/ }).innerText()).toMatch(/by deploy · its check holds/);
	expect(await preview.getByRole("row", { name: /^002 orders/ }).innerText()).toMatch(/1 of 1 checks fails?\s+differs/);
	await dialog().getByText("1 version of the history has no file here").waitFor();
	await dialog().getByText("3.5", { exact: true }).waitFor();
	await dialog().getByText("1 stays as it is").click();
	await dialog()
		.getByText(/old\.flyway_schema_history does not have it/)
		.waitFor();
	const go = dialog().getByRole("button", { name: "Adopt 3 migrations" });
	expect(await go.isDisabled()).toBe(true);
	await dialog().getByRole("checkbox", { name: "Adopt it all the same" }).check();
	expect(await go.isDisabled()).toBe(true);
	await dialog().getByLabel("Reason").fill("the column came in 2.1, by hand");
	await looksWell("adopt-despite");
	expect(await go.isEnabled()).toBe(true);
});

test("the adoption ends with what was adopted and on what, what was left, and what nobody knows", async () => {
	const { page } = held.lent;
	await page.keyboard.press("Control+Enter");
	await dialog().getByText("3 migrations adopted").waitFor();
	const adopted = dialog().getByRole("region", { name: "Adopted", exact: true }).getByRole("listitem");
	expect(await adopted.allInnerTexts()).toEqual([
		"001 customers · old.flyway_schema_history has 1 · its check holds",
		expect.stringContaining("002 orders · old.flyway_schema_history has 2"),
		expect.stringContaining("003 settings · old.flyway_schema_history has 3"),
	]);
	await dialog().getByRole("region", { name: "Adopted all the same" }).getByText("orders have a customer").waitFor();
	await dialog().getByRole("region", { name: "No file for" }).getByText("3.5").waitFor();
	await looksWell("adopted");
	await dialog().getByRole("button", { name: "Close" }).last().click();
	await expectStates(page, ["001 Applied", "002 Applied", "003 Applied", "004 Pending"]);
	await goTo(page, `/c/${id}/migrations/history`);
	await page.getByRole("gridcell", { name: "the column came in 2.1, by hand" }).first().waitFor();
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
