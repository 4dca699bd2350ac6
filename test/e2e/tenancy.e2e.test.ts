/** The tenancy of a database: found, tried out, corrected, confirmed; names that were made to break a page. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { hold } from "../helpers/pipes.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { settings } from "../helpers/tenancy-schemas.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let database: { lent: TestDatabase; release(): Promise<void> };
let id: string;

const hostile = `CREATE TABLE "<img src=x onerror=alert(1)>" (company_id int NOT NULL REFERENCES companies);`;

beforeAll(async () => {
	database = await hold<TestDatabase>((use) => withDatabase(use));
	await database.lent.script(settings + hostile);
	held = await app();
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
	id = await addConnection(held.lent.page, database.lent.url, { name: "Shop" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await database?.release();
});

test("what was found stands there with what speaks for it and what is open, and names are text", async () => {
	const { page } = held.lent;
	await page.getByRole("link", { name: "Tenancy" }).click();
	await page.getByText("Detected, not confirmed yet").waitFor();
	expect(await page.getByLabel("Column that holds a row's tenant").inputValue()).toBe("company_id");
	expect(await page.getByLabel("Role of the application").inputValue()).toBe("shop_app");
	expect(await page.getByLabel("Table of tenants").inputValue()).toBe("public.companies");
	await page.getByRole("region", { name: "11 tables and views with tenants" }).waitFor();
	await page.getByText("The view sales.order_count reads sales.orders").waitFor();
	await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "tenancy");
});

test("tried out, it says which tables show rows of others: a view of the superuser's and a partition", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "Try it out" }).click();
	await page.getByText("This profile does not hold, or the database does not.").waitFor();
	expect(await page.getByText("It shows rows of other tenants.").count()).toBe(2);
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "tenancy-tried");
});

test("a name that is not there is told, taking it back brings what was found, and what is confirmed is kept", async () => {
	const { page } = held.lent;
	await page.getByLabel("Table of tenants").fill("public.gone");
	await page.getByText("Changed here, not saved").waitFor();
	await page.getByRole("button", { name: "Look again with this" }).click();
	await page.getByText("There is no table public.gone, which would list the tenants.").waitFor();
	await page.getByRole("button", { name: "Take back what was changed" }).click();
	await page.getByText("Detected, not confirmed yet").waitFor();
	expect(await page.getByLabel("Table of tenants").inputValue()).toBe("public.companies");
	await page.getByText("As a file").click();
	const file = page.getByLabel("Profile as JSON");
	await file.fill("{");
	await page.getByText("It is not JSON.").waitFor();
	const profile = { tenantColumn: "company_id", tenants: { table: "companies", id: "company_id", name: "title" } };
	await file.fill(JSON.stringify(profile));
	await page.getByRole("button", { name: "Confirm and keep" }).click();
	await page.getByText("Confirmed: kept with the connection").waitFor();
	await dressIn(page, "dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "tenancy-dark");
	await dressIn(page, "light");
	await page.reload();
	await page.getByText("Confirmed: kept with the connection").waitFor();
	expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("title");
	await page.getByRole("button", { name: "Detect anew" }).click();
	await page.getByText("Detected, not confirmed yet").waitFor();
	await goTo(page, `/c/${id}/overview`);
	expectNoComplaints(held.lent);
});
