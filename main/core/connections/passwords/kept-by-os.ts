import type { KeyStorePort, SecretStorePort, StoredSecret } from "../../ports.ts";

interface Kept {
	connection: string;
	place: string;
	password: string;
}

/** Passwords that the system's key store seals; each says which connection and which place it is for. */
export function createKeptByOs(keyStore: KeyStorePort, secrets: SecretStorePort) {
	const write = async (connection: string, kept: Omit<Kept, "connection">): Promise<void> => {
		const sealed = await keyStore.seal(JSON.stringify({ connection, ...kept } satisfies Kept));
		secrets.put({ connection, kind: "os", sealed });
	};
	return {
		write,
		/** Undefined where it cannot be read, or was kept for another connection or place. */
		async read({ connection, sealed }: StoredSecret, place: string): Promise<string | undefined> {
			const opened = await keyStore.open(sealed);
			if (!opened) return undefined;
			const kept = JSON.parse(opened.text) as Kept;
			if (kept.connection !== connection || kept.place !== place) return undefined;
			if (opened.stale) await write(connection, kept);
			return kept.password;
		},
	};
}
