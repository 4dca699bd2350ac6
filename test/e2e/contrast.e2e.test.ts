/** High contrast: chosen or as the system asks for it, kept, and every text of every screen at 7 : 1 on its ground, in both themes. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe, dressIn } from "../helpers/axe.ts";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { addConnection, app, goTo, type Held, keepFailures, picture } from "./stories.ts";

let held: Held;
let server: OwnServer;
let id: string;
beforeAll(async () => {
	[held, server] = await Promise.all([app(), ownServer()]);
	const url = await server.database("contrast");
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(url);
		await finish(client, "apply", client.migrations.apply({ connection, to: "007" }));
	});
	id = await addConnection(held.lent.page, url, { name: "Shop", environment: "Production" });
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await server?.stop();
});

const contrast = () => held.lent.page.evaluate(() => document.documentElement.dataset.contrast);

test("it is as the system asks for it, until somebody chooses, whose choice is kept", async () => {
	const { page } = held.lent;
	expect(await contrast()).toBe("usual");
	await page.emulateMedia({ contrast: "more" });
	await expect.poll(contrast).toBe("more");
	await page.emulateMedia({ contrast: "no-preference" });
	await expect.poll(contrast).toBe("usual");
	await page.getByRole("button", { name: "Theme" }).click();
	await page.getByRole("menuitem", { name: "High contrast" }).click();
	expect(await contrast()).toBe("more");
	await page.reload();
	await page.getByRole("button", { name: "Theme" }).waitFor();
	expect(await contrast()).toBe("more");
});

/** A screen, and what stands on it when it is there. */
const screens: [place: string, sign: string | RegExp][] = [
	["overview", "What needs a look"],
	["migrations", "enable_rls_policies"],
	["tenants", /^Tenants/],
	["explorer", "No view is open"],
	["isolation", "Findings"],
	["indexes", "Findings"],
	["activity", "Too long"],
];

test.each(screens)("every text of %s is seen", async (place, sign) => {
	const { page } = held.lent;
	for (const theme of ["dark", "light"] as const) {
		await dressIn(page, theme);
		await goTo(page, `/c/${id}/${place}`);
		await page.getByRole("main").getByText(sign).first().waitFor();
		await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
		await picture(page, `contrast-${place}-${theme}`);
		expect(await axe(page, { contrast: "enhanced" })).toEqual([]);
	}
});
