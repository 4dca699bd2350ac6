/** What goes wrong, and what the screens then say: the error with its next step, and the state that is real. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
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
	timelineEntry,
	toConsent,
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

test("a wrong password is an error card that says what to do, in the form's test and on the screen", async () => {
	const { page } = held.lent;
	const url = (await server.database("secret")).replace(/:[^:@]+@/, ":wrong@");
	await page.getByRole("button", { name: "Add a connection" }).first().click();
	const form = page.getByRole("dialog");
	await form.getByLabel("Paste an address").fill(url);
	await form.getByLabel("Name").first().focus();
	await form.getByLabel("Encryption (sslmode)").selectOption("disable");
	await form.getByRole("button", { name: "Test", exact: true }).click();
	const card = form.getByRole("alert", { name: "No connection" });
	await card.getByText(/password authentication failed/).waitFor();
	await card.getByText("Next:").waitFor();
	await picture(page, "connection-error");
	await form.getByRole("button", { name: "Save and open" }).click();
	const asks = page.getByRole("dialog", { name: "Password" });
	await asks.getByText("The server refused the password that was given.").waitFor();
	await page.keyboard.press("Escape");
	await page.getByRole("alert", { name: "No connection" }).getByRole("button", { name: "Enter the password" }).click();
	const right = decodeURIComponent(/:([^:@]+)@/.exec(await server.database("other"))?.[1] ?? "");
	await asks.getByLabel("Password").first().fill(right);
	await asks.getByRole("button", { name: "Connect" }).click();
	await page.getByText("8 migrations are pending.").waitFor();
	expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(right);
});

test("a database that is not there, a server that is not there, and TLS that is refused are each told apart", async () => {
	const { page } = held.lent;
	const url = await server.database("here");
	await addConnection(page, url.replace("/here", "/nowhere"), { name: "No such database" });
	await page
		.getByRole("alert")
		.getByText(/database "nowhere" does not exist/)
		.waitFor();
	await addConnection(page, "postgres://me:x@127.0.0.1:1/app", { name: "No server" });
	await page
		.getByRole("alert")
		.getByText("unreachable")
		.or(page.getByText(/refused|reach/i).first())
		.first()
		.waitFor();
	await addConnection(page, url, { name: "No TLS", sslMode: "verify-full" });
	await page.getByRole("alert").getByText(/TLS/).first().waitFor();
	await page.getByRole("alert").getByText("Next:").waitFor();
});

test("a statement that fails shows its line in the file, what stays applied, and what is true now", () =>
	withSet(
		{
			"001_first.sql": "CREATE TABLE first (id int);",
			"002_second.sql": [
				"CREATE TABLE second (id int);",
				...Array.from({ length: 5 }, (_, at) => `ALTER TABLE second ADD COLUMN c${at} int;`),
				"ALTER TABLE second",
				"  ADD COLUMN c0 text;",
				"SELECT 1;",
				"SELECT 2;",
			].join("\n"),
		},
		async (folder) => {
			const { page } = held.lent;
			const id = await addConnection(page, await server.database("fails"), { name: "Fails", folder });
			await goTo(page, `/c/${id}/migrations`);
			await applyAll(page);
			await outcome(page, "Not applied").waitFor();
			const card = run(page).getByRole("alert");
			await card.getByText('column "c0" of relation "second" already exists').waitFor();
			await card.getByText(/Applied before this/).waitFor();
			await expectStates(page, ["001 Applied", "002 Pending"]);
			await picture(page, "failed-run");
			await card.getByRole("button", { name: "Show the line" }).click();
			const marked = page.locator(".cm-markedLine");
			await marked.waitFor();
			expect(page.url()).toMatch(/migrations\/002\/forward\/[78]/);
			expect(await marked.innerText()).toMatch(/ALTER TABLE second|ADD COLUMN c0 text/);
		},
	));

test("a plan that cannot run is refused with its reasons before anything runs", () =>
	withSet({ "001_a.sql": "SELECT 1;", "002_b.sql": "SELECT 2;" }, async (folder) => {
		const { page } = held.lent;
		const url = await server.database("refused");
		await withBulkhead(async (other) => {
			const theirs = await other.open(url, folder);
			await finish(other.client, "apply", other.client.migrations.apply({ connection: theirs }));
		});
		await withSet(
			{ "001_a.sql": "SELECT 1 + 1;", "002_b.sql": "SELECT 2;", "003_c.sql": "SELECT 3;" },
			async (edited) => {
				const id = await addConnection(page, url, { name: "Refused", folder: edited });
				await goTo(page, `/c/${id}/migrations`);
				await expectStates(page, ["001 Changed", "002 Applied", "003 Pending"]);
				await page.getByRole("button", { name: "Apply 1 pending…" }).click();
				const dialog = page.getByRole("dialog");
				await dialog.getByRole("alert", { name: "Refused" }).getByText(/001/).first().waitFor();
				expect(await dialog.getByRole("button", { name: /^Apply/ }).count()).toBe(0);
				await picture(page, "refused-plan");
				await page.keyboard.press("Escape");
			},
		);
	}));

test("a folder with faults is told with all of them at once", () =>
	withSet({ "001_a.sql": "SELECT 1;", "003_c.sql": "SELECT 3;", "rollback/002_b.sql": "SELECT 2;" }, async (folder) => {
		const { page } = held.lent;
		await addConnection(page, await server.database("faults"), { name: "Faults", folder });
		const card = page.getByRole("alert", { name: "The migration folder has faults" });
		await card.waitFor();
		expect(await card.getByRole("listitem").count()).toBeGreaterThan(1);
	}));

test("a rollback on production asks for the database's name, keeps what is lost, and a restore puts it back", () =>
	withSet(
		{ "001_a.sql": "CREATE TABLE a (id int PRIMARY KEY);", "rollback/001_a.sql": "DROP TABLE a;" },
		async (folder) => {
			const { page } = held.lent;
			const url = await server.database("precious");
			const id = await addConnection(page, url, { name: "Precious", folder, environment: "Production" });
			const apply = async () => {
				await page.getByRole("button", { name: "Apply 1 pending…" }).click();
				await page.getByRole("dialog").getByRole("button", { name: "Apply 1 migration to production" }).click();
				await outcome(page, "1 migration applied").waitFor();
			};
			await goTo(page, `/c/${id}/migrations`);
			await apply();
			await server.sql("precious", "INSERT INTO a SELECT generate_series(1, 1234)");
			await timelineEntry(page, "001").click();
			await page.getByRole("button", { name: "Roll back…" }).click();
			const dialog = page.getByRole("dialog");
			await dialog.getByRole("cell", { name: "1,234" }).waitFor();
			await toConsent(page);
			const go = dialog.getByRole("button", { name: "Roll back 001" });
			await dialog.getByLabel("Reason").fill("wrong database");
			await dialog.getByRole("checkbox", { name: /1,234 rows leave the database/ }).check();
			expect(await go.isDisabled()).toBe(true);
			await dialog.getByLabel(/To go on, type/).fill("precious");
			await picture(page, "rollback");
			await go.click();
			await outcome(page, "1 migration rolled back").waitFor();
			await run(page).getByText("public.a (1,234)").waitFor();
			await run(page).getByText("Kept in a snapshot").waitFor();

			await apply();
			await page.getByRole("link", { name: "Snapshots" }).click();
			await page.getByRole("button", { name: "Check every byte" }).click();
			await page
				.getByRole("grid", { name: /^Snapshots/ })
				.getByText("Intact")
				.waitFor();
			await picture(page, "snapshots");
			await page.getByRole("button", { name: "Put the data back…" }).click();
			const putBack = dialog.getByRole("button", { name: "Put 1,234 rows back" });
			expect(await putBack.isDisabled()).toBe(true);
			await dialog.getByLabel(/To go on, type/).fill("precious");
			await putBack.click();
			await outcome(page, "1,234 rows put back").waitFor();
			await server.sql("precious", "SELECT 1 / (count(*) = 1234)::int FROM a");
		},
	));

test("a window that has lost its core says so, keeps what it shows, and tells each action why it did nothing", async () => {
	const own = await app();
	try {
		const { page, endCore } = own.lent;
		await page.getByRole("heading", { name: "The demo" }).waitFor();
		await endCore?.();
		await page.getByText("Bulkhead does not answer, and is tried again.").waitFor();
		await page.getByRole("link", { name: "saved" }).waitFor();
		await page.getByRole("button", { name: "Make the demo" }).click();
		await page.getByText("Bulkhead itself does not answer.").waitFor();
	} finally {
		await own.release();
	}
});

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));
