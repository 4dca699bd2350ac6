/** The tenants of a database: found among 100,000, one opened, made and changed; hostile names; a login that sees none. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { hostileNames, TENANTS, type TenantsScene, tenantsScene } from "../helpers/tenants-scene.ts";
import { type App, browserHost } from "./hosts.ts";
import { expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let store: string;
let scene: TenantsScene;
let held: Held;
let [id, blind]: string[] = [];

beforeAll(async () => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	scene = await tenantsScene();
	const { hostname: host, port, username: user, pathname } = new URL(scene.url());
	await withBulkhead(async ({ client }) => {
		const settings = {
			host,
			port: Number(port),
			database: pathname.slice(1),
			sslMode: "disable" as const,
			environment: "test" as const,
		};
		id = (await client.connections.save({ settings: { ...settings, name: "Customers", user } })).id;
		blind = (
			await client.connections.save({ settings: { ...settings, name: "As the application", user: scene.app.user } })
		).id;
	}, store);
	const pass = join(store, "pgpass");
	writeFileSync(pass, `*:*:*:*:${scene.owner.password}\n`, { mode: 0o600 });
	vi.stubEnv("PGPASSFILE", pass);
	held = await hold<App>((use) => browserHost.lend(store, use));
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
}, 120_000);
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	vi.unstubAllEnvs();
	await held?.release();
	await scene?.stop();
	rmSync(store, { recursive: true, force: true });
});

const grid = () => held.lent.page.getByRole("grid", { name: "Tenants" });
const filters = () => held.lent.page.getByRole("search", { name: "Find tenants" });
const search = async (text: string) => filters().getByRole("textbox", { name: "Search" }).fill(text);
const dossier = (name: string | RegExp) => held.lent.page.getByRole("region", { name });

test("100,000 tenants are listed page by page as one scrolls, sorted by the server", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/tenants`);
	await page.getByText("100,009 tenants", { exact: true }).waitFor();
	await page.getByText("100 tenants loaded, more as you scroll").waitFor();
	await grid().evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
	await page.getByText("200 tenants loaded, more as you scroll").waitFor();
	await grid().getByRole("columnheader", { name: "Slug" }).click();
	await grid().getByRole("columnheader", { name: "Slug" }).and(page.locator('[aria-sort="ascending"]')).waitFor();
	await grid().getByRole("gridcell", { name: "hostile-0" }).waitFor();
	await grid().getByRole("columnheader", { name: "Slug" }).click();
	await grid().getByRole("gridcell", { name: "tenant-99999" }).waitFor();
	expect(await page.title()).toBe("Tenants · Customers (Test) · Bulkhead");
	expect(TENANTS).toBe(100_000);
});

test("what is typed is searched for by the server, filters narrow it, and an empty end says what to do", async () => {
	const { page } = held.lent;
	await page.keyboard.press("Escape");
	await grid().getByRole("gridcell", { name: "tenant-99999" }).click();
	await page.keyboard.press("/");
	await page.keyboard.type("admin-4242@");
	await page.getByText("1 tenant", { exact: true }).waitFor();
	await grid().getByRole("gridcell", { name: "tenant-4242" }).waitFor();
	await search("tenant-7777");
	await page.getByText("11 tenants", { exact: true }).waitFor();
	await filters()
		.getByRole("combobox", { name: "Region" })
		.or(filters().getByRole("textbox", { name: "Region" }))
		.first()
		.click();
	await page.getByRole("option", { name: /^DZ/ }).click();
	await page.getByText("2 tenants", { exact: true }).waitFor();
	await search("no such tenant");
	await page.getByText("No tenant fits").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByRole("button", { name: "Clear filters" }).first().click();
	await page.getByText(/^\d00 tenants loaded, more as you scroll$/).waitFor();
});

test("a dossier opens beside the list by keyboard, with users, keys, usage, rows and who looked; in both themes", async () => {
	const { page } = held.lent;
	await search("admin-1@");
	await grid().getByRole("gridcell", { name: "tenant-1", exact: true }).waitFor();
	await grid().getByRole("columnheader").first().focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	const open = dossier(/^Tenant Cabinet/);
	await open.getByText("user-1@example.org").waitFor();
	await open.getByRole("table", { name: "API keys" }).getByText("mobile").waitFor();
	await open.getByRole("img", { name: /^events by day/ }).waitFor();
	await open.getByRole("combobox", { name: "What is shown" }).selectOption("tokens_input");
	await open.getByRole("img", { name: /^tokens_input by day/ }).waitFor();
	expect(await open.getByRole("table", { name: "Rows and size" }).innerText()).toMatch(
		/public\.projects\s+about 1[12],\d/,
	);
	await open.getByText("show-tenant").first().waitFor();
	await search("");
	await page.getByText(/^\d00 tenants loaded, more as you scroll$/).waitFor();
	await grid().getByRole("gridcell", { name: /^\d/ }).first().waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "tenants");
	await dressIn(page, "dark");
	await picture(page, "tenants-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "light");
});

test("a user is linked, gets another role and is unlinked, a status changes with its reason", async () => {
	const { page } = held.lent;
	const open = dossier(/^Tenant Cabinet/);
	await open.getByRole("button", { name: "Link a user" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("User").fill("ghost@example.org");
	await dialog.getByRole("button", { name: "Link", exact: true }).click();
	await dialog.getByText("There is no user ghost@example.org in public.users.").waitFor();
	await dialog.getByLabel("User").fill("user-30@example.org");
	await picture(page, "tenants-link");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByRole("button", { name: "Link", exact: true }).click();
	await dialog.waitFor({ state: "hidden" });
	await open.getByRole("button", { name: "Change the role of user-30@example.org" }).click();
	await dialog
		.getByRole("combobox", { name: "Role" })
		.or(dialog.getByRole("textbox", { name: "Role" }))
		.first()
		.click();
	await page.getByRole("option", { name: "viewer" }).click();
	await dialog.getByRole("button", { name: "Change role" }).click();
	await open.getByRole("listitem").filter({ hasText: "user-30@" }).getByText("viewer").waitFor();
	await open.getByRole("button", { name: "Unlink user-30@example.org" }).click();
	await dialog.getByRole("button", { name: "Unlink" }).click();
	await open.getByText("user-30@example.org").waitFor({ state: "hidden" });
	await open.getByRole("button", { name: "Change status" }).click();
	expect(await dialog.getByRole("button", { name: "Change it" }).isDisabled()).toBe(true);
	await dialog
		.getByRole("combobox", { name: "New status" })
		.or(dialog.getByRole("textbox", { name: "New status" }))
		.first()
		.click();
	await page.getByRole("option", { name: "suspended" }).click();
	await dialog.getByLabel("Reason").fill("unpaid since May");
	await picture(page, "tenants-status");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByRole("button", { name: "Change it" }).click();
	await open.getByText("suspended").first().waitFor();
	await open.getByText("unpaid since May").first().waitFor();
});

test("a tenant is made from a template, and its dossier opens", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "New tenant" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("Name").fill("Lycée \u202e& <b>Co</b>");
	await dialog.getByLabel("E-mail").fill("head@example.org");
	await dialog
		.getByRole("combobox", { name: "Region" })
		.or(dialog.getByRole("textbox", { name: "Region" }))
		.first()
		.click();
	await page.getByRole("option", { name: "FR" }).click();
	await dialog
		.getByRole("combobox", { name: "Template" })
		.or(dialog.getByRole("textbox", { name: "Template" }))
		.first()
		.click();
	await page.getByRole("option", { name: "School" }).click();
	await picture(page, "tenants-create");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByRole("button", { name: "Create" }).click();
	const made = dossier(/^Tenant Lycée/);
	await made.getByText("lycee-b-co-b").first().waitFor();
	await made.getByText("Nobody is linked to this tenant yet.").waitFor();
	expect(await page.locator("b").count()).toBe(0);
});

test("hostile names are text, and leave as a file without a formula", async () => {
	const { page } = held.lent;
	await search("h@example.org");
	await page.getByText(`${Object.keys(hostileNames).length} tenants`, { exact: true }).waitFor();
	await grid().getByText("<img src=x").waitFor();
	expect(await page.locator("img").count()).toBe(0);
	await picture(page, "tenants-hostile");
	await page.getByRole("button", { name: "Export" }).click();
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("menuitem", { name: /CSV/ }).click(),
	]);
	expect(readFileSync(await download.path(), "utf8")).toContain(`,'=cmd|'/C calc'!A1,`);
	expectNoComplaints(held.lent);
});

test("a login that the policies hold is told why it sees none, and which role would", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${blind}/tenants`);
	await page.getByText("This login sees no tenant").waitFor();
	await page
		.getByText(/GRANT iafactory_superadmin TO/)
		.first()
		.waitFor();
	await picture(page, "tenants-blind");
	expect(await axe(held.lent.page)).toEqual([]);
});
