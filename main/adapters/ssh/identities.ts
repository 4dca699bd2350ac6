/** What we can show of ourselves to an SSH server, in the order of ssh: agent, keys, password. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AnyAuthMethod, ParsedKey } from "ssh2";
import ssh2 from "ssh2";
import { AppError } from "../../core/errors.ts";
import type { SshRoute } from "../../core/ports.ts";
import type { Hop } from "./route.ts";

export interface Identities {
	methods: AnyAuthMethod[];
	/** Keys that were left out, for nobody has said their password. */
	locked: string[];
}

type ReadKey = (key: Buffer, password: string | undefined) => ParsedKey | Error;

/** Reads keys, and remembers what it read: to open a locked one takes a good part of a second, in which nothing else runs. */
export function keyReader(): ReadKey {
	const read = new Map<string, ParsedKey>();
	return (key, password) => {
		const name = createHash("sha256")
			.update(key)
			.update("\0")
			.update(password ?? "")
			.digest("base64");
		const known = read.get(name);
		if (known) return known;
		const parsed = ssh2.utils.parseKey(key, password);
		if (!(parsed instanceof Error)) read.set(name, parsed);
		return parsed;
	};
}

/** Throws BAD_INPUT and PASSWORD_NEEDED for a key that was chosen by hand and cannot be used. */
export function identitiesOf(
	hop: Hop,
	route: SshRoute,
	{ agent, readKey }: { agent: string | undefined; readKey: ReadKey },
): Identities {
	const { user: username, chosenKey } = hop;
	const locked: string[] = [];
	const keys = (chosenKey === undefined ? hop.keyFiles : [chosenKey]).flatMap((file) => {
		const key = textOf(file);
		if (key === undefined) {
			if (chosenKey !== undefined) throw bad(`The SSH key ${file} cannot be read.`);
			return [];
		}
		const read = readKey(key, route.keyPassword);
		if (!(read instanceof Error)) return [{ type: "publickey" as const, username, key: read }];
		if (!isLocked(key)) {
			if (chosenKey !== undefined) throw bad(`The SSH key ${file} is in no form that can be read.`);
			return [];
		}
		if (chosenKey !== undefined) throw keyNeedsPassword(file, route.keyPassword !== undefined);
		locked.push(file);
		return [];
	});
	const methods: AnyAuthMethod[] = [
		// The agent's many keys would use up the server's patience before the chosen one had its turn.
		...(agent !== undefined && chosenKey === undefined ? [{ type: "agent" as const, username, agent }] : []),
		...(keys as AnyAuthMethod[]),
		...(route.password === undefined ? [] : [{ type: "password" as const, username, password: route.password }]),
	];
	return { methods, locked };
}

export function keyNeedsPassword(file: string, tried: boolean): AppError {
	const what = tried ? "is not opened by the password that was given" : "is locked by a password";
	return new AppError("PASSWORD_NEEDED", `The SSH key ${file} ${what}.`, {
		hint: "Give it for this session, in BULKHEAD_SSH_KEY_PASSWORD, or put the key into the agent (ssh-add).",
		data: { secret: "sshKeyPassword" },
	});
}

function textOf(file: string): Buffer | undefined {
	try {
		return readFileSync(file);
	} catch {
		return undefined;
	}
}

/** By its form: the cipher's name in OpenSSH's own files, a heading in the older ones. */
function isLocked(key: Buffer): boolean {
	const text = key.toString("latin1");
	const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*)-----END/.exec(text) ?? [];
	if (body === undefined)
		return text.includes("Proc-Type: 4,ENCRYPTED") || text.includes("BEGIN ENCRYPTED PRIVATE KEY");
	const blob = Buffer.from(body, "base64");
	const at = "openssh-key-v1\0".length;
	const length = blob.length > at + 4 ? blob.readUInt32BE(at) : 0;
	return blob.subarray(at + 4, at + 4 + length).toString("latin1") !== "none";
}

const bad = (message: string) =>
	new AppError("BAD_INPUT", message, {
		hint: "Name a private key as ssh-keygen makes it; PPK files have to be converted.",
	});
