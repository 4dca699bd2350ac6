/** The plan before a run: its order and pieces, what the role may not do, and what lint says, at a glance and in both themes. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, outcome, picture } from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let id: string;

const files = {
	"001_orders.sql": `CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, total numeric);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
	"rollback/001_orders.sql": "DROP TABLE orders;",
	"verify/001_orders.sql": "-- check: orders are there\nSELECT 1 WHERE to_regclass('orders') IS NULL;",
	"002_customers.sql": `ALTER TABLE customers ADD COLUMN note text;
CREATE INDEX CONCURRENTLY customers_tenant ON customers (tenant_id);
ALTER TABLE customers ADD COLUMN region_id int REFERENCES regions;
CREATE INDEX customers_region ON customers (region_id);`,
	"003_backfill.sql": `UPDATE customers SET note = 'none';
DO $$ BEGIN IF false THEN DELETE FROM regions; END IF; END $$;
DROP TABLE old_prices;`,
};

beforeAll(async () => {
	[held, server, set] = await Promise.all([app(), ownServer(), hold<string>((use) => withSet(files, use))]);
	const url = new URL(await server.database("shop"));
	await server.sql(
		"shop",
		`CREATE ROLE deployer LOGIN PASSWORD 'plain'; GRANT CREATE ON DATABASE shop TO deployer;
		ALTER SCHEMA public OWNER TO deployer; CREATE TABLE regions (id int PRIMARY KEY);
		SET ROLE deployer; CREATE TABLE customers (id int, tenant_id uuid);
		CREATE TABLE old_prices (id int); INSERT INTO old_prices VALUES (1);
		INSERT INTO customers SELECT g FROM generate_series(1, 50) g;
		ALTER TABLE customers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
		CREATE POLICY own ON customers USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`,
	);
	url.username = "deployer";
	url.password = "plain";
	id = await addConnection(held.lent.page, url.href, { name: "Shop", folder: set.lent, environment: "Production" });
	await held.lent.page.setViewportSize({ width: 1280, height: 720 });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await server?.stop();
});

async function openPlan() {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations`);
	await page.getByRole("button", { name: "Apply 3 pending…" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByRole("region", { name: "What stands in its way" }).waitFor();
	return dialog;
}

test("a plan says in short how much it is, what is certain to fail and where, and how to go on", async () => {
	const dialog = await openPlan();
	const facts = await dialog.getByRole("list", { name: "In short" }).innerText();
	expect(facts.replaceAll("\n", " ")).toBe(
		"10 statements 4 transactions 1 statement outside of a transaction 1 check behind it",
	);
	const problems = dialog.getByRole("region", { name: "What stands in its way" }).getByRole("listitem");
	const shown = await problems.allInnerTexts();
	expect(shown[0]).toMatch(
		/^Fails\s+002 ALTER TABLE in line 3 needs REFERENCES on public\.regions.*\s+.*GRANT REFERENCES/,
	);
	expect(shown[1]).toMatch(/^Fails\s+003 UPDATE in line 1 would .*public\.customers.*FORCE.*\s+.*BYPASSRLS/);
	expect(shown[2]).toMatch(/^May fail\s+003 DELETE in line 2 needs DELETE on public\.regions/);
	await dialog.getByRole("button", { name: /^002 customers.*fails in line 3.*3 parts/ }).waitFor();
});

test("a migration opens to its pieces: what is committed together, and what runs alone and why", async () => {
	const dialog = held.lent.page.getByRole("dialog");
	await dialog.getByRole("button", { name: /^002 customers/ }).click();
	await dialog.getByText("By itself, outside of a transaction").waitFor();
	await dialog.getByText("CREATE INDEX CONCURRENTLY waits for older transactions").waitFor();
	await dialog.getByText("One transaction: 2 statements are committed together").waitFor();
	await picture(held.lent.page, "plan-pieces");
});

test("rights: the role, and each table with its owner, its policies and what uses it", async () => {
	const dialog = held.lent.page.getByRole("dialog");
	await dialog.getByRole("button", { name: /^Rights deployer 2 are missing/ }).click();
	const row = dialog.getByRole("row", { name: /public\.customers/ });
	expect(await row.innerText()).toMatch(/deployer, as this role\s+forced, binds this role\s+002 ALTER TABLE/);
	await dialog.getByRole("row", { name: /orders made by 001/ }).waitFor();
	await dialog.getByText("policies bind this role").waitFor();
});

test("lint: by migration, the gravest first, each with its line and a safer form; a line leads to the file", async () => {
	const { page } = held.lent;
	const dialog = page.getByRole("dialog");
	const lint = dialog.getByRole("region", { name: "Lint" });
	if ((await lint.getByRole("button", { name: /^Lint/ }).getAttribute("aria-expanded")) === "false")
		await lint.getByRole("button", { name: /^Lint/ }).click();
	await lint.getByText("drop-table").waitFor();
	await lint.getByText("Why, and a safer form").first().click();
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		expect(await axe(page)).toEqual([]);
		await picture(page, `plan-lint-${colorScheme}`);
	}
	await lint.locator("a[href*='/003/forward/3']").click();
	await page.locator(".cm-content").getByText("DROP TABLE").waitFor();
	expect(await dialog.count()).toBe(0);
});

test("what was said to fail fails there, and nothing was hidden from the person who applies it all the same", async () => {
	const { page } = held.lent;
	const dialog = await openPlan();
	await dialog.evaluate((element) => element.scrollTo(0, 0));
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		await page.waitForTimeout(200);
		await picture(page, `plan-${colorScheme}`);
	}
	await dialog.getByRole("button", { name: "Apply 3 migrations to production" }).click();
	await outcome(page, "Not applied").waitFor();
	await page
		.getByText(/permission denied for table regions/)
		.first()
		.waitFor();
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
