/** Runs that somebody or something gets in the way of: stopped, blocked, cut off, not alone. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	applyAll,
	expectNoComplaints,
	expectStates,
	goTo,
	type Held,
	keepFailures,
	outcome,
	picture,
	run,
} from "./stories.ts";

let held: Held;
let server: OwnServer;
beforeAll(async () => {
	[held, server] = await Promise.all([app(), ownServer()]);
});
afterAll(async () => {
	await held?.release();
	await server?.stop();
});
beforeEach(keepFailures(() => held?.lent.page));

const sleeping = {
	"001_first.sql": "CREATE TABLE first (id int);",
	"002_second.sql": "CREATE TABLE second (id int);\nSELECT pg_sleep(60);\nCREATE TABLE third (id int);",
	"verify/001_first.sql": "-- check: first is there\nSELECT 1 WHERE to_regclass('public.first') IS NULL;",
};

test("a run is cancelled on the server, and nothing of its transaction stays", () =>
	withSet(sleeping, async (folder) => {
		const { page } = held.lent;
		const id = await addConnection(page, await server.database("cancelled"), { name: "Cancelled", folder });
		await goTo(page, `/c/${id}/migrations`);
		await applyAll(page);
		await run(page).getByText("Statement 2 of 3").waitFor();
		await expectStates(page, ["001 Applied", "002 At work…"]);
		const asked = Date.now();
		await run(page).getByRole("button", { name: "Cancel the run" }).click();
		await outcome(page, "Stopped").waitFor();
		expect(Date.now() - asked).toBeLessThan(2_000);
		await expectStates(page, ["001 Applied", "002 Pending"]);
	}));

test("a file that cannot run in one transaction and stops midway shows how far it got, and goes on from there", () =>
	withSet(
		{
			"001_index.sql":
				"CREATE TABLE twins (id int);\nINSERT INTO twins VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY twins_id ON twins (id);",
		},
		async (folder) => {
			const { page } = held.lent;
			const id = await addConnection(page, await server.database("midway"), { name: "Midway", folder });
			await goTo(page, `/c/${id}/migrations`);
			await page.getByRole("button", { name: "Apply 1 pending…" }).click();
			await page.getByRole("dialog").getByText("outside of a transaction").first().waitFor();
			await page.keyboard.press("Control+Enter");
			await run(page).getByRole("alert", { name: "Stopped midway" }).waitFor();
			await expectStates(page, ["001 Interrupted"]);
			await page.getByText("1 of 2 parts").waitFor();
			await server.sql("midway", "DELETE FROM twins WHERE ctid = (SELECT min(ctid) FROM twins)");
			await run(page).getByRole("button", { name: "Go on…" }).click();
			await page.getByRole("dialog").getByRole("button", { name: "Go on with 001" }).click();
			await outcome(page, "1 migration applied").waitFor();
			await expectStates(page, ["001 Applied"]);
		},
	));

test("who holds the lock that a statement waits for is named, and can be sent away", () =>
	withSet({ "001_alter.sql": "ALTER TABLE busy ADD COLUMN more int;" }, async (folder) => {
		const { page } = held.lent;
		const url = await server.database("locked");
		await server.sql("locked", "CREATE TABLE busy (id int)");
		const id = await addConnection(page, url, { name: "Locked", folder });
		await goTo(page, `/c/${id}/migrations`);
		await server.during("locked", "BEGIN; LOCK TABLE busy; SELECT 'theirs'", async () => {
			await applyAll(page);
			const waiting = page.getByRole("region", { name: "Waiting for a lock" });
			await waiting.getByText(/postgres from 127\.0\.0\.1, bulkhead-test, idle in transaction/).waitFor();
			await picture(page, "blocked-run");
			await waiting.getByRole("button", { name: "End its session…" }).click();
			await page.getByRole("dialog").getByRole("button", { name: "End the session" }).click();
			await outcome(page, "1 migration applied").waitFor();
		});
		await expectStates(page, ["001 Applied"]);
	}));

test("a build that waits says how far it is and for whom; stopped midway, there are three ways on", () =>
	withSet(
		{ "001_build.sql": "CREATE TABLE small (id int);\nCREATE INDEX CONCURRENTLY parted_id ON parted (id);" },
		async (folder) => {
			const { page } = held.lent;
			const url = await server.database("building");
			await server.sql("building", "CREATE TABLE parted (id int) PARTITION BY LIST (id)");
			await server.sql("building", "CREATE TABLE parted_one PARTITION OF parted FOR VALUES IN (1)");
			await server.sql("building", "CREATE TABLE parted_two PARTITION OF parted FOR VALUES IN (2)");
			const id = await addConnection(page, url, { name: "Building", folder });
			await goTo(page, `/c/${id}/migrations`);
			await page.getByRole("button", { name: "Apply 1 pending…" }).click();
			await page.getByRole("dialog").getByText("The table is partitioned: 5 statements in its place").click();
			await picture(page, "plan-partitioned");
			await server.during("building", "BEGIN; INSERT INTO parted_two VALUES (2)", async () => {
				await page.keyboard.press("Control+Enter");
				await run(page).getByText("waits for transactions that write to the table").waitFor();
				await run(page).getByText("partitions: 1 of 2").waitFor();
				await page.getByRole("region", { name: "Waiting for a lock" }).waitFor();
				await picture(page, "building-run");
				await run(page).getByRole("button", { name: "Cancel the run" }).click();
				await run(page).getByRole("alert", { name: "Stopped midway" }).waitFor();
			});
			await run(page).getByRole("button", { name: "Go on…" }).click();
			const dialog = page.getByRole("dialog");
			await dialog.getByRole("radio", { name: "Run it from its beginning" }).check();
			await picture(page, "ways-on");
			await dialog.getByRole("button", { name: "Run 001 from its beginning" }).waitFor();
			await dialog.getByRole("radio", { name: "Go on from where it stopped" }).check();
			await dialog.getByRole("button", { name: "Go on with 001" }).click();
			await outcome(page, "1 migration applied").waitFor();
			await expectStates(page, ["001 Applied"]);
		},
	));

test("a server that is killed in the middle of a run: once it is back, the screen shows the state that is real", () =>
	withSet(sleeping, async (folder) => {
		const { page } = held.lent;
		const id = await addConnection(page, await server.database("killed"), { name: "Killed", folder });
		await goTo(page, `/c/${id}/migrations`);
		await applyAll(page);
		await run(page).getByText("Statement 2 of 3").waitFor();
		await server.kill();
		await outcome(page, "Not applied").waitFor();
		await run(page).getByRole("alert").getByText("Next:").waitFor();
		await server.comeBack();
		await page.keyboard.press("F5");
		await expectStates(page, ["001 Applied", "002 Pending"]);
		await server.sql("killed", "SELECT 1 / (to_regclass('public.second') IS NULL)::int");
	}));

test("another runner at work is told, with who it is", () =>
	withSet(sleeping, async (folder) => {
		const { page } = held.lent;
		const url = await server.database("shared");
		const id = await addConnection(page, url, { name: "Shared", folder });
		await withBulkhead(async (other) => {
			const theirs = await other.open(url, folder);
			const { jobId } = await other.client.migrations.apply({ connection: theirs });
			await expect
				.poll(async () => (await other.client.migrations.status({ connection: theirs })).runner)
				.toBeDefined();
			await goTo(page, `/c/${id}/migrations`);
			await page.keyboard.press("F5");
			await page.getByText("Another runner is at work on this database").waitFor();
			await page
				.getByText(/postgres from .*, bulkhead/i)
				.first()
				.waitFor();
			await other.client.jobs.cancel({ jobId });
			await page.getByText("Another runner is at work on this database").waitFor({ state: "hidden" });
		});
	}));

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
