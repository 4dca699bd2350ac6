/**
 * The vault's header, as JSON in the local store: how the master password becomes the key that opens `key`, which is the key of the
 * entries. The header is bound to what it says, so that no number in it can be changed.
 */
import { AppError } from "../../errors.ts";
import {
	areSoundCosts,
	deriveKey,
	newKey,
	newScrypt,
	type ScryptParameters,
	type Sealed,
	seal,
	unseal,
} from "./seal.ts";

export interface VaultHeader {
	version: 1;
	id: string;
	kdf: ScryptParameters & { name: "scrypt" };
	cipher: "aes-256-gcm";
	key: Sealed;
}

export interface OpenedHeader {
	id: string;
	/** Of the entries. */
	key: Buffer;
}

const bindingOf = ({ version, id, kdf, cipher }: Omit<VaultHeader, "key">): string =>
	JSON.stringify(["bulkhead vault", version, id, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, cipher]);

/** A new vault under this master password. */
export async function makeHeader(password: string): Promise<OpenedHeader & { text: string }> {
	const frame = {
		version: 1,
		id: crypto.randomUUID(),
		kdf: { name: "scrypt", ...newScrypt() },
		cipher: "aes-256-gcm",
	} as const;
	const key = newKey();
	const wrapping = await deriveKey(password, frame.kdf);
	const header: VaultHeader = { ...frame, key: seal(wrapping, key, bindingOf(frame)) };
	wrapping.fill(0);
	return { id: frame.id, key, text: JSON.stringify(header) };
}

/** Undefined for another master password, and for a header that was changed: which of the two cannot be told. */
export async function openHeader(text: string, password: string): Promise<OpenedHeader | undefined> {
	const header = readHeader(text);
	const wrapping = await deriveKey(password, header.kdf);
	const key = unseal(wrapping, header.key, bindingOf(header));
	wrapping.fill(0);
	return key && { id: header.id, key };
}

export function readHeader(text: string): VaultHeader {
	const header = JSON.parse(text) as VaultHeader;
	if (header.version === 1 && header.kdf.name === "scrypt" && areSoundCosts(header.kdf)) return header;
	throw new AppError("STORE_FAILED", "The vault's header in the local store is none that this Bulkhead can read.", {
		hint: "Use the newer Bulkhead that wrote it, or restore the store from a backup.",
	});
}
