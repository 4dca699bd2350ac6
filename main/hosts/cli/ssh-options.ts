/** --ssh and its companions, and what opens keys and tunnels, from the environment. */
import {
	type ConnectionSecrets,
	parseSshHop,
	parseSshHops,
	type SshHop,
	type SshSettings,
} from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { GlobalOptions } from "./context.ts";
import type { Variables } from "./env.ts";

/** Undefined where none is asked for. Throws BAD_USAGE. */
export function sshOf({ ssh, sshJump, sshKey, sshHostKey }: GlobalOptions): SshSettings | undefined {
	if (ssh === undefined) {
		if (sshJump ?? sshKey ?? sshHostKey) throw bad("--ssh-jump, --ssh-key and --ssh-host-key go with --ssh.");
		return undefined;
	}
	const jumps = sshJump === undefined ? undefined : hopsOf(sshJump);
	return {
		...hopOf(ssh),
		...(jumps === undefined ? {} : { jumps }),
		...(sshKey === undefined ? {} : { keyFile: sshKey }),
		...(sshHostKey === undefined ? {} : { hostKey: sshHostKey }),
	};
}

const variables = {
	sslKeyPassword: "BULKHEAD_SSL_KEY_PASSWORD",
	sshPassword: "BULKHEAD_SSH_PASSWORD",
	sshKeyPassword: "BULKHEAD_SSH_KEY_PASSWORD",
} as const satisfies Record<keyof ConnectionSecrets, string>;

/** Undefined where the environment holds none. */
export function secretsOf(env: Variables): ConnectionSecrets | undefined {
	const found = Object.entries(variables).flatMap(([name, variable]) => (env[variable] ? [[name, env[variable]]] : []));
	return found.length === 0 ? undefined : Object.fromEntries(found);
}

function hopOf(text: string): SshHop {
	const hop = parseSshHop(text);
	if (hop) return hop;
	throw bad(`--ssh is not a place: ${text}`);
}

function hopsOf(text: string): SshHop[] {
	const hops = parseSshHops(text);
	if (hops) return hops;
	throw bad(`--ssh-jump is not one place or several: ${text}`);
}

const bad = (message: string) =>
	new AppError("BAD_USAGE", message, { hint: "It looks like user@host:22; a name of ~/.ssh/config is enough." });
