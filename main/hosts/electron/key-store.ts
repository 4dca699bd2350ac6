import { safeStorage } from "electron";
import type { KeyStorePort } from "../../core/ports.ts";

const names: Readonly<Record<string, string>> = {
	darwin: "the macOS Keychain",
	win32: "Windows (DPAPI)",
	gnome_libsecret: "the GNOME keyring",
	kwallet: "KWallet",
	kwallet5: "KWallet",
	kwallet6: "KWallet",
};

/** On Linux without a key store Electron encrypts with a password that is in its own source: that is no secret, and is refused. */
const none: ReadonlySet<string> = new Set(["basic_text", "unknown"]);

/** The operating system's key store, through Electron's asynchronous safeStorage. To be used once the app is ready. */
export const keyStore: KeyStorePort = {
	async state() {
		const backend = process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : process.platform;
		if (none.has(backend)) {
			return {
				available: false,
				says: "This desktop has no key store (GNOME keyring or KWallet), and what would be used instead has a password that everybody can read in its source. Use the master password.",
			};
		}
		if (await safeStorage.isAsyncEncryptionAvailable()) {
			return { available: true, says: `Kept by ${names[backend] ?? "the system's key store"}.` };
		}
		return { available: false, says: "The system's key store does not answer. Unlock it, or use the master password." };
	},
	async seal(text) {
		const { available, says } = await this.state();
		if (!available) throw new Error(says);
		return safeStorage.encryptStringAsync(text);
	},
	async open(sealed) {
		try {
			const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
			return { text: result, stale: shouldReEncrypt };
		} catch {
			// Another user's or another machine's, or the store does not answer now.
			return undefined;
		}
	},
};
