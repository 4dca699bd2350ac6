/** Certificates: what runs left, whether the chain holds, what is still open; in both themes, and on paper. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let id: string;

const odd = `<img src=x onerror="document.title='taken'">\u202egnp`;
const files = {
	"001_tenants.sql": `CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, total numeric);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
	"verify/001_tenants.sql": "-- check: orders are there\nSELECT 1 WHERE to_regclass('orders') IS NULL;",
	"002_links.sql": `ALTER TABLE orders ADD CONSTRAINT orders_tenant FOREIGN KEY (tenant_id) REFERENCES tenants NOT VALID;
CREATE TABLE "${odd.replaceAll('"', '""')}" (tenant_id uuid);
INSERT INTO tenants SELECT gen_random_uuid(), 'T' || g FROM generate_series(1, 40) g;`,
	"rollback/003_notes.sql": "DROP TABLE notes;",
	"003_notes.sql": "CREATE TABLE notes (id int PRIMARY KEY, body text);",
};

beforeAll(async () => {
	[held, server, set] = await Promise.all([app(), ownServer(), hold<string>((use) => withSet(files, use))]);
	const url = await server.database("certified");
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(url, set.lent);
		const apply = () => finish(client, "apply", client.migrations.apply({ connection }));
		await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
		await apply();
		const back = { connection, ids: ["003"], reason: "support ticket 4711", confirmed: true };
		const { error } = await finish(client, "rollback", client.migrations.rollback(back));
		expect(error).toBeUndefined();
		await server.sql("certified", "ALTER TABLE orders ADD COLUMN note text; CREATE INDEX orders_note ON orders (note)");
		await apply();
	});
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
	id = await addConnection(held.lent.page, url, { name: "Shop", folder: set.lent, environment: "Production" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await server?.stop();
});

test("the list has each run with its outcome, drift is marked, and the chain is verified at a press", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations/certificates`);
	const grid = page.getByRole("grid", { name: "Certificates, newest first" });
	await grid.getByText("Drift").waitFor();
	expect(await grid.getByRole("row").count()).toBe(5);
	await page
		.getByRole("region", { name: "Certificate 4 of certified" })
		.getByText("Changed outside Bulkhead since certificate 3")
		.waitFor();
	await page.getByRole("button", { name: "Verify the chain" }).click();
	await page.getByText("The chain holds: 4 certificates").waitFor();
	await picture(page, "certificates");
	expect(await axe(held.lent.page)).toEqual([]);
});

test("what is still open stands beside with what resolves it, on the overview too, and hostile names are inert", async () => {
	const { page } = held.lent;
	const open = page.getByRole("region", { name: "Still open" });
	await open.getByText("ALTER TABLE public.orders VALIDATE CONSTRAINT orders_tenant;").waitFor();
	await open.getByText("since certificate 2 (002, 003)").first().waitFor();
	await goTo(page, `/c/${id}/overview`);
	await page.getByRole("heading", { name: "2 things are still open" }).waitFor();
	await page.getByText("<img src=x").first().waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await page.title()).not.toBe("taken");
	await dressIn(page, "dark");
	await picture(page, "overview-finish-list-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "light");
});

test("a certificate is saved as JSON and as a page, and printed alone", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations/certificates`);
	await page.getByRole("gridcell", { name: "2", exact: true }).click();
	await page.getByRole("heading", { name: "Certificate 2 of certified" }).waitFor();
	for (const [button, file] of [
		["Save JSON", "certificate-certified-2.json"],
		["Save page", "certificate-certified-2.html"],
	] as const) {
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name: button }).click(),
		]);
		expect(download.suggestedFilename()).toBe(file);
	}
	await page.evaluate(() => {
		window.print = () => {};
	});
	await page.getByRole("button", { name: "Print" }).click();
	await page.emulateMedia({ media: "print" });
	await page.getByRole("heading", { level: 1, name: "Certificate 2 of certified" }).waitFor();
	expect(await page.getByRole("button", { name: "Verify the chain" }).isVisible()).toBe(false);
	await picture(page, "certificate-printed");
	await page.emulateMedia({ media: "screen" });
	await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
	await expect.poll(() => page.getByRole("heading", { level: 1, name: "Certificate 2" }).count()).toBe(0);
	expectNoComplaints(held.lent);
});
