import type { SshHop } from "./connections.ts";

/** user@host:port as people write it; user and port may be left out, an IPv6 address stands in brackets. */
const HOP = /^(?:([^@\s]+)@)?(\[[0-9a-fA-F:.]+\]|[^@\s:[\]]+)(?::(\d{1,5}))?$/;

/** Undefined for what is no such place. */
export function parseSshHop(text: string): SshHop | undefined {
	const [, user, host, port] = HOP.exec(text.trim()) ?? [];
	if (host === undefined || (port !== undefined && !(Number(port) > 0 && Number(port) < 65_536))) return undefined;
	return {
		host: host.replace(/^\[(.*)\]$/, "$1"),
		...(port === undefined ? {} : { port: Number(port) }),
		...(user === undefined ? {} : { user }),
	};
}

/** Several, parted by commas, as ProxyJump has them; undefined where one is none. */
export function parseSshHops(text: string): SshHop[] | undefined {
	const hops = text
		.split(",")
		.filter((part) => part.trim() !== "")
		.map(parseSshHop);
	return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

export function formatSshHop({ user, host, port }: SshHop): string {
	const name = host.includes(":") ? `[${host}]` : host;
	return `${user === undefined ? "" : `${user}@`}${name}${port === undefined ? "" : `:${port}`}`;
}
