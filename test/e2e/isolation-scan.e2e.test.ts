/** The scan on the screen: clean, leaking, locked, stopped and gone on with; coverage; before and after a run; the name that is typed. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { onServer } from "../helpers/postgres.ts";
import { type Copy, type DoctorServer, doctorServer, urlOf } from "../isolation/doctor-scene.ts";
import { addConnection, app, goTo, type Held, keepFailures, picture } from "./stories.ts";

const files = {
	"001_open.sql": "ALTER TABLE public.projects DISABLE ROW LEVEL SECURITY;",
	"rollback/001_open.sql": "ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;",
};

let held: Held;
let server: DoctorServer;
let set: { lent: string; release(): Promise<void> };
let copy: { lent: Copy; release(): Promise<void> };
let id: string;

beforeAll(async () => {
	[held, server, set] = await Promise.all([app(), doctorServer(18), hold<string>((use) => withSet(files, use))]);
	copy = await hold<Copy>((use) => server.withCopy(use));
	// Another 240 tenants, each with a row that takes its time while the function says so.
	await copy.lent.sql(`
		DROP SCHEMA bulkhead CASCADE;
		INSERT INTO public.tenants (id, name, slug, region, admin_email)
			SELECT md5(n::text)::uuid, 'Tenant ' || n, 't-' || n, 'DZ', 't@example.org' FROM generate_series(1, 240) AS n;
		INSERT INTO public.orchestrator_state (tenant_id, step) SELECT md5(n::text)::uuid, 'one' FROM generate_series(1, 240) AS n;
		CREATE FUNCTION public.slowly() RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN true; END';
		CREATE POLICY slowly ON public.orchestrator_state AS RESTRICTIVE USING (public.slowly())`);
	const { page } = held.lent;
	await page.setViewportSize({ width: 1440, height: 900 });
	id = await addConnection(page, urlOf(copy.lent.admin), { name: "Shop", folder: set.lent });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await copy?.release();
	await set?.release();
	await server?.stop();
});

const region = (name: string) => held.lent.page.getByRole("region", { name });

const pictured = async (name: string) => {
	const { page } = held.lent;
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		await picture(page, colorScheme === "dark" ? `${name}-dark` : name);
		expect(await axe(page)).toEqual([]);
	}
	await dressIn(page, "light");
};

async function scan(): Promise<void> {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/isolation/scan`);
	await page.getByRole("button", { name: "Scan", exact: true }).click();
}

test("a scan of everything that finds nothing says so in one sentence; of a sample it says that it was one", async () => {
	const { page } = held.lent;
	await scan();
	await region("Verdict")
		.getByText(/^No tenant is shown a row that is not its own: 243 tenants in 16 tables/)
		.waitFor();
	await pictured("isolation-scan-clean");
	await page.getByText("A sample", { exact: true }).click();
	await page.getByLabel(/^How many tenants/).fill("40");
	await page.getByRole("button", { name: "Scan", exact: true }).click();
	await region("Verdict").getByText("No foreign row in the part that was asked: 40 of 243 tenants").waitFor();
	await page.getByText("Every tenant", { exact: true }).click();
});

test("a scan is stopped, and goes on from where it was", async () => {
	const speed = (seconds: number) =>
		copy.lent.sql(
			`CREATE OR REPLACE FUNCTION public.slowly() RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN PERFORM pg_sleep(${seconds}); RETURN true; END'`,
		);
	await speed(0.05);
	await scan();
	await region("Scan at work")
		.getByText(/^[1-9]\d+ of 243 tenants/)
		.waitFor();
	await picture(held.lent.page, "isolation-scan-running");
	await region("Scan at work").getByRole("button", { name: "Stop" }).click();
	const unfinished = region("Interrupted scan");
	await unfinished.getByText(/A scan was interrupted: [1-9]\d+ of 243 tenants are done/).waitFor();
	await pictured("isolation-scan-interrupted");
	await speed(0);
	await unfinished.getByRole("button", { name: "Go on with it" }).click();
	await region("Verdict")
		.getByText(/^It went on from an interrupted scan that had done \d+ tenants/)
		.waitFor();
	await unfinished.waitFor({ state: "hidden" });
});

test("a leak is shown with whose rows they are, a locked table as not evaluated, and the way leads to the doctor's finding", async () => {
	const { page } = held.lent;
	await copy.lent.sql("CREATE POLICY readable ON public.knowledge_base FOR SELECT USING (true)");
	const lock = await hold<void>((use) =>
		onServer(copy.lent.admin, async (session) => {
			await session.execute("BEGIN; LOCK TABLE public.crm_leads IN ACCESS EXCLUSIVE MODE");
			await use();
		}),
	);
	await scan();
	await region("Verdict")
		.getByText(/tenants are shown rows that are not their own.*And \d+ entr.* not evaluated/)
		.waitFor();
	await lock.release();
	const grid = page.getByRole("grid", { name: "Foreign rows by table and tenant" });
	await grid.getByText("public.knowledge_base").first().waitFor();
	await region("The foreign rows").getByRole("listitem").first().waitFor();
	await region("The foreign rows").getByText("policy-always-true").waitFor();
	await pictured("isolation-scan-leak");
	await page.getByText(/^Not evaluated \(\d+\)$/).click();
	await page.getByRole("grid", { name: "What was not evaluated" }).getByText("public.crm_leads").first().waitFor();
	await pictured("isolation-scan-not-evaluated");
	await page.getByText(/^Foreign rows \(\d+\)$/).click();
	await page.getByRole("button", { name: "Save" }).click();
	const saved = page.waitForEvent("download");
	await page.getByRole("menuitem", { name: "What was found as CSV" }).click();
	expect((await saved).suggestedFilename()).toMatch(/^isolation-scan-.+\.csv$/);
	await region("The foreign rows").getByRole("button", { name: "See the finding and its fix" }).first().click();
	await page.getByRole("region", { name: /public\.knowledge_base$/ }).waitFor();
});

test("coverage shows how each table is guarded, and the matrix what each tenant saw, by keyboard alone", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/isolation/coverage`);
	const guards = page.getByRole("grid", { name: "Tables and their guards" });
	await guards.getByRole("row").filter({ hasText: "public.knowledge_base" }).getByText("Foreign rows").waitFor();
	await guards.getByRole("row").filter({ hasText: "public.crm_leads" }).getByText("Not evaluated").waitFor();
	await pictured("isolation-coverage");
	await page.getByText("Matrix", { exact: true }).click();
	const matrix = page.getByRole("grid", { name: "Rows that each tenant saw, by table" });
	expect(await matrix.getAttribute("aria-colcount")).toBe("51");
	expect(await matrix.getByRole("columnheader").count()).toBeLessThan(30);
	await matrix.getByRole("rowheader").first().focus();
	await page.keyboard.press("End");
	await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-colindex"))).toBe("51");
	await page.keyboard.press("Control+Home");
	await page.keyboard.press("ArrowRight");
	await page.getByText(/^public\.\w+ as .+: /).waitFor();
	await pictured("isolation-coverage-matrix");
});

test("a run that opens a table asks for its name, and tells what tenants see before and after, in the run and on the certificate", async () => {
	const { page } = held.lent;
	await goTo(page, `/c/${id}/migrations`);
	await page.getByRole("button", { name: "Apply 1 pending…" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("Compare what tenants see before and after").check();
	const apply = dialog.getByRole("button", { name: /^Apply 1 migration/ });
	expect(await apply.isDisabled()).toBe(true);
	await dialog.getByLabel(/^To confirm, type|public\.projects/).fill("public.projects");
	await pictured("plan-opens-table");
	await apply.click();
	const seen = page.getByRole("group", { name: "What tenants see, before and after" });
	await seen.getByText("public.projects").first().waitFor();
	await pictured("run-before-after");
	await page.getByRole("button", { name: "Put the run away" }).click();
	await goTo(page, `/c/${id}/migrations/certificates`);
	await seen.getByText("public.projects").first().waitFor();
	await pictured("certificate-before-after");
});
