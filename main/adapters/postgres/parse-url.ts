import { parse } from "pg-connection-string";
import {
	type ChannelBinding,
	parseSshHop,
	parseSshHops,
	type SshSettings,
	type SslMode,
} from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { ParsedUrl } from "../../core/ports.ts";

const sslModes: readonly string[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/** Reads a libpq URL. Throws BAD_INPUT that never quotes the URL, for it may hold a password. */
export function parseUrl(url: string): ParsedUrl {
	const [address = "", query = ""] = splitOnce(url, "?");
	if (!/^postgres(ql)?:\/\//.test(address)) throw badUrl("It does not begin with postgres:// or postgresql://.");
	const parameters = new URLSearchParams(query);
	const tls = takeTls(parameters);
	const ssh = takeSsh(parameters);
	const rest = parameters.size > 0 ? `?${parameters}` : "";
	const parsed = parsePlain(address + rest);
	return {
		...defined({ host: parsed.host, database: databaseOf(address), user: parsed.user, password: parsed.password }),
		...(parsed.port ? { port: portOf(parsed.port) } : {}),
		...tls,
		...(ssh ? { ssh } : {}),
	};
}

/** `?ssh=user@host:port&ssh_jump=…&ssh_key=…`: parameters of our own. */
function takeSsh(parameters: URLSearchParams): SshSettings | undefined {
	const [place, jump, keyFile, hostKey] = ["ssh", "ssh_jump", "ssh_key", "ssh_host_key"].map((name) =>
		take(parameters, name),
	);
	if (place === undefined) return undefined;
	const hop = parseSshHop(place);
	const jumps = jump === undefined ? [] : parseSshHops(jump);
	if (!hop || !jumps) throw badUrl("Its ssh is not user@host:port.");
	return {
		...hop,
		...(jumps.length > 0 ? { jumps } : {}),
		...(keyFile === undefined ? {} : { keyFile }),
		...(hostKey === undefined ? {} : { hostKey }),
	};
}

/** libpq's names for files. */
const files = {
	sslRootCert: "sslrootcert",
	sslCrl: "sslcrl",
	sslCert: "sslcert",
	sslKey: "sslkey",
	sslKeyPassword: "sslpassword",
} as const;

function takeTls(parameters: URLSearchParams): Partial<ParsedUrl> {
	const paths = Object.entries(files).map(([name, parameter]) => [name, take(parameters, parameter)] as const);
	const sslMode = takeOne(parameters, "sslmode", sslModes);
	const sslNegotiation = takeOne(parameters, "sslnegotiation", ["postgres", "direct"]);
	const channelBinding = takeOne(parameters, "channel_binding", ["disable", "prefer", "require"]);
	return {
		...defined(Object.fromEntries(paths)),
		...(sslMode ? { sslMode: sslMode as SslMode } : {}),
		...(sslNegotiation ? { sslNegotiation: sslNegotiation as "direct" } : {}),
		...(channelBinding ? { channelBinding: channelBinding as ChannelBinding } : {}),
	};
}

/** The library would read certificate files and warn on the console: it sees the address without its TLS parameters. */
function parsePlain(url: string): ReturnType<typeof parse> {
	try {
		return parse(url);
	} catch {
		throw badUrl("A character such as @, /, # or % in a name or password must be percent-encoded.");
	}
}

/** The library leaves %3B, %3D, %2F and their like in a database's name as they are. */
function databaseOf(address: string): string | undefined {
	const [, name = ""] = splitOnce(address.slice(address.indexOf("//") + 2), "/");
	try {
		return decodeURIComponent(splitOnce(name, "#")[0]);
	} catch {
		throw badUrl("A % in its database's name must be percent-encoded, as %25.");
	}
}

function takeOne(parameters: URLSearchParams, name: string, words: readonly string[]): string | undefined {
	const text = take(parameters, name);
	if (text === undefined || words.includes(text)) return text;
	throw badUrl(`Its ${name} is none of ${words.join(", ")}.`);
}

function take(parameters: URLSearchParams, name: string): string | undefined {
	const value = parameters.get(name) ?? undefined;
	parameters.delete(name);
	return value;
}

function portOf(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw badUrl("Its port is no number from 1 to 65535.");
}

function defined(values: Record<string, string | null | undefined>): Record<string, string> {
	return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function splitOnce(text: string, mark: string): [string, string] {
	const at = text.indexOf(mark);
	return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function badUrl(why: string): AppError {
	return new AppError("BAD_INPUT", `The connection's address cannot be read. ${why}`, {
		hint: "It looks like postgres://user@host:5432/database?sslmode=verify-full.",
	});
}
