/** Saved connections on the screen: the lock of production, the vault, import, groups; and a list of thousands. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { addConnection, app, goTo, type Held, keepFailures, picture, unlock } from "./stories.ts";

const MASTER = "a master password";

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

/** Both themes through axe, each with its picture. */
async function inspect(page: Page, name: string): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await dressIn(page, colorScheme);
		expect(await axe(page)).toEqual([]);
		await picture(page, `connections-${name}-${colorScheme}`);
	}
	await dressIn(page, "light");
}

test("production opens locked, is unlocked for ten minutes with the time that is left in sight, and is locked by hand", async () => {
	const { page } = held.lent;
	await addConnection(page, await server.database("prod"), { name: "Shop", environment: "Production", locked: true });
	await page.getByRole("button", { name: /^Read-only/ }).click();
	await page.getByRole("dialog", { name: "Let Shop be written to?" }).waitFor();
	await inspect(page, "unlock");
	await page.keyboard.press("Escape");
	await unlock(page);
	await inspect(page, "unlocked");
	await page.getByRole("button", { name: /^Writable for (10:00|9:)/ }).click();
	await page.getByRole("button", { name: /^Read-only/ }).waitFor();
});

test("a .env is looked at before anything is saved; what is saved already is named, and the passwords go into the vault", async () => {
	const { page } = held.lent;
	await goTo(page, "/");
	await page.getByRole("button", { name: "Import" }).click();
	const dialog = page.getByRole("dialog", { name: "Import connections" });
	const url = new URL(await server.database("env"));
	await dialog.getByLabel("Text").fill(`DATABASE_URL=${url}\nREPORTS_URL=postgres://r:pw@reports.example/reports`);
	await dialog.getByRole("button", { name: "Look at it" }).click();
	await dialog.getByText("reports on reports.example").waitFor();
	await dialog.getByLabel("Group").fill("From .env");
	await dialog.getByLabel("Password is kept").selectOption("vault");
	await dialog.getByLabel("New master password").fill(MASTER);
	await dialog.getByLabel("Once more").fill(MASTER);
	await inspect(page, "import");
	await dialog.getByRole("button", { name: "Make the vault" }).click();
	await dialog.getByRole("button", { name: "Import 2 connections" }).click();
	await dialog.waitFor({ state: "hidden" });
	await page.getByText("Password in the vault, which is open").first().waitFor();
	await page.getByRole("button", { name: "Import" }).click();
	await dialog.getByLabel("Text").fill(`DATABASE_URL=${url}`);
	await dialog.getByRole("button", { name: "Look at it" }).click();
	await dialog.getByText(/Saved already as/).waitFor();
	await dialog.getByRole("button", { name: "Import 0 connections" }).isDisabled();
	await page.keyboard.press("Escape");
});

test("the vault is locked, a wrong master password is told, and the right one opens the connection", async () => {
	const { page } = held.lent;
	await goTo(page, "/");
	await page.getByRole("button", { name: "Passwords" }).click();
	await page.getByRole("button", { name: "Lock it" }).click();
	await page.getByText("The vault is locked, with 2 passwords in it.").waitFor();
	await inspect(page, "vault");
	await page.keyboard.press("Escape");
	await page.getByRole("link", { name: /^env on/ }).click();
	const asks = page.getByRole("dialog", { name: "Password" });
	await asks.getByLabel("Master password").fill("not this one");
	await asks.getByRole("button", { name: "Unlock the vault" }).click();
	await asks.getByText("This is not the master password.").waitFor();
	await asks.getByLabel("Master password").fill(MASTER);
	await asks.getByRole("button", { name: "Unlock the vault" }).click();
	await page.getByText("Writable", { exact: true }).waitFor();
});

test("the form says how the password is kept, and keeps group, tags, notes and safety", async () => {
	const { page } = held.lent;
	await goTo(page, "/");
	await page.getByRole("button", { name: "More for Shop" }).click();
	await page.getByRole("menuitem", { name: "Edit" }).click();
	const form = page.getByRole("dialog");
	await form.getByText("Group, tags, notes and safety").click();
	await form.getByLabel("Group").fill("Schools");
	await form.getByLabel("Tags").fill("eu, north");
	await form.getByLabel("Password is kept").selectOption("command");
	await inspect(page, "form");
	await form.getByLabel("Password is kept").selectOption("session");
	await form.getByRole("button", { name: "Save", exact: true }).click();
	await form.waitFor({ state: "hidden" });
	await page.getByText("Schools").first().waitFor();
	await inspect(page, "start");
});

test("a command that a page asks for is refused: it would start a program", async () => {
	const { page } = held.lent;
	await page.getByRole("button", { name: "More for Shop" }).click();
	await page.getByRole("menuitem", { name: "Edit" }).click();
	const form = page.getByRole("dialog");
	await form.getByLabel("Password is kept").selectOption("command");
	await form.getByLabel("Program and arguments, one a line").fill("/bin/sh\n-c\ntouch /tmp/never");
	await form.getByRole("button", { name: "Save", exact: true }).click();
	await form.getByText(/A password command cannot be set from here/).waitFor();
	await page.keyboard.press("Escape");
});
