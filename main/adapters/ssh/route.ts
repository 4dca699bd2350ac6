import { userInfo } from "node:os";
import { join } from "node:path";
import { parseSshHops, type SshHop } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { SshRoute } from "../../core/ports.ts";
import type { SshConfig } from "./ssh-config.ts";

/** An SSH server to log in to, with nothing left open. */
export interface Hop {
	host: string;
	port: number;
	user: string;
	/** Private keys that are worth a try. */
	keyFiles: string[];
	/** A key that was chosen by hand: without it there is no try at all. */
	chosenKey?: string;
	/** Fingerprint of the key that it must show where known_hosts knows none. */
	hostKey?: string;
}

/** In this order, as ssh does. */
const usualKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];
/** Jumps that lead to jumps: an alias that names itself would go on for ever. */
const DEEPEST = 8;

/** Every server from the nearest to the last, by the settings and by what ~/.ssh/config says of their names. */
export function hopsOf(route: SshRoute, config: SshConfig, home: string): Hop[] {
	const { jumps, keyFile, hostKey } = route;
	const before = jumps ?? jumpsOf(route.host, config);
	const last = hopOf(route, config, home);
	const hops = [...before.flatMap((jump) => withJumps(jump, config, home, 0)), last];
	if (hostKey !== undefined) last.hostKey = hostKey;
	return keyFile === undefined ? hops : hops.map((hop) => ({ ...hop, chosenKey: keyFile.replace(/^~(?=\/)/, home) }));
}

export const describeHop = ({ user, host, port }: Hop): string =>
	`${user}@${host.includes(":") ? `[${host}]` : host}:${port}`;

function withJumps(hop: SshHop, config: SshConfig, home: string, depth: number): Hop[] {
	if (depth > DEEPEST) {
		throw new AppError("BAD_INPUT", `ProxyJump of ${hop.host} in ~/.ssh/config leads in a circle.`);
	}
	return [
		...jumpsOf(hop.host, config).flatMap((jump) => withJumps(jump, config, home, depth + 1)),
		hopOf(hop, config, home),
	];
}

function jumpsOf(alias: string, config: SshConfig): SshHop[] {
	const { proxyJump } = config.of(alias);
	if (proxyJump === undefined || proxyJump.toLowerCase() === "none") return [];
	const hops = parseSshHops(proxyJump);
	if (hops) return hops;
	throw new AppError("BAD_INPUT", `ProxyJump of ${alias} in ~/.ssh/config cannot be read.`);
}

function hopOf({ host, port, user }: SshHop, config: SshConfig, home: string): Hop {
	const said = config.of(host);
	const keyFiles =
		said.identityFiles.length > 0 ? said.identityFiles : usualKeys.map((name) => join(home, ".ssh", name));
	return {
		host: said.hostName ?? host,
		port: port ?? said.port ?? 22,
		user: user ?? said.user ?? userInfo().username,
		keyFiles,
	};
}
