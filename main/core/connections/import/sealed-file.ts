/**
 * Connections as a file of Bulkhead's. In clear: {"bulkhead":"connections","version":1,"connections":[settings …]}, never a secret.
 * Sealed: {"bulkhead":"sealed connections","version":1,"kdf":{"name":"scrypt","N","r","p","salt"},"cipher":"aes-256-gcm","nonce","data",
 * "tag"}: `data` is the file in clear, each connection with its password, encrypted under scrypt(passphrase); all that stands before
 * `nonce` is authenticated with it. Bytes are base64. docs/connections.md has it for readers of other programs.
 */
import { type ConnectionSettings, connectionSecrets, connectionSettings } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import {
	areSoundCosts,
	deriveKey,
	newScrypt,
	type ScryptParameters,
	type Sealed,
	seal,
	unseal,
} from "../passwords/seal.ts";
import type { Draft } from "./draft.ts";

export const PLAIN = "connections";
export const SEALED = "sealed connections";

interface Plain {
	bulkhead: typeof PLAIN;
	version: 1;
	connections: (ConnectionSettings & { password?: string })[];
}

interface SealedFile extends Sealed {
	bulkhead: typeof SEALED;
	version: 1;
	kdf: ScryptParameters & { name: "scrypt" };
	cipher: "aes-256-gcm";
}

export function plainFile(connections: Plain["connections"]): string {
	return `${JSON.stringify({ bulkhead: PLAIN, version: 1, connections } satisfies Plain, null, "\t")}\n`;
}

export async function sealFile(connections: Plain["connections"], passphrase: string): Promise<string> {
	const frame = {
		bulkhead: SEALED,
		version: 1,
		kdf: { name: "scrypt", ...newScrypt() },
		cipher: "aes-256-gcm",
	} as const;
	const key = await deriveKey(passphrase, frame.kdf);
	const sealed = seal(key, Buffer.from(plainFile(connections)), bindingOf(frame));
	key.fill(0);
	return `${JSON.stringify({ ...frame, ...sealed } satisfies SealedFile, null, "\t")}\n`;
}

const bindingOf = ({ bulkhead, version, kdf, cipher }: Omit<SealedFile, keyof Sealed>): string =>
	JSON.stringify([bulkhead, version, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, cipher]);

/** The file in clear. Errors: BAD_INPUT, PASSWORD_NEEDED without a passphrase, WRONG_MASTER_PASSWORD. */
export async function openSealed(text: string, passphrase: string | undefined): Promise<string> {
	const file = parsed(text) as Partial<SealedFile> | undefined;
	const { kdf, nonce, data, tag } = file ?? {};
	if (file?.version !== 1 || kdf?.name !== "scrypt" || !areSoundCosts(kdf) || !(nonce && data && tag)) throw notOurs();
	if (passphrase === undefined) {
		throw new AppError("PASSWORD_NEEDED", "The file is sealed.", { hint: "Give the passphrase it was sealed with." });
	}
	const key = await deriveKey(passphrase, kdf);
	const opened = unseal(key, { nonce, data, tag }, bindingOf(file as SealedFile));
	key.fill(0);
	if (opened) return opened.toString();
	throw new AppError("WRONG_MASTER_PASSWORD", "This is not the file's passphrase, or the file was changed.", {
		hint: "Which of the two cannot be told. Type the passphrase again, or fetch the file anew.",
	});
}

/** Errors: BAD_INPUT. */
export function fromPlain(text: string): Draft[] {
	const file = parsed(text) as Partial<Plain> | undefined;
	if (file?.bulkhead !== PLAIN || file.version !== 1 || !Array.isArray(file.connections)) throw notOurs();
	return file.connections.map((each: unknown, at): Draft => {
		const read = connectionSettings.safeParse(each);
		const from = `number ${at + 1}`;
		if (!read.success) return { from, settings: {}, problem: "Its settings are none of a connection." };
		const { password, secrets } = each as { password?: unknown; secrets?: unknown };
		return {
			from,
			settings: read.data,
			...(typeof password === "string" ? { password } : {}),
			secrets: connectionSecrets.safeParse(secrets).data,
		};
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const notOurs = (): AppError =>
	new AppError("BAD_INPUT", "This is no file of connections that this Bulkhead can read.", {
		hint: "It is made by `bulkhead connections export`. One of a newer version needs the newer Bulkhead.",
	});
