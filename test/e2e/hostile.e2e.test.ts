/** Names, errors, notices and cells that try to be more than text. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import {
	addConnection,
	app,
	applyAll,
	expectNoComplaints,
	goTo,
	type Held,
	keepFailures,
	outcome,
	run,
} from "./stories.ts";

const markup = `<img src=x onerror="window.pwned=1"><b>bold</b>`;
const turned = "safe\u202etxt.exe";
const inSql = (text: string) => `'${text.replaceAll("'", "''")}'`;

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

test("markup and hidden characters in names, notices, checks, cells and errors are shown as the text that they are", () =>
	withSet(
		{
			"001_notices.sql": `CREATE TABLE "${markup.replaceAll('"', '""')}" (id int);
				DO $$ BEGIN RAISE NOTICE '%', ${inSql(markup)}; RAISE WARNING '%', ${inSql(turned)}; END $$;`,
			"rollback/001_notices.sql": `DROP TABLE "${markup.replaceAll('"', '""')}";`,
			"verify/001_notices.sql": `-- check: ${markup} ${turned}\nSELECT ${inSql(markup)} AS "${turned}", ${inSql(turned)} AS "<i>column</i>" FROM "${markup.replaceAll('"', '""')}";`,
			"002_fails.sql": `DO $$ BEGIN RAISE EXCEPTION '%', ${inSql(`${markup} ${turned}`)} USING DETAIL = ${inSql(markup)}, HINT = ${inSql(turned)}; END $$;`,
		},
		async (folder) => {
			const { page } = held.lent;
			const url = await server.database(`${markup.slice(0, 30)}'"`);
			const id = await addConnection(page, url, { name: `${markup} ${turned}`, folder });
			await page.getByText("2 migrations are pending.").waitFor();
			await expectOnlyText();
			await goTo(page, `/c/${id}/migrations`);
			await applyAll(page);
			await outcome(page, "Not applied").waitFor();
			await run(page).getByText(markup, { exact: false }).first().waitFor();
			await run(page).getByText("\\u202e").first().waitFor();
			await expectOnlyText();

			await server.sql(`${markup.slice(0, 30)}'"`, `INSERT INTO "${markup.replaceAll('"', '""')}" VALUES (1)`);
			await page.getByRole("button", { name: "Verify all" }).click();
			await outcome(page, "1 check does not hold").waitFor();
			await goTo(page, `/c/${id}/migrations/checks`);
			await page.getByRole("gridcell", { name: markup, exact: false }).first().waitFor();
			await page.getByRole("columnheader", { name: "safe\\u202etxt.exe" }).waitFor();
			await expectOnlyText();

			await goTo(page, `/c/${id}/migrations/001`);
			await page.getByRole("button", { name: "Roll back…" }).click();
			await page.getByRole("dialog").getByRole("cell", { name: markup, exact: false }).waitFor();
			await expectOnlyText();
			await page.keyboard.press("Escape");
			await page.keyboard.press("Control+k");
			await page.getByRole("option", { name: markup, exact: false }).waitFor();
			await expectOnlyText();
			await page.keyboard.press("Escape");
			await goTo(page, "/");
			await page.getByRole("link", { name: markup, exact: false }).waitFor();
			await expectOnlyText();
			expect(await page.title()).not.toContain("\u202e");
		},
	));

test("in all this the page has complained of nothing", () => expectNoComplaints(held.lent));

/** Nothing became an element, nothing ran, and no hidden character reached the screen as itself. */
async function expectOnlyText(): Promise<void> {
	const found = await held.lent.page.evaluate(() => ({
		// CodeMirror has empty images of its own beside the signs that it puts for hidden characters.
		elements: document.querySelectorAll("body :is(img:not(.cm-widgetBuffer), b, i, script)").length,
		ran: "pwned" in window,
		turned: [...document.querySelectorAll("body, [title], [aria-label]")].some((element) =>
			[element.getAttribute("title"), element.getAttribute("aria-label"), element.textContent].some((text) =>
				text?.includes("\u202e"),
			),
		),
	}));
	expect(found).toEqual({ elements: 0, ran: false, turned: false });
}
