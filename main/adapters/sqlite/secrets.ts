import type Database from "better-sqlite3";
import type { SecretStorePort, StoredSecret } from "../../core/ports.ts";
import type { Guarded } from "./audit.ts";

interface SecretRow {
	connection: string;
	kind: StoredSecret["kind"];
	vault: string | null;
	sealed: Buffer;
}

/** Sealed passwords, and the header of the vault: this file knows neither a key nor a password. */
export function keptSecrets(database: Database.Database, guarded: Guarded): SecretStorePort {
	const header = (): string | undefined =>
		database.prepare<[], { header: string }>("SELECT header FROM vault").get()?.header;
	const put = ({ connection, kind, vault, sealed }: StoredSecret): void => {
		database
			.prepare("INSERT OR REPLACE INTO secrets (connection, kind, vault, sealed) VALUES (?, ?, ?, ?)")
			.run(connection, kind, vault ?? null, Buffer.from(sealed));
	};
	const vaultEntries = (): StoredSecret[] =>
		database.prepare<[], SecretRow>("SELECT * FROM secrets WHERE kind = 'vault'").all().map(toSecret);
	const inOneStep = <T>(work: () => T): T => guarded(() => database.transaction(work).immediate());
	return {
		get: (connection) =>
			guarded(() => {
				const row = database.prepare<[string], SecretRow>("SELECT * FROM secrets WHERE connection = ?").get(connection);
				return row && toSecret(row);
			}),
		of: (kind) =>
			guarded(
				() =>
					new Set(
						database.prepare<[string], string>("SELECT connection FROM secrets WHERE kind = ?").pluck().all(kind),
					),
			),
		put: (secret) =>
			inOneStep(() => {
				if (secret.kind === "vault" && secret.vault !== idIn(header())) return false;
				put(secret);
				return true;
			}),
		remove: (connection) =>
			guarded(() => void database.prepare("DELETE FROM secrets WHERE connection = ?").run(connection)),
		vault: () => guarded(header),
		replaceVault: (next, was) =>
			inOneStep(() => {
				if (header() !== was) return false;
				const entries = next?.entries(vaultEntries()) ?? [];
				database.exec("DELETE FROM vault; DELETE FROM secrets WHERE kind = 'vault'");
				if (next) database.prepare("INSERT INTO vault (only_one, header) VALUES (1, ?)").run(next.header);
				for (const entry of entries) put(entry);
				return true;
			}),
	};
}

const idIn = (header: string | undefined): string | undefined =>
	header === undefined ? undefined : (JSON.parse(header) as { id?: string }).id;

function toSecret({ connection, kind, vault, sealed }: SecretRow): StoredSecret {
	return { connection, kind, sealed, ...(vault === null ? {} : { vault }) };
}
