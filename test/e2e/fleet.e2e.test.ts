/** The fleet's screen: what stands where, waves, a run with failures by their cause, taken up again; both themes through axe. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { blackHole, type FleetScene, fleetScene, saveOne } from "../helpers/fleet-scene.ts";
import { hold, withStore } from "../helpers/pipes.ts";
import { type App, browserHost } from "./hosts.ts";
import { expectNoComplaints, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let scene: FleetScene;
let set: { lent: string; release(): Promise<void> };
let passfile = "";
let hole: { port: number; stop(): Promise<void> };

/** Fifty migrations, so that the matrix is wider than the window. */
const files = Object.fromEntries(
	Array.from({ length: 50 }, (_, at) => {
		const id = String(at + 1).padStart(3, "0");
		return [`${id}_step_${id}.sql`, `CREATE TABLE step_${id} (id int PRIMARY KEY);`];
	}),
);

beforeAll(async () => {
	[scene, hole, set] = await Promise.all([
		fleetScene({ passwords: false }),
		blackHole(),
		hold<string>((use) => withSet(files, use)),
	]);
	// Every Bulkhead of this test finds the passwords there, as on a machine that is set up.
	passfile = join(mkdtempSync(join(tmpdir(), "bulkhead-pgpass-")), "pgpass");
	const { port, user, password } = scene.cluster.admin();
	writeFileSync(passfile, `127.0.0.1:${port}:*:${user}:${password}\n`, { mode: 0o600 });
	process.env.PGPASSFILE = passfile;
	held = await hold<App>((use) =>
		withStore(async (store) => {
			await withBulkhead(async ({ client }) => {
				const more = { migrations: set.lent };
				await scene.save(client, "shop", 14, { ...more, group: "shops", tags: ["eu"] });
				await scene.save(client, "office", 3, { ...more, group: "offices", environment: "test" });
				const nobody = { host: "127.0.0.1", database: "x", user: "x" };
				await saveOne(client, "lost", { ...nobody, port: 1 }, { group: "odd" });
				await saveOne(client, "silent", { ...nobody, port: hole.port }, { group: "odd" });
			}, store);
			await browserHost.lend(store, use);
		}),
	);
	await held.lent.page.setViewportSize({ width: 1440, height: 900 });
	await scene.sql("shop 5", "CREATE TABLE step_003 ()");
	await scene.sql("shop 9", "CREATE TABLE step_003 ()");
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await scene?.stop();
	await hole?.stop();
	await set?.release();
	delete process.env.PGPASSFILE;
	rmSync(dirname(passfile), { recursive: true, force: true });
});

test("before anybody is asked the screen says what a look does, and asks only when told to", async () => {
	const { page } = held.lent;
	await goTo(page, "/fleet");
	await page.getByText("Nobody has been asked yet").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "fleet-empty");
});

test("who did not answer is told by cause; the matrix is virtual both ways and walked by keyboard", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "Look at the fleet" }).click();
	await page.getByText("20 databases, 0 settled").waitFor({ timeout: 30_000 });
	const causes = page.getByRole("list", { name: "What went wrong, by its cause" });
	await causes.getByText("silent").waitFor();
	const matrix = page.getByRole("grid", { name: "Databases and their migrations" });
	expect(await matrix.getAttribute("aria-colcount")).toBe("53");
	expect(await matrix.getByRole("columnheader").count()).toBeLessThan(45);
	await matrix.getByText("no answer").waitFor();
	await matrix.getByRole("gridcell").first().focus();
	for (let step = 0; step < 52; step += 1) await page.keyboard.press("ArrowRight");
	await expect.poll(() => matrix.getByRole("columnheader", { name: "050" }).count()).toBe(1);
	await page.keyboard.press("Home");
	await picture(page, "fleet-matrix");
	expect(await axe(held.lent.page)).toEqual([]);
});

test("waves are edited, who goes first is shown, and a run is followed live until its stop rule ends it", async () => {
	const { page } = held.lent;
	await goTo(page, "/fleet/migrate");
	await page.getByLabel("Names", { exact: true }).fill("shop *, office *");
	const planned = page.getByRole("region", { name: "Who that is" });
	await planned.getByText("canary 1 database").waitFor();
	await page.getByRole("combobox", { name: "What wave 1 takes" }).click();
	await page.getByRole("option", { name: "these names" }).click();
	await page.getByLabel("Names of wave 1").fill("shop 2, shop 3");
	await planned.getByText("shop 2, shop 3").waitFor();
	await page.getByLabel("Databases at the same time").fill("2");
	await page.getByLabel("Stop after so many failures").fill("2");
	expect(await axe(held.lent.page)).toEqual([]);
	await picture(page, "fleet-waves");
	await page.getByRole("button", { name: "Migrate…" }).click();
	await page.getByRole("dialog").getByText("Nothing more is begun after 2 failures.").waitFor();
	expect(await axe(held.lent.page)).toEqual([]);
	await page.getByRole("dialog").getByRole("button", { name: "Migrate 17 databases" }).click();
	await page.waitForURL(/#\/fleet\/runs/);
	await page.getByRole("button", { name: "Pause" }).click();
	await page.getByText("Paused: what runs goes on to its end").waitFor();
	await page.getByRole("button", { name: "Go on" }).click();
	await page.getByText("It stopped by its rule: 2 targets did not end well.").waitFor({ timeout: 60_000 });
	const causes = page.getByRole("list", { name: "What went wrong, by its cause" });
	await causes.getByText("shop 5, shop 9").waitFor();
	const grid = page.getByRole("grid", { name: "Databases of the run" });
	await grid.getByText("not reached").first().waitFor();
	await picture(page, "fleet-run");
	expect(await axe(held.lent.page)).toEqual([]);
});

test("what is left is taken up by a press, and the matrix is settled but for who is away", async () => {
	const { page } = held.lent;
	await scene.sql("shop 5", "DROP TABLE step_003");
	await scene.sql("shop 9", "DROP TABLE step_003");
	await page.getByRole("button", { name: /^Take up the \d+ that are left/ }).click();
	await page.getByText("Done", { exact: true }).first().waitFor({ timeout: 60_000 });
	await scene.sql("shop 1", "ALTER TABLE step_001 ADD COLUMN by_hand text");
	await dressIn(page, "dark");
	await goTo(page, "/fleet");
	await page.getByLabel("Names", { exact: true }).fill("");
	await page.getByRole("button", { name: "Look again" }).click();
	await page.getByText("20 databases, 16 settled").waitFor({ timeout: 30_000 });
	const matrix = page.getByRole("grid", { name: "Databases and their migrations" });
	await matrix.getByText("1 line changed").click();
	await page.getByRole("region", { name: "shop 1", exact: true }).getByText("step_001").waitFor();
	await picture(page, "fleet-matrix-dark");
	expect(await axe(held.lent.page)).toEqual([]);
	expectNoComplaints(held.lent);
});
