/** The vault: passwords under a master password, which is nowhere kept. Open, its key is in memory until it was idle for some time. */
import type { VaultState } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Clock } from "../../ports.ts";
import type { SecretStorePort, StoredSecret } from "../secret-ports.ts";
import { type Sealed, seal, unseal } from "./seal.ts";
import { makeHeader, type OpenedHeader, openHeader, readHeader } from "./vault-header.ts";

const MINUTE = 60_000;
/** Minutes without use until it locks. */
const IDLE = 15;

export type Vault = ReturnType<typeof createVault>;

export function createVault({
	store,
	clock,
	maxIdleMinutes,
}: {
	store: SecretStorePort;
	clock: Clock;
	maxIdleMinutes?: number | undefined;
}) {
	const idleMinutes = Math.min(IDLE, maxIdleMinutes ?? IDLE);
	let opened: OpenedHeader | undefined;
	let idle = new AbortController();
	/** One guess at a time: each costs what it costs. */
	let guessing: Promise<unknown> = Promise.resolve();

	const lock = (): void => {
		opened?.key.fill(0);
		opened = undefined;
		idle.abort();
	};

	const keepOpen = (next: OpenedHeader): void => {
		lock();
		opened = next;
		touch();
	};

	const touch = (): void => {
		idle.abort();
		idle = new AbortController();
		const { signal } = idle;
		clock.sleep(idleMinutes * MINUTE, signal).then(lock, () => {});
	};

	/** The key, while the vault is open and nobody else has changed it since. */
	const keyOf = (): OpenedHeader | undefined => {
		if (!opened) return undefined;
		const header = store.vault();
		if (header === undefined || readHeader(header).id !== opened.id) lock();
		else touch();
		return opened;
	};

	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		const turn = guessing.then(work, work);
		guessing = turn.catch(() => {});
		return turn;
	};

	/** What the password opens. */
	const guess = async (password: string): Promise<OpenedHeader & { header: string }> => {
		const header = store.vault();
		if (header === undefined) throw noVault();
		const found = await openHeader(header, password);
		if (!found) throw wrongPassword();
		return { ...found, header };
	};

	return {
		lock,
		isOpen: (): boolean => keyOf() !== undefined,

		state(): Omit<VaultState, "keyStore"> {
			const exists = store.vault() !== undefined;
			const state = !exists ? "none" : opened ? "open" : "locked";
			return { state, entries: store.of("vault").size, idleMinutes };
		},

		create: (password: string): Promise<void> =>
			inTurn(async () => {
				if (store.vault() !== undefined) throw alreadyThere();
				const { text, ...made } = await makeHeader(password);
				if (!store.replaceVault({ header: text, entries: () => [] }, undefined)) throw alreadyThere();
				keepOpen(made);
			}),

		unlock: (password: string): Promise<void> => inTurn(async () => keepOpen(await guess(password))),

		/**
		 * New salt, new key, every entry sealed anew: a copy of the old file and the old password open nothing that is written from now on.
		 * An entry that does not open stays as it is. Answers with the connections of those.
		 */
		change: (password: string, next: string): Promise<string[]> =>
			inTurn(async () => {
				const old = await guess(password);
				const { text, ...made } = await makeHeader(next);
				let unopened: string[] = [];
				const entries = (now: StoredSecret[]): StoredSecret[] => {
					unopened = [];
					return now.map((entry) => {
						const kept = openEntry(entry, old);
						if (kept) return sealEntry(entry.connection, kept, made);
						unopened.push(entry.connection);
						return entry;
					});
				};
				const done = store.replaceVault({ header: text, entries }, old.header);
				old.key.fill(0);
				if (!done) throw changedMeanwhile();
				keepOpen(made);
				return unopened;
			}),

		destroy(): number {
			const { size } = store.of("vault");
			const was = store.vault();
			if (was === undefined || !store.replaceVault(undefined, was)) throw noVault();
			lock();
			return size;
		},

		/** Undefined where the entry does not open here, or was kept for another place. Errors: VAULT_LOCKED. */
		read(entry: StoredSecret, place: string): string | undefined {
			const known = keyOf();
			if (!known) throw locked();
			const kept = openEntry(entry, known);
			return kept?.place === place ? kept.password : undefined;
		},

		/** Keeps a password that may go to this place only. Errors: VAULT_LOCKED, NOT_FOUND where there is no vault. */
		write(connection: string, kept: Kept): void {
			this.requireOpen();
			const known = keyOf();
			if (!known || !store.put(sealEntry(connection, kept, known))) throw changedMeanwhile();
		},

		/** Errors: VAULT_LOCKED, NOT_FOUND where there is no vault. */
		requireOpen(): void {
			if (store.vault() === undefined) throw noVault();
			if (!keyOf()) throw locked();
		},
	};
}

interface Kept {
	/** Where the password may go: host, port, user. */
	place: string;
	password: string;
}

/** An entry moved under another connection, or into another vault, does not open. */
const bindingOf = (vault: string, connection: string): string =>
	JSON.stringify(["bulkhead entry", 1, vault, connection]);

function sealEntry(connection: string, kept: Kept, { id, key }: OpenedHeader): StoredSecret {
	const sealed = seal(key, Buffer.from(JSON.stringify(kept)), bindingOf(id, connection));
	return { connection, kind: "vault", vault: id, sealed: Buffer.from(JSON.stringify(sealed)) };
}

function openEntry({ sealed, connection }: StoredSecret, { id, key }: OpenedHeader): Kept | undefined {
	const found = readSealed(sealed);
	const text = found && unseal(key, found, bindingOf(id, connection));
	return text && (JSON.parse(text.toString()) as Kept);
}

/** Undefined for bytes that are none of ours: they do not open either. */
function readSealed(sealed: Uint8Array): Sealed | undefined {
	try {
		return JSON.parse(Buffer.from(sealed).toString()) as Sealed;
	} catch {
		return undefined;
	}
}

const wrongPassword = () =>
	new AppError("WRONG_MASTER_PASSWORD", "This is not the master password.", {
		hint: "Type it again. Nobody can find out a forgotten one: the vault is then thrown away, and its passwords typed anew.",
	});

const locked = () =>
	new AppError("VAULT_LOCKED", "The vault is locked.", {
		hint: "Unlock it with the master password; on the command line, BULKHEAD_MASTER_PASSWORD_FILE names a file that holds it.",
	});

const noVault = () =>
	new AppError("NOT_FOUND", "There is no vault yet.", {
		hint: "Choose a master password: `bulkhead vault create`, or in the app under a connection's password.",
	});

const alreadyThere = () =>
	new AppError("REFUSED", "There is a vault already.", { hint: "Unlock it, or change its master password." });

const changedMeanwhile = () =>
	new AppError("VAULT_LOCKED", "Another Bulkhead has changed the vault just now.", {
		hint: "Unlock it, then try again.",
	});
