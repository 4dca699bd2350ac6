/** The doctor on the screen: what it found, shown by one click, mended by a migration file; a clean database; both themes through axe. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { hold } from "../helpers/pipes.ts";
import { type Copy, type DoctorServer, doctorServer, urlOf } from "../isolation/doctor-scene.ts";
import { addConnection, app, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let server: DoctorServer;
let folder: string;
const copies: { lent: Copy; release(): Promise<void> }[] = [];
let faulty: string;
let clean: string;

const odd = `<img src=x onerror="document.title='taken'">\u202e`;

const copy = async (): Promise<Copy> => {
	const lent = await hold<Copy>((use) => server.withCopy(use));
	copies.push(lent);
	return lent.lent;
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-fixes-"));
	[held, server] = await Promise.all([app(), doctorServer(18)]);
	const [mutated, whole] = [await copy(), await copy()];
	await mutated.sql(`
		CREATE POLICY readable ON public.knowledge_base FOR SELECT USING (true);
		ALTER TABLE public.projects NO FORCE ROW LEVEL SECURITY;
		CREATE VIEW public.all_leads AS SELECT * FROM public.crm_leads; GRANT SELECT ON public.all_leads TO iafactory_app;
		CREATE TABLE public."${odd.replaceAll('"', '""')}" (tenant_id uuid NOT NULL, body text);
		ALTER TABLE public.crm_leads ADD COLUMN vat text UNIQUE;
		GRANT TRUNCATE ON public.orchestrator_state TO iafactory_app`);
	const { page } = held.lent;
	await page.setViewportSize({ width: 1440, height: 900 });
	faulty = await addConnection(page, urlOf(mutated.admin), { name: "Faulty", folder });
	clean = await addConnection(page, urlOf({ ...whole.admin, ...server.owner }), { name: "Clean" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	for (const each of copies) await each.release();
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test("findings stand the gravest first, are found by words, and one is shown with the rows that leak", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/isolation`);
	const grid = page.getByRole("grid", { name: "Findings" });
	await grid.getByText("view public.all_leads").waitFor();
	await page.getByText(/open ways/).waitFor();
	await page.getByLabel("Find a finding").fill("readable");
	await expect.poll(() => grid.getByRole("row").count()).toBe(2);
	await grid.getByRole("row").nth(1).click();
	const detail = page.getByRole("region", { name: "policy readable on public.knowledge_base" });
	await detail.getByRole("button", { name: "Show it" }).click();
	await detail.getByText("It leaks").waitFor();
	await detail.getByRole("grid", { name: "What was shown" }).getByRole("row").nth(1).waitFor();
	await page.getByLabel("Find a finding").fill("");
	await detail.getByRole("button", { name: "Its statements" }).click();
	await picture(page, "isolation-doctor");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "dark");
	await picture(page, "isolation-doctor-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	await dressIn(page, "light");
});

test("the list is used by keyboard alone, and a name that is markup stays text", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/isolation`);
	await page.getByLabel("Find a finding").fill("img onerror");
	const grid = page.getByRole("grid", { name: "Findings" });
	await expect.poll(() => grid.getByRole("row").count()).toBe(2);
	await grid.getByRole("gridcell").first().focus();
	await page.keyboard.press("Enter");
	await page.getByRole("region", { name: /img src=x/ }).waitFor();
	// The editor puts pictures without a source beside what it shows of hidden characters.
	expect(await page.locator("img[src]").count()).toBe(0);
	expect(await page.title()).not.toContain("taken");
	await page.getByLabel("Find a finding").fill("");
});

test("findings become the next migration of the folder, read before it is written", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${faulty}/isolation`);
	await page.getByLabel("Find a finding").fill("public.projects");
	const detail = page.getByRole("region", { name: "table public.projects" });
	await detail.getByRole("button", { name: "Make a migration file…" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByText("001_close_not_forced.sql").waitFor();
	await dialog.getByText("FORCE ROW LEVEL SECURITY").first().waitFor();
	await picture(page, "isolation-doctor-file");
	expect(await axe(held.lent.page)).toEqual([]);
	await dialog.getByText("Rollback", { exact: true }).click();
	await dialog.getByText("NO FORCE ROW LEVEL SECURITY").first().waitFor();
	await dialog.getByRole("button", { name: "Write the files" }).click();
	await page.getByText(/^Migration 001 is written/).waitFor();
	expect(readdirSync(folder).sort()).toEqual(["001_close_not_forced.sql", "rollback", "verify"]);
	expect(readFileSync(join(folder, "verify", "001_close_not_forced.sql"), "utf8")).toContain("-- check: ");
});

test("a clean database says what was asked, and what of it is accepted", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${clean}/isolation`);
	await page.getByText("What was asked").click();
	const grid = page.getByRole("grid", { name: "Checks that were asked" });
	await grid.getByText("policy-always-true").waitFor();
	await page.getByText("setting app.tenant_id", { exact: true }).waitFor();
	await page.getByText("Every check could be asked.").waitFor();
	await picture(page, "isolation-doctor-asked");
	expect(await axe(held.lent.page)).toEqual([]);
});
