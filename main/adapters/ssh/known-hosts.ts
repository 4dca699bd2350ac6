/** known_hosts as OpenSSH writes it: names or patterns, or their hashes, then the key. */
import { createHash, createHmac } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { matches } from "./ssh-config.ts";

export type Verdict = "known" | "unknown" | "changed" | "revoked";

interface Entry {
	file: string;
	line: number;
	names: string;
	type: string;
	key: string;
	revoked: boolean;
}

/** A host as known_hosts names it. */
export function knownName(host: string, port: number): string {
	return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** As `ssh-keygen -lf` shows it. */
export function fingerprintOf(key: Buffer): string {
	return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** A key's blob begins with its type. */
export function typeOf(key: Buffer): string {
	const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
	return key.subarray(4, 4 + length).toString("latin1");
}

/** `place`: the line that is in the way. A host whose keys of other types are known has changed as well: it could have shown one of them. */
export function lookUp(files: readonly string[], name: string, key: Buffer): { verdict: Verdict; place?: string } {
	const entries = entriesFor(files, name);
	const blob = key.toString("base64");
	const same = entries.filter((entry) => entry.key === blob);
	const revoked = same.find((entry) => entry.revoked);
	if (revoked) return { verdict: "revoked", place: placeOf(revoked) };
	if (same.length > 0) return { verdict: "known" };
	const [other] = entries.filter((entry) => !entry.revoked);
	return other ? { verdict: "changed", place: placeOf(other) } : { verdict: "unknown" };
}

/** Types of the keys that are known of a host, so that it is asked for one of them. */
export function knownTypes(files: readonly string[], name: string): string[] {
	return [...new Set(entriesFor(files, name).map(({ type }) => type))];
}

export function remember(file: string, name: string, key: Buffer): void {
	appendFileSync(file, `${name} ${typeOf(key)} ${key.toString("base64")}\n`, { mode: 0o600 });
}

const placeOf = ({ file, line }: Entry): string => `${file}:${line}`;

function entriesFor(files: readonly string[], name: string): Entry[] {
	return files.flatMap(readEntries).filter(({ names }) => isFor(names, name));
}

function readEntries(file: string): Entry[] {
	return textOf(file)
		.split(/\r?\n/)
		.flatMap((text, at) => {
			const words = text.trim().split(/\s+/);
			const marker = words[0]?.startsWith("@") ? words.shift() : undefined;
			const [names, type, key] = words;
			if (names === undefined || type === undefined || key === undefined || names.startsWith("#")) return [];
			// An authority's key is no host's.
			if (marker === "@cert-authority") return [];
			return [{ file, line: at + 1, names, type, key, revoked: marker === "@revoked" }];
		});
}

function textOf(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}

function isFor(names: string, name: string): boolean {
	const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(names) ?? [];
	if (salt === undefined) return matches(name, names.split(","));
	return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}
