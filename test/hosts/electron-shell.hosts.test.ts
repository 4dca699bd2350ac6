/** The built desktop app on the stand-in: what there is around its page. Menu, links, dropped files, faults, languages. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hold, withStore } from "../helpers/pipes.ts";
import { type StandIn, start, withStandIn } from "../standin/standin.ts";

let held: Awaited<ReturnType<typeof hold<StandIn>>>;
let app: StandIn;
let page: Page;
let store: string;
beforeAll(async () => {
	held = await hold<StandIn>((use) =>
		withStore((folder) => {
			store = folder;
			return withStandIn(folder, use);
		}),
	);
	app = held.lent;
	({ page } = app);
	page.setDefaultTimeout(15_000);
	await page.getByText("Connected to Bulkhead").waitFor();
});
afterAll(() => held.release());

const place = () => page.url().split("#")[1] ?? "/";
const dialogs = async () => (await app.ask("recorded")).dialogs;

test("the menu has the app's actions, and takes no key from the page", async () => {
	const { menu, menuKeys } = await app.ask("recorded");
	expect(menu.map(({ name }) => name)).toEqual(["&File", "editMenu", "&View", "&Go", "&Help"]);
	expect(menuKeys).toEqual([]);
	expect(menu.find(({ name }) => name === "&Go")?.items).toContain("Migrations");
});

test("each action of the menu is a command that the page has", () => {
	const text = readFileSync("main/hosts/electron/menu.ts", "utf8");
	const commands = [...text.matchAll(/\["menu\.\w+", "([\w.]+)"/g)].map(([, id = ""]) => id);
	expect(commands.length).toBeGreaterThan(12);
	const offered = ["renderer/app/use-general-commands.ts", "renderer/features/start/start-page.tsx"].map((file) =>
		readFileSync(file, "utf8"),
	);
	for (const id of commands) expect([id, offered.join().includes(`id: "${id}"`)]).toEqual([id, true]);
});

test("an action goes where it says, also to a screen that is not open; one that needs a database says so", async () => {
	await app.ask("choose", "Fleet");
	await expect.poll(place).toBe("/fleet");
	await app.ask("choose", "Migrations");
	await page.getByText("Open a connection first").waitFor();
	await app.ask("choose", "New connection…");
	const adding = page.getByRole("dialog", { name: "Add a connection" });
	await adding.waitFor();
	// What is open comes first.
	await app.ask("choose", "Audit");
	await page.waitForTimeout(200);
	expect(place()).not.toContain("audit");
	await page.keyboard.press("Escape");
	await adding.waitFor({ state: "detached" });
	await app.ask("choose", "All connections");
	await expect.poll(place).toBe("/");
	await app.ask("choose", "Keyboard shortcuts");
	await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
	await page.keyboard.press("Escape");
});

test("a link opens a saved connection by its name, once the person has said so, and does nothing else", async () => {
	const before = (await dialogs()).length;
	await app.ask("openUrl", "bulkhead://open/saved");
	await expect.poll(async () => (await dialogs()).length).toBe(before + 1);
	expect((await dialogs()).at(-1)).toMatchObject({
		message: "Open the connection “saved”?",
		detail: expect.stringContaining("127.0.0.1:1"),
	});
	await page.waitForTimeout(200);
	expect(place()).toBe("/");
	await app.ask("answerNext", 1);
	await app.ask("secondInstance", ["/opt/Bulkhead/bulkhead", "bulkhead://open/saved"]);
	await expect.poll(place).toMatch(/^\/c\/[^/]+\/overview$/);
	const back = async () => {
		await app.ask("choose", "All connections");
		return place();
	};
	await expect.poll(back).toBe("/");
});

test("a name that is not there is told and opens nothing, and a link that says anything else is not even asked about", async () => {
	await app.ask("openUrl", "bulkhead://open/another");
	await expect.poll(async () => (await dialogs()).at(-1)?.message).toContain("none of this name");
	const before = (await dialogs()).length;
	for (const url of [
		"bulkhead://open/saved?run=migrate",
		"bulkhead://run/rollback",
		"bulkhead://connect/postgres://evil",
		"https://open/saved",
		"bulkhead://open/%00",
	]) {
		await app.ask("answerNext", 1);
		await app.ask("openUrl", url);
		await app.ask("secondInstance", ["/opt/bulkhead", "--no-sandbox", url]);
	}
	await page.waitForTimeout(300);
	expect((await dialogs()).length).toBe(before);
	expect(place()).toBe("/");
	await app.ask("answerNext", 0);
});

test("a start by a link asks too, and then shows the connection", () =>
	withStore(async (folder) => {
		vi.stubEnv("STANDIN_ARGUMENT", "bulkhead://open/saved");
		try {
			await withStandIn(folder, async (one) => {
				await expect
					.poll(async () => (await one.ask("recorded")).dialogs.map(({ message }) => message))
					.toEqual(["Open the connection “saved”?"]);
				expect(one.page.url()).not.toContain("overview");
			});
		} finally {
			vi.unstubAllEnvs();
		}
	}));

/** Drops a file on the window, as a file manager does. */
async function drop(name: string, text: string): Promise<void> {
	const transfer = await page.evaluateHandle(
		([fileName = "", content = ""]) => {
			const data = new DataTransfer();
			data.items.add(new File([content], fileName));
			return data;
		},
		[name, text],
	);
	await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

test("a .env that is dropped opens the import, and a .sql its check, of which nothing is run", async () => {
	await drop(".env", "DB_HOST=db.example\nDB_PORT=5432\nDB_NAME=shop\nDB_USER=app\nDB_PASSWORD=planted-in-env\n");
	const importing = page.getByRole("dialog", { name: "Import connections" });
	await importing.getByText("app@db.example:5432/shop").waitFor();
	expect(await importing.textContent()).not.toContain("planted-in-env");
	await page.keyboard.press("Escape");
	await importing.waitFor({ state: "detached" });

	await drop("009_x<b>.SQL", "ALTER TABLE tenants ADD COLUMN x int NOT NULL DEFAULT 1;\nDROP TABLE users;\n");
	const checking = page.getByRole("dialog", { name: "Check 009_x<b>.SQL" });
	await checking.getByText("line 2").first().waitFor();
	await checking.getByText("Nothing of it is run.").waitFor();
	await page.keyboard.press("Escape");
	await checking.waitFor({ state: "detached" });
});

test("the menu and the questions are in the page's language, and only the page itself can choose it", async () => {
	const file = async () => (await app.ask("recorded")).menu[0]?.name;
	await page.evaluate(() => document.documentElement.setAttribute("lang", "ar"));
	await expect.poll(file).toBe("ملف");
	await page.evaluate(() => document.documentElement.setAttribute("lang", "en"));
	await expect.poll(file).toBe("&File");
	const ours = { origin: "app://bulkhead", isTop: true, detached: false };
	for (const sender of [
		null,
		{ ...ours, isTop: false },
		{ ...ours, detached: true },
		{ ...ours, origin: "https://evil" },
	]) {
		await app.ask("sayAs", { channel: "bulkhead:language", sender, args: ["fr"] });
	}
	for (const args of [[], [7], [{ toString: "fr" }], ["x".repeat(100_000)]]) {
		await app.ask("sayAs", { channel: "bulkhead:language", sender: ours, args });
	}
	expect(await file()).toBe("&File");
});

const reports = (): string[] => {
	const folder = join(store, "crashes");
	return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")) : [];
};

test("a process that ends and a promise that nobody waited for leave a report as a file, with no word of what was said", async () => {
	const before = reports().length;
	await app.ask("childGone", "GPU");
	await app.ask("fault", "rejection");
	await expect.poll(() => reports().length).toBe(before + 2);
	const found = reports().map((text) => JSON.parse(text) as { where: string; error?: object });
	expect(found.map(({ where }) => where)).toEqual(expect.arrayContaining(["GPU", "main"]));
	expect(found.find(({ error }) => error)?.error).toMatchObject({ kind: "TypeError" });
	expect(reports().join()).not.toContain("planted-in-a-fault");
	await app.ask("choose", "Show crash reports");
	await expect.poll(async () => (await app.ask("recorded")).openedPaths).toEqual([join(store, "crashes")]);
	await page.getByText("Connected to Bulkhead").waitFor();
});

test("after a fault in the main process the app says so, writes its report, and ends in order with code 1", () =>
	withStore(async (folder) => {
		const one = start(folder);
		try {
			await expect.poll(async () => (await one.ask("recorded")).windows.length, { timeout: 20_000 }).toBe(1);
			await one.ask("fault", "exception");
			expect(await one.exited).toBe(1);
		} finally {
			await one.quit();
		}
		const [name = ""] = readdirSync(join(folder, "crashes"));
		const text = readFileSync(join(folder, "crashes", name), "utf8");
		expect(JSON.parse(text)).toMatchObject({ where: "main", error: { kind: "TypeError" } });
		expect(text + one.log()).not.toContain("planted-in-a-fault");
	}));
