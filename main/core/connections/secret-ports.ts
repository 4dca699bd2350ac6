/** What keeps and finds secrets for the core. No method of these puts a secret into an error. */

/** The operating system's key store. */
export interface KeyStorePort {
	/** What keeps the secrets, or why nothing here can. */
	state(): Promise<{ available: boolean; says: string }>;
	seal(text: string): Promise<Uint8Array>;
	/** Undefined for what it cannot read: another user's, another machine's. `stale`: to be sealed anew. */
	open(sealed: Uint8Array): Promise<{ text: string; stale: boolean } | undefined>;
}

/** Programs that say a password. */
export interface CommandPort {
	/**
	 * Runs it without a shell and without secrets in its environment; answers with the first line that it prints. Errors:
	 * PASSWORD_NEEDED, which never quotes what it printed.
	 */
	firstLine(argv: readonly string[], timeoutMs: number): Promise<string>;
	/** Whether this program may be kept as a connection's command: a page must not be able to start one by itself. */
	allows(argv: readonly string[]): Promise<boolean>;
}

/** The files of libpq that lie in the user's home. */
export interface UserFilesPort {
	/** Text of ~/.pgpass (PGPASSFILE) or ~/.pg_service.conf (PGSERVICEFILE), or why it is not used. */
	read(which: "pgpass" | "service"): Promise<{ path: string; text?: string; why?: string }>;
}

/** The machine's policy file: its text, that there is none, or why it cannot be read. */
export interface PolicyFile {
	path: string;
	text?: string;
	unreadable?: string;
}

/** A secret as it lies in the local store. */
export interface StoredSecret {
	/** Id of the connection it belongs to. */
	connection: string;
	kind: "os" | "vault";
	/** Id of the vault whose key opens it. */
	vault?: string;
	sealed: Uint8Array;
}

export interface SecretStorePort {
	get(connection: string): StoredSecret | undefined;
	/** Ids of the connections with a secret of this kind. */
	of(kind: StoredSecret["kind"]): Set<string>;
	/** False, and nothing is written, where the vault is another one by now. */
	put(secret: StoredSecret): boolean;
	remove(connection: string): void;
	/** The vault's header, as JSON; undefined when there is none. */
	vault(): string | undefined;
	/**
	 * The vault and all that is in it, in one step: `entries` makes the new ones of those that are there. False, and nothing is written,
	 * where the header is no longer the one that was read.
	 */
	replaceVault(
		next: { header: string; entries: (now: StoredSecret[]) => StoredSecret[] } | undefined,
		was: string | undefined,
	): boolean;
}
