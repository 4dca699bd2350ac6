/** Every screen and dialog, light and dark, through axe: no violation of WCAG 2.2 A and AA, nor of axe's best practices. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { finish, putFiles, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { hold } from "../helpers/pipes.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	applyAll,
	goTo,
	type Held,
	keepFailures,
	outcome,
	picture,
	run,
	timelineEntry,
	toConsent,
} from "./stories.ts";

let held: Held;
let server: OwnServer;
let set: { lent: string; release(): Promise<void> };
let kept: { lent: string; release(): Promise<void> };
/** A connection with migrations in many states, and one with rows to lose. */
let id: string;
let rows: string;

/** A database with migrations in many states, and a check that does not hold. */
beforeAll(async () => {
	[held, server, kept, set] = await Promise.all([
		app(),
		ownServer(),
		hold<string>((use) =>
			withSet(
				{
					"001_kept.sql": "CREATE TABLE kept (id int PRIMARY KEY);",
					"rollback/001_kept.sql": "DROP TABLE kept;",
					"002_gone.sql": "CREATE TABLE gone (id int PRIMARY KEY);",
					"rollback/002_gone.sql": "DROP TABLE gone;",
				},
				use,
			),
		),
		hold<string>((use) =>
			withSet(
				{
					"001_users.sql": "CREATE TABLE users (id int);",
					"rollback/001_users.sql": "DROP TABLE users;",
					"verify/001_users.sql":
						"-- check: no user\nSELECT id, NULL AS note, '' AS nothing FROM users;\n-- check: fine\nSELECT 1 WHERE false;",
					"002_changed.sql": "CREATE TABLE changed (id int);",
					"003_unrecorded.sql": "CREATE TABLE unrecorded (id int);",
					"verify/003_unrecorded.sql":
						"-- check: it is there\nSELECT 1 WHERE to_regclass('public.unrecorded') IS NULL;",
					"004_pending.sql": "CREATE TABLE users (id int);",
				},
				use,
			),
		),
	]);
	const url = await server.database("shown");
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(url, set.lent);
		await finish(client, "apply", client.migrations.apply({ connection, to: "002" }));
	});
	await server.sql("shown", "CREATE TABLE unrecorded (id int); INSERT INTO users SELECT generate_series(1, 40)");
	putFiles(set.lent, { "002_changed.sql": "CREATE TABLE changed (id int, more int);" });
	rows = await addConnection(held.lent.page, await server.database("rows"), { name: "Rows", folder: kept.lent });
	await rollBackRows(held.lent.page);
	id = await addConnection(held.lent.page, url, { name: "Many states", folder: set.lent, environment: "Test" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await set?.release();
	await kept?.release();
	await server?.stop();
});

/** Name, and how to come there from the start screen. */
const screens: [name: string, open: (page: Page) => Promise<void>][] = [
	["start", async (page) => page.getByRole("heading", { name: "The demo" }).waitFor()],
	["start: menu of a connection", (page) => page.getByRole("button", { name: "More for Many states" }).click()],
	["start: removing a connection", openRemove],
	["connection form", (page) => page.getByRole("button", { name: "Add a connection" }).first().click()],
	["connection form with faults", openFaults],
	["connection test", openTest],
	["overview", (page) => openAt(page, "overview", page.getByText("What needs a look"))],
	["timeline", (page) => openAt(page, "migrations/001", page.locator(".cm-content"))],
	["a rollback file", (page) => openAt(page, "migrations/001/rollback", page.getByText("DROP TABLE"))],
	["a missing file", (page) => openAt(page, "migrations/002/verify", page.getByText("No checks"))],
	["refused plan", openPlan],
	["rollback dialog", openRollback],
	["adopt dialog", openAdopt],
	["failing checks", openChecks],
	["rollback of rows", openRollbackOfRows],
	["snapshots", (page) => openAt(page, "migrations/snapshots", page.getByRole("grid", { name: /^Snapshots/ }))],
	["history", (page) => openAt(page, "migrations/history", page.getByRole("gridcell").first())],
	["command palette", (page) => page.keyboard.press("Control+k")],
	["shortcuts", (page) => page.keyboard.press("?")],
	["theme menu", (page) => page.getByRole("button", { name: "Theme" }).click()],
];

test.each(screens)("%s", async (name, open) => {
	const { page } = held.lent;
	await page.keyboard.press("Escape");
	await expect.poll(() => page.getByRole("dialog").or(page.getByRole("menu")).count()).toBe(0);
	await goTo(page, "/");
	await page.getByRole("link", { name: "Many states" }).waitFor();
	await open(page);
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		expect(await axe(page)).toEqual([]);
		if (pictured.has(`${name} ${colorScheme}`)) await picture(page, `${name} ${colorScheme}`.replaceAll(" ", "-"));
	}
});

const pictured = new Set(["overview dark", "timeline dark", "connection form light", "command palette light"]);

async function openAt(page: Page, place: string, sign: ReturnType<Page["locator"]>): Promise<void> {
	await goTo(page, `/c/${id}/${place}`);
	await sign.first().waitFor();
}

async function openRemove(page: Page): Promise<void> {
	await page.getByRole("button", { name: "More for Many states" }).click();
	await page.getByRole("menuitem", { name: "Remove" }).click();
	await page.getByText("Bulkhead forgets Many states").waitFor();
}

async function openFaults(page: Page): Promise<void> {
	await page.getByRole("button", { name: "Add a connection" }).first().click();
	await page.getByRole("dialog").getByText("Production", { exact: true }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
	await page.getByText("Name is missing.").waitFor();
}

async function openTest(page: Page): Promise<void> {
	await page.getByRole("button", { name: "More for Many states" }).click();
	await page.getByRole("menuitem", { name: "Test" }).click();
	await page.getByText("SUPERUSER").waitFor();
}

async function openPlan(page: Page): Promise<void> {
	await openAt(page, "migrations", page.getByRole("option"));
	await page.getByRole("button", { name: "Apply 1 pending…" }).click();
	await page.getByRole("dialog").getByRole("alert").waitFor();
}

async function openRollback(page: Page): Promise<void> {
	await openAt(page, "migrations/001", timelineEntry(page, "001"));
	await page.getByRole("button", { name: "Roll back…" }).click();
	await page
		.getByRole("dialog")
		.getByRole("alert")
		.or(page.getByRole("list", { name: "Steps of the rollback" }))
		.first()
		.waitFor();
}

/** Leaves a snapshot behind, and rows that another rollback would take. */
async function rollBackRows(page: Page): Promise<void> {
	await goTo(page, `/c/${rows}/migrations/002`);
	await applyAll(page);
	await outcome(page, "2 migrations applied").waitFor();
	await server.sql("rows", "INSERT INTO gone VALUES (1), (2); INSERT INTO kept VALUES (3)");
	await page.getByRole("button", { name: "Roll back…" }).click();
	const dialog = page.getByRole("dialog");
	await toConsent(page);
	await dialog.getByLabel("Reason").fill("to keep them");
	await dialog.getByRole("checkbox", { name: "leave the database" }).check();
	await dialog.getByRole("button", { name: "Roll back 002" }).click();
	await outcome(page, "1 migration rolled back").waitFor();
}

async function openRollbackOfRows(page: Page): Promise<void> {
	await goTo(page, `/c/${rows}/migrations/001`);
	await page.getByRole("button", { name: "Roll back…" }).click();
	await page.getByRole("dialog").getByRole("cell", { name: "public.kept" }).waitFor();
}

async function openAdopt(page: Page): Promise<void> {
	await openAt(page, "migrations/003", timelineEntry(page, "003"));
	await page.getByRole("button", { name: "Adopt…" }).click();
	await page.getByText("Adopt what is there already").waitFor();
}

async function openChecks(page: Page): Promise<void> {
	await openAt(page, "migrations", page.getByRole("option"));
	await page.getByRole("button", { name: "Verify all" }).click();
	await outcome(page, "1 check does not hold").waitFor();
	await run(page).getByRole("button", { name: "Show the checks" }).click();
	await page.getByRole("grid", { name: "Violations of: no user" }).getByRole("gridcell").first().waitFor();
}
