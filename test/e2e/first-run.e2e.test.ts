/** A newcomer's first minutes, in every host. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { onServer } from "../helpers/postgres.ts";
import { hosts } from "./hosts.ts";
import {
	applyAll,
	expectNoComplaints,
	expectState,
	goTo,
	type Held,
	keepFailures,
	newcomersApp,
	outcome,
	picture,
	run,
	timelineEntry,
	toConsent,
} from "./stories.ts";

describe.each(hosts)("first run in $name", (host) => {
	if (host.missing !== undefined) {
		test.skip(`skipped: ${host.missing}`);
		return;
	}
	let held: Held;
	let port: number;
	beforeAll(async () => {
		held = await newcomersApp(host);
	});
	afterAll(() => held?.release());
	beforeEach(keepFailures(() => held?.lent.page));

	test("the demo makes itself, and tells how far it has come", async () => {
		const { page } = held.lent;
		await page.getByRole("img", { name: /of 8 migrations applied/ }).waitFor();
		await page.getByRole("button", { name: "Open the demo" }).waitFor({ timeout: 60_000 });
		const told = page.getByText(/Running on port \d+ · \d+ tenants? · \d+ tables · [\d,]+ rows?/);
		port = Number(/port (\d+)/.exec(await told.innerText())?.[1]);
		await picture(page, "start");
		await page.getByRole("button", { name: "Open the demo" }).click();
		await page.getByRole("heading", { name: "Overview" }).waitFor();
	});

	test("the overview says at one glance that all is applied, and that the role is held by Row-Level Security", async () => {
		const { page } = held.lent;
		const hull = page.getByRole("list", { name: /one compartment each/ });
		await expect.poll(() => hull.getByText("Applied").count()).toBe(8);
		await page.getByText("Nothing. Every migration is applied and recorded").waitFor();
		await page.getByText("Held by Row-Level Security").waitFor();
		expect(await page.title()).toBe("Overview · Demo (Development) · Bulkhead");
	});

	test("all checks of the set hold, and the overview knows it", async () => {
		const { page } = held.lent;
		await page.getByRole("button", { name: "Run all" }).click();
		await page
			.getByText(/^All \d+ checks hold$/)
			.first()
			.waitFor();
		await page.getByRole("link", { name: "Overview" }).click();
		await page
			.getByText(/^All \d+ checks hold$/)
			.first()
			.waitFor();
		await picture(page, "overview");
	});

	test("008 is rolled back with a reason, counted as pending, and applied again from the plan", async () => {
		const { page } = held.lent;
		await page.getByRole("link", { name: "Migrations", exact: true }).click();
		await timelineEntry(page, "008").click();
		await picture(page, "migrations");
		await page.getByRole("button", { name: "Roll back…" }).click();
		const dialog = page.getByRole("dialog");
		const go = dialog.getByRole("button", { name: /^Roll back 008/ });
		await dialog.getByRole("region", { name: /^From then on \d+ tables stand open across tenants$/ }).waitFor();
		await picture(page, "rollback-exposed");
		await toConsent(page);
		expect(await go.isDisabled()).toBe(true);
		await dialog.getByLabel("Reason").fill("to try it");
		expect(await go.isDisabled()).toBe(true);
		await dialog.getByRole("checkbox", { name: /stand open across tenants/ }).check();
		await go.click();
		await outcome(page, "1 migration rolled back").waitFor();
		await expectState(page, "008 Pending");
		await page.getByRole("button", { name: "Apply 1 pending…" }).click();
		await page
			.getByRole("dialog")
			.getByText(/\d+ statements · \d+ checks/)
			.waitFor();
		await page.getByRole("dialog").getByRole("region", { name: "Lint" }).waitFor();
		await picture(page, "plan");
		await page.keyboard.press("Escape");
		await applyAll(page);
		await outcome(page, "1 migration applied").waitFor();
		await expectState(page, "008 Applied");
	});

	test("what undoes an isolation is found by the checks, row by row", async () => {
		const { page } = held.lent;
		await onDemo("ALTER TABLE public.crm_leads NO FORCE ROW LEVEL SECURITY");
		await page.getByRole("button", { name: "Verify all" }).click();
		await outcome(page, /checks? do(es)? not hold/).waitFor();
		await run(page).getByRole("button", { name: "Show the checks" }).click();
		await page.getByRole("grid", { name: "Checks" }).getByText("Does not hold").first().waitFor();
		await page
			.getByRole("grid", { name: /^Violations of/ })
			.getByText("crm_leads")
			.first()
			.waitFor();
		await picture(page, "checks");
		await onDemo("ALTER TABLE public.crm_leads FORCE ROW LEVEL SECURITY");
	});

	test("the history tells of the rollback with its reason", async () => {
		const { page } = held.lent;
		await page.getByRole("link", { name: "History" }).click();
		const history = page.getByRole("grid", { name: /^History/ });
		await history.getByText("Rolled back").waitFor();
		await history.getByText("to try it").waitFor();
		await picture(page, "history");
		await goTo(page, "/");
		await page
			.getByText("8 of 8 applied", { exact: false })
			.or(page.getByText(/Running on port/))
			.first()
			.waitFor();
	});

	test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));

	/** As the demo's own login, from outside of the app. */
	async function onDemo(sql: string): Promise<void> {
		const login = { host: "127.0.0.1", port, database: "iafactory", user: "iafactory", sslMode: "disable" } as const;
		await onServer(login, (session) => session.execute(sql));
	}
});
