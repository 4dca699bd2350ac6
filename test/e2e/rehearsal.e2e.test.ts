/** A rehearsal on the screen: where it is to run, what it found, and the report that is handed on. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { addConnection, app, expectNoComplaints, goTo, type Held, keepFailures, outcome, picture } from "./stories.ts";

let held: Held;
let server: OwnServer;
beforeAll(async () => {
	[held, server] = await Promise.all([app(), ownServer()]);
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await server?.stop();
});

const A = "00000000-0000-4000-8000-00000000000a";
const B = "00000000-0000-4000-8000-00000000000b";

const files = {
	"001_base.sql": `CREATE TABLE tenants (id uuid PRIMARY KEY, name text);
INSERT INTO tenants VALUES ('${A}', 'Clinique El Amel'), ('${B}', '<b>Cabinet</b> Benali');
CREATE TABLE notes (id int, tenant_id uuid REFERENCES tenants, body text);
INSERT INTO notes SELECT i, (ARRAY['${A}', '${B}']::uuid[])[1 + i % 2], repeat('x', 100) FROM generate_series(1, 20000) i;`,
	"002_notes.sql": [
		"ALTER TABLE notes ALTER COLUMN id TYPE bigint;",
		`UPDATE notes SET body = 'new' WHERE tenant_id = '${A}' OR id < 3;`,
		`UPDATE notes SET tenant_id = '${B}' WHERE id = 4;`,
		"CREATE TABLE extra (id int);",
	].join("\n"),
	"rollback/002_notes.sql": "ALTER TABLE notes ALTER COLUMN id TYPE int;",
	"003_more.sql": "CREATE TABLE more (id int);",
	"rollback/003_more.sql": "DROP TABLE more;",
};

const axeIn = async (theme: "light" | "dark"): Promise<string[]> => {
	const page = held.lent.page;
	await dressIn(page, theme);
	return (await axe(page)).map((line) => `${theme} ${line}`);
};

test("live, it says what it did to whom; its report opens by keyboard, is saved as JSON, and a scratch one says where it ran", () =>
	withSet(files, async (folder) => {
		const { page, complaints } = held.lent;
		expect(complaints).toEqual([]);
		const url = await server.database("rehearsed");
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(url, folder);
			const { error } = await finish(client, "apply", client.migrations.apply({ connection, to: "001" }));
			expect(error).toBeUndefined();
		});
		const id = await addConnection(page, url, { name: "Rehearsed", folder });
		await goTo(page, `/c/${id}/migrations/002`);
		const choose = async (place: RegExp) => {
			await page.getByRole("button", { name: "Apply 2 pending…" }).click();
			await page.getByRole("dialog").getByRole("button", { name: "Rehearse", exact: true }).click();
			await page.getByRole("radio", { name: place }).check();
		};
		await choose(/On this database/);
		await picture(page, "rehearse");
		expect([...(await axeIn("light")), ...(await axeIn("dark"))]).toEqual([]);
		await page
			.getByRole("dialog")
			.getByRole("button", { name: /^Rehearse/ })
			.click();
		await outcome(page, /2 migrations rehearsed, nothing kept: look at the report/).waitFor({ timeout: 60_000 });
		await page.getByRole("button", { name: "Open the report" }).focus();
		await page.keyboard.press("Enter");
		const report = page.getByRole("dialog");
		await report.getByText(/It names tenant Clinique El Amel/).waitFor();
		await report.getByText("It moves 1 rows from one tenant to another", { exact: false }).waitFor();
		await report.getByText("<b>Cabinet</b> Benali", { exact: false }).first().waitFor();
		await picture(page, "rehearsal-report-dark");
		expect([...(await axeIn("dark")), ...(await axeIn("light"))]).toEqual([]);
		await picture(page, "rehearsal-report");
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			report.getByRole("button", { name: "Save as JSON" }).click(),
		]);
		expect(download.suggestedFilename()).toMatch(/^rehearsal-.+\.json$/);
		const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
		expect(saved).toMatchObject({
			rehearsal: [
				{ id: "002", on: "live", comesBack: false },
				{ id: "003", comesBack: true },
			],
		});
		await page.keyboard.press("Escape");
		await choose(/on a server of its own/);
		await page
			.getByRole("dialog")
			.getByRole("button", { name: /^Rehearse/ })
			.click();
		await outcome(page, /1 migration rehearsed, nothing kept: look at the report/).waitFor({ timeout: 60_000 });
		await page.getByRole("button", { name: "Open the report" }).click();
		await report.getByText(/on a server that was thrown away/).waitFor();
		await report.getByText(/its catalogue was this database's, by fingerprint/).waitFor();
		await picture(page, "rehearsal-scratch");
		await page.keyboard.press("Escape");
		expectNoComplaints(held.lent);
	}));
