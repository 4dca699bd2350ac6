/**
 * A passphrase becomes a key by scrypt, and what is kept is sealed by AES-256-GCM under a nonce of its own. `bound` is authenticated
 * with it: sealed data that is moved to another place, or whose surroundings were changed, does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";

export interface ScryptParameters {
	N: number;
	r: number;
	p: number;
	/** Base64 of 32 random bytes. */
	salt: string;
}

/** Base64 of each. */
export interface Sealed {
	nonce: string;
	data: string;
	tag: string;
}

/** 2^17 · 8 · 1: 128 MiB and about a third of a second, as OWASP advises for scrypt. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
/** A file that asks for more memory than this is no file of ours. */
const LARGEST = { N: 2 ** 20, r: 16, p: 4 } as const;
const SMALLEST_N = 2 ** 14;

export function newScrypt(): ScryptParameters {
	return { ...COST, salt: randomBytes(32).toString("base64") };
}

/** False for costs that would let a changed file weaken the key, or take all memory. */
export function areSoundCosts({ N, r, p, salt }: ScryptParameters): boolean {
	const power = Number.isInteger(Math.log2(N));
	const within = N >= SMALLEST_N && N <= LARGEST.N && r >= 8 && r <= LARGEST.r && p >= 1 && p <= LARGEST.p;
	return power && within && Buffer.from(salt, "base64").length >= 16;
}

/** 32 bytes. The passphrase counts in one Unicode form (NFKC), however its accents were typed. */
export function deriveKey(passphrase: string, { N, r, p, salt }: ScryptParameters): Promise<Buffer> {
	const maxmem = 2 * 128 * N * r;
	return new Promise((done, fail) => {
		const heard = (error: Error | null, key: Buffer) => (error ? fail(error) : done(key));
		scrypt(passphrase.normalize("NFKC"), Buffer.from(salt, "base64"), 32, { N, r, p, maxmem }, heard);
	});
}

export function newKey(): Buffer {
	return randomBytes(32);
}

export function seal(key: Buffer, plain: Uint8Array, bound: string): Sealed {
	const nonce = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(bound));
	const data = Buffer.concat([cipher.update(plain), cipher.final()]);
	const text = (bytes: Buffer) => bytes.toString("base64");
	return { nonce: text(nonce), data: text(data), tag: text(cipher.getAuthTag()) };
}

/** Undefined where the key, the binding or a byte is another. */
export function unseal(key: Buffer, { nonce, data, tag }: Sealed, bound: string): Buffer | undefined {
	const bytes = (text: string) => Buffer.from(text, "base64");
	try {
		const decipher = createDecipheriv("aes-256-gcm", key, bytes(nonce), { authTagLength: 16 });
		decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes(tag));
		return Buffer.concat([decipher.update(bytes(data)), decipher.final()]);
	} catch {
		return undefined;
	}
}
