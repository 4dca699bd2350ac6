import { toAppError } from "../../errors.ts";
import type { ParsedUrl } from "../../ports.ts";
import type { Draft } from "./draft.ts";

export type ReadUrl = (url: string) => ParsedUrl;

/** An address, also with several hosts. What is wrong with it is told without quoting it. */
export function fromUrl(url: string, from: string, readUrl: ReadUrl): Draft {
	try {
		const { first, others } = splitHosts(url);
		const { password, sslKeyPassword, ...settings } = readUrl(first);
		return {
			from,
			settings: { ...settings, ...(others.length > 0 ? { otherHosts: others } : {}) },
			password,
			...(sslKeyPassword === undefined ? {} : { secrets: { sslKeyPassword } }),
		};
	} catch (caught) {
		return { from, settings: {}, problem: toAppError(caught).message };
	}
}

/** libpq takes several hosts with commas between them; the first stays in the address. */
export function splitHosts(url: string): { first: string; others: { host: string; port?: number }[] } {
	const match = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]*,[^/?#]*)(.*)$/is.exec(url);
	if (!match) return { first: url, others: [] };
	const [, head = "", hosts = "", tail = ""] = match;
	const [first = "", ...others] = hosts.split(",");
	return { first: `${head}${first}${tail}`, others: others.map(hostOf) };
}

function hostOf(text: string): { host: string; port?: number } {
	const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
	const name = decodeURIComponent(host.replace(/^\[(.*)\]$/, "$1"));
	return { host: name, ...(port === undefined ? {} : { port: Number(port) }) };
}
