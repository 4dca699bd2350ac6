/** Index health on the screen: findings narrowed, opened, made a migration of and gone once it ran; sizes by keyboard; what a bare login cannot judge; both themes through axe. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { packageFolder } from "../../main/hosts/compose.ts";
import { axe, dressIn } from "../helpers/axe.ts";
import { hold } from "../helpers/pipes.ts";
import { type Copy, type DoctorServer, doctorServer, urlOf } from "../isolation/doctor-scene.ts";
import { addConnection, app, applyAll, goTo, type Held, keepFailures, outcome, picture } from "./stories.ts";

let held: Held;
let server: DoctorServer;
let folder: string;
let copy: { lent: Copy; release(): Promise<void> };
let faulty: string;
let bare: string;

const odd = `<img src=x onerror="document.title='taken'">\u202e`;

/** A repeated index, one that is a beginning, a tenant's table without its index, names that are markup; and rows, so that sizes differ. */
const FAULTS = `
CREATE INDEX usage_again ON public.usage_events (tenant_id, created_at DESC);
CREATE TABLE public.visits (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, page text);
ALTER TABLE public.visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.visits FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.visits USING (tenant_id = public.get_current_tenant());
GRANT SELECT, INSERT ON public.visits TO iafactory_app;
INSERT INTO public.visits SELECT n, (SELECT id FROM public.tenants LIMIT 1), 'page ' || n FROM generate_series(1, 30000) n;
CREATE INDEX visits_page ON public.visits (page);
CREATE INDEX visits_page_again ON public.visits (page);
CREATE TABLE public."${odd.replaceAll('"', '""')}" (tenant_id uuid NOT NULL, body text);
ANALYZE`;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-indexes-"));
	cpSync(join(packageFolder, "migrations"), folder, { recursive: true });
	[held, server] = await Promise.all([app(), doctorServer(18)]);
	copy = await hold<Copy>((use) => server.withCopy(use));
	const { admin, sql } = copy.lent;
	await sql(FAULTS);
	// The build breaks off over rows that are alike, and leaves its index.
	await sql("CREATE UNIQUE INDEX CONCURRENTLY visits_tenant_once ON public.visits (tenant_id)").catch(() => {});
	const login = await server.cluster.login();
	const { page } = held.lent;
	await page.setViewportSize({ width: 1280, height: 720 });
	faulty = await addConnection(page, urlOf(admin), { name: "Faulty", folder });
	bare = await addConnection(page, urlOf({ ...admin, ...login }), { name: "Bare" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await copy?.release();
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const findings = () => held.lent.page.getByRole("grid", { name: "Findings about indexes" });

const darkToo = new Set(["indexes", "indexes-sizes"]);

/** A picture, and what axe says of the page in each theme. */
async function looked(name: string): Promise<void> {
	const { page } = held.lent;
	for (const theme of ["light", "dark"] as const) {
		await dressIn(page, theme);
		if (theme === "light") await picture(page, name);
		else if (darkToo.has(name)) await picture(page, `${name}-dark`);
		expect(await axe(page)).toEqual([]);
	}
	await dressIn(page, "light");
}

test("findings stand the gravest first, are narrowed by severity, check, table and words, and one is told in full", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes`);
	await findings().getByText("index public.visits_tenant_once").first().waitFor();
	expect(await findings().getByRole("row").nth(1).innerText()).toContain("Error");
	await page.getByLabel("Find a finding").fill("visits_page_again");
	await expect.poll(() => findings().getByRole("row").count()).toBe(2);
	const detail = page.getByRole("region", { name: "index public.visits_page_again" });
	await detail.getByText("Why it matters").waitFor();
	await detail.getByText("DROP INDEX CONCURRENTLY").first().waitFor();
	await detail.getByRole("button", { name: "Copy the statements" }).first().waitFor();
	await page.getByLabel("Find a finding").fill("");
	const severity = page.getByRole("radiogroup", { name: "Which severity" });
	await severity.getByText("Error", { exact: true }).click();
	await expect.poll(async () => (await findings().innerText()).includes("Warning")).toBe(false);
	await severity.getByText("All", { exact: true }).click();
	await page.getByRole("button", { name: "What it is made of" }).click();
	await page.getByRole("dialog").getByText("A table counts whole").waitFor();
	await page.keyboard.press("Escape");
	await looked("indexes");
});

test("findings are chosen by keyboard, become one migration, and are gone once it has run", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes`);
	await page.getByLabel("Find a finding").fill("_again");
	for (const name of ["visits_page_again", "usage_again"]) {
		const row = findings().getByRole("row").filter({ hasText: name }).first();
		await row.getByRole("gridcell").first().focus();
		await page.keyboard.press("Space");
		await row.getByText("chosen", { exact: true }).waitFor({ state: "attached" });
	}
	await page.getByRole("button", { name: "Make a file of 2…" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByText("009_mend_index_duplicate.sql").waitFor();
	await dialog.getByText("Rollback", { exact: true }).click();
	await dialog.getByText("CREATE INDEX").first().waitFor();
	await looked("indexes-file");
	await dialog.getByRole("button", { name: "Write the files" }).click();
	await page.getByText(/^Migration 009 is written/).waitFor();
	expect(readdirSync(folder)).toContain("009_mend_index_duplicate.sql");
	await goTo(page, `/c/${faulty}/migrations`);
	await applyAll(page);
	await outcome(page, "1 migration applied").waitFor();
	await goTo(page, `/c/${faulty}/indexes`);
	await page.getByRole("button", { name: "Look again" }).click();
	await page.getByLabel("Find a finding").fill("visits_page_again");
	await page.getByText("No finding is like this").waitFor();
	await goTo(page, `/c/${faulty}/overview`);
	await page.getByRole("region", { name: "Index health" }).getByRole("button", { name: "Show" }).click();
	await page.waitForURL(/\/indexes$/);
});

test("what changed between two looks stands beside each other", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes/compare`);
	await page.getByRole("heading", { name: /findings? gone/ }).waitFor();
	await page.getByText(/^Migration 009 is written/).waitFor({ state: "hidden" });
	await page.getByRole("heading", { name: /index(es)? dropped/ }).waitFor();
	await looked("indexes-compare");
});

test("sizes are boxes that arrows lead through, and Enter opens a table with its indexes, tenants and plans", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes/tables`);
	const map = page.getByRole("group", { name: /^Tables by size/ });
	const largest = map.getByRole("button", { name: /^public\.visits / });
	await largest.focus();
	await page.keyboard.press("ArrowRight");
	await expect.poll(() => largest.evaluate((box) => box === document.activeElement)).toBe(false);
	await page.keyboard.press("Home");
	await expect.poll(() => largest.evaluate((box) => box === document.activeElement)).toBe(true);
	await looked("indexes-sizes");
	await largest.focus();
	await page.keyboard.press("Enter");
	const list = page.getByRole("grid", { name: "Indexes of public.visits" });
	await list.getByText("visits_page").first().waitFor();
	await page.getByRole("heading", { name: "Hot tenants" }).waitFor();
	await page.getByRole("heading", { name: "As this login", exact: true }).waitFor();
	await looked("indexes-table");
});

test("what would be without an index, and with one more, is planned and told; nothing is dropped or built", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes/public.visits`);
	await page.getByRole("grid", { name: "Indexes of public.visits" }).getByText("public.visits_page").first().click();
	const index = page.getByRole("region", { name: "public.visits_page", exact: true });
	await index.getByRole("button", { name: "What if I dropped it?" }).click();
	await index.getByRole("status").waitFor();
	const added = page.getByRole("region", { name: "What if I added one?" });
	expect(await added.getByRole("button", { name: "Plan with it" }).isDisabled()).toBe(true);
	await added.getByLabel("Columns of the index").fill("tenant_id, lower(page) DESC");
	await added.getByRole("button", { name: "Plan with it" }).click();
	await added.getByRole("status").or(added.getByRole("alert")).waitFor();
	await added.getByLabel("Columns of the index").fill("tenant_id, (lower(page)) DESC");
	await added.getByRole("button", { name: "Plan with it" }).click();
	await added.getByRole("status").waitFor();
	await picture(page, "indexes-what-if");
});

test("a name that is markup stays text, in the list and in the boxes", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes`);
	await page.getByLabel("Find a finding").fill("img onerror");
	await findings()
		.getByText(/img src=x/)
		.first()
		.waitFor();
	await goTo(page, `/c/${faulty}/indexes/tables`);
	await page.getByRole("group", { name: /^Tables by size/ }).waitFor();
	// The editor puts pictures without a source beside what it shows of hidden characters.
	expect(await page.locator("img[src]").count()).toBe(0);
	expect(await page.title()).not.toContain("taken");
});

test("a report is printed without the window, and CSV and JSON are saved", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes`);
	await findings().waitFor();
	for (const [item, ending] of [
		["Findings as CSV", ".csv"],
		["Everything as JSON", ".json"],
	] as const) {
		await page.getByRole("button", { name: "Save or print" }).click();
		const [saved] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("menuitem", { name: item }).click(),
		]);
		expect(saved.suggestedFilename()).toMatch(new RegExp(`^index-health-.*\\${ending}$`));
	}
	await page.evaluate(() => {
		window.print = () => document.body.setAttribute("data-printed", "");
	});
	await page.getByRole("button", { name: "Save or print" }).click();
	await page.getByRole("menuitem", { name: "Print a report…" }).click();
	await page.locator("body[data-printed]").waitFor();
	await page.emulateMedia({ media: "print" });
	await page.getByRole("heading", { name: /^Index health of/ }).waitFor();
	expect(await page.locator("#root").isVisible()).toBe(false);
	await page.emulateMedia({ media: "screen" });
	await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
	await expect.poll(() => page.locator("article").count()).toBe(0);
});

test("what waits, what is being built and what is broken is told in plain words", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/indexes/slow`);
	await page.getByRole("heading", { name: "What to do first" }).waitFor();
	await page.getByText("No index is being built.").waitFor();
	await looked("indexes-slow");
});

test("what a bare login cannot judge is said with its cure, gathered by reason, and never looks well", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${bare}/indexes`);
	await page.getByRole("button", { name: "What, and the cure" }).click();
	await page.getByText("Cure:").first().waitFor();
	await page
		.getByText(/not evaluated$/)
		.first()
		.waitFor();
	await looked("indexes-bare");
	await page.getByRole("link", { name: "What was asked" }).click();
	await page
		.getByRole("region", { name: "Not evaluated" })
		.getByText(/object|the whole check/)
		.first()
		.waitFor();
	await looked("indexes-asked");
});
