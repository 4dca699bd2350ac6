import type { KeyStorePort } from "../../core/ports.ts";

/** The hosts without a window have no key store of the system's. */
export const noKeyStore: KeyStorePort = {
	state: async () => ({
		available: false,
		says: "The system's key store is there for the desktop app only. Here, passwords are kept under a master password.",
	}),
	seal: () => Promise.reject(new Error("there is no key store")),
	open: async () => undefined,
};
