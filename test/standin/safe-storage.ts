import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { app } from "./app.ts";

type Backend = ReturnType<SafeStorage["getSelectedStorageBackend"]>;

/** A key store that keeps its one key in a file beside Chromium's own, as a keyring keeps it elsewhere: the next start finds it. */
export const safeStorage: Pick<
	SafeStorage,
	"getSelectedStorageBackend" | "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync"
> = {
	getSelectedStorageBackend: () => (process.env.STANDIN_KEY_STORE ?? "gnome_libsecret") as Backend,
	isAsyncEncryptionAvailable: async () => true,
	async encryptStringAsync(text) {
		const nonce = randomBytes(12);
		const cipher = createCipheriv("aes-256-gcm", key(), nonce);
		const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
		return Buffer.concat([nonce, cipher.getAuthTag(), data]);
	},
	async decryptStringAsync(sealed) {
		const decipher = createDecipheriv("aes-256-gcm", key(), sealed.subarray(0, 12));
		decipher.setAuthTag(sealed.subarray(12, 28));
		const result = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8");
		return { result, shouldReEncrypt: false };
	},
};

function key(): Buffer {
	const file = join(app.userData, "standin-keyring");
	if (!existsSync(file)) {
		mkdirSync(app.userData, { recursive: true });
		writeFileSync(file, randomBytes(32), { mode: 0o600 });
	}
	return readFileSync(file);
}
