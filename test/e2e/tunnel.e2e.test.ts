/** The form's tunnel: an SSH server that nobody knows is shown and trusted once, and the test then tells the whole way. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axe } from "../helpers/axe.ts";
import { missingSshd, type SshPlace, type SshServer, sshPlace } from "../helpers/sshd.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { app, expectNoComplaints, type Held, keepFailures, picture } from "./stories.ts";

const missing = missingSshd();

let held: Held;
let server: OwnServer;
let place: SshPlace;
let bastion: SshServer;
beforeAll(async () => {
	if (missing !== undefined) return;
	[held, server] = await Promise.all([app(), ownServer()]);
	place = sshPlace();
	bastion = await place.server();
});
beforeEach(keepFailures(() => held?.lent.page));
afterAll(async () => {
	await held?.release();
	await server?.stop();
	await place?.stop();
});

test.skipIf(missing !== undefined)(
	"a server behind SSH is reached from the form, once its host key is trusted",
	async () => {
		const { page } = held.lent;
		await page.getByRole("button", { name: "Add a connection" }).first().click();
		const form = page.getByRole("dialog");
		await form.getByLabel("Paste an address").fill(await server.database("behind"));
		await form.getByLabel("Name").first().fill("Behind the bastion");
		await form.getByLabel("Encryption (sslmode)").selectOption("disable");
		await form.getByText("SSH tunnel", { exact: true }).click();
		await form.getByLabel("SSH server").fill("no place");
		await form.getByRole("button", { name: "Test", exact: true }).click();
		await form.getByText("This is not user@host:port.").waitFor();
		await form.getByLabel("SSH server").fill(`${bastion.user}@127.0.0.1:${bastion.port}`);
		await form.getByLabel("Private key").fill(place.keyFile);
		await form.getByRole("button", { name: "Test", exact: true }).click();
		const card = form.getByRole("alert", { name: "No connection" });
		await card.getByText(/shows the key ssh-ed25519 SHA256:/).waitFor();
		await picture(page, "ssh-unknown-host");
		await card.getByRole("button", { name: "Trust this key" }).click();
		await form.getByText("The server answers.").waitFor();
		await form.getByText(`${bastion.user}@127.0.0.1:${bastion.port}`).first().waitFor();
		expect(await axe(page)).toEqual([]);
		await picture(page, "ssh-tunnel");
		await form.getByRole("button", { name: "Save and open" }).click();
		await page.getByText("8 migrations are pending.").waitFor();

		await bastion.changeKey();
		await page.reload();
		await page
			.getByRole("alert", { name: "No connection" })
			.getByText(/another key than the one that is known/)
			.first()
			.waitFor();
		expect(await page.getByRole("button", { name: "Trust this key" }).count()).toBe(0);
		await picture(page, "ssh-changed-host");
	},
);

test.skipIf(missing !== undefined)("in all this the page has complained of nothing", () =>
	expectNoComplaints(held.lent),
);
