import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface AuditKey {
	/** PEM, SubjectPublicKeyInfo. */
	publicKey: string;
	/** Ed25519 over the text's ASCII bytes, in base64. */
	sign(text: string): string;
}

/** The key that signs this store's audit: made at its first use, in a file for its owner alone. Several processes get the same one. */
export function readAuditKey(folder: string): AuditKey {
	const file = join(folder, "audit-key.pem");
	if (!existsSync(file)) makeKey(file);
	if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
	const key = createPrivateKey(readFileSync(file, "utf8"));
	if (key.asymmetricKeyType !== "ed25519") throw new Error(`${file} holds no Ed25519 key`);
	return {
		publicKey: pemOf(key),
		sign: (text) => sign(null, Buffer.from(text, "ascii"), key).toString("base64"),
	};
}

const pemOf = (key: KeyObject): string => createPublicKey(key).export({ type: "spki", format: "pem" }).toString();

/** A link is made by one process only, and of a file that is whole. */
function makeKey(file: string): void {
	const making = `${file}.${process.pid}.making`;
	const { privateKey } = generateKeyPairSync("ed25519");
	writeFileSync(making, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flush: true });
	try {
		linkSync(making, file);
	} catch (caught) {
		if (!existsSync(file)) throw caught;
	} finally {
		rmSync(making, { force: true });
	}
}
