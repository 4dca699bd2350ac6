/** Passwords in the system's key store, through the built desktop app on the stand-in. */
import { afterEach, expect, test, vi } from "vitest";
import { pipes } from "../helpers/pipes.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

const [, throughWindow] = pipes.find(([name]) => name.includes("Electron")) ?? expect.fail("there is no such pipe");

afterEach(() => {
	vi.unstubAllEnvs();
});

const settingsOf = ({ params: { host, port, database, user } }: TestDatabase) =>
	({ name: "Kept", environment: "test", host, port, database, user, sslMode: "prefer", passwordMode: "os" }) as const;

test("a password that the key store keeps opens its connection, and is not taken to another server or to a duplicate", () =>
	withDatabase((database) =>
		throughWindow(async ({ connect }) => {
			const { client } = await connect();
			expect((await client.vault.status()).keyStore).toEqual({ available: true, says: "Kept by the GNOME keyring." });
			const { password = "" } = database.params;
			const settings = settingsOf(database);
			const { id, password: from } = await client.connections.save({ settings, password });
			expect(from).toBe("os");
			expect((await client.connections.test({ id })).database).toBe(database.database);
			expect((await client.connections.duplicate({ id })).password).toBe("needed");
			expect((await client.connections.save({ id, settings: { ...settings, host: "localhost" } })).password).toBe(
				"needed",
			);
		}),
	));

test("a desktop without a key store, where Electron would use a password of its own source, is refused and said so", () =>
	withDatabase((database) => {
		vi.stubEnv("STANDIN_KEY_STORE", "basic_text");
		return throughWindow(async ({ connect }) => {
			const { client } = await connect();
			const { keyStore } = await client.vault.status();
			expect(keyStore.available).toBe(false);
			expect(keyStore.says).toContain("no key store");
			const { password = "" } = database.params;
			const saving = client.connections.save({ settings: settingsOf(database), password });
			await expect(saving).rejects.toMatchObject({ code: "REFUSED" });
			expect((await client.connections.list()).connections.map(({ name }) => name)).toEqual(["saved"]);
		});
	}));
