/** How a server is reached, as the form has it: our certificate, what a login must prove, and SSH. Pure. */
import type { ConnectionSecrets, ConnectionSettings, SshSettings } from "../../../main/contract/index.ts";
import { formatSshHop, parseSshHop, parseSshHops } from "../../../main/contract/ssh-hop.ts";

export interface WayValues {
	sslCrl: string;
	sslCert: string;
	sslKey: string;
	sslKeyPassword: string;
	/** Channel binding is required. */
	bound: boolean;
	allowMd5: boolean;
	/** user@host:port; empty: reached directly. */
	ssh: string;
	sshJumps: string;
	sshKeyFile: string;
	sshKeyPassword: string;
	sshPassword: string;
}

export const emptyWay: WayValues = {
	sslCrl: "",
	sslCert: "",
	sslKey: "",
	sslKeyPassword: "",
	bound: false,
	allowMd5: false,
	ssh: "",
	sshJumps: "",
	sshKeyFile: "",
	sshKeyPassword: "",
	sshPassword: "",
};

type Reached = Pick<ConnectionSettings, "sslCrl" | "sslCert" | "sslKey" | "channelBinding" | "allowMd5" | "ssh">;

export function wayOf({ sslCrl = "", sslCert = "", sslKey = "", channelBinding, allowMd5, ssh }: Reached): WayValues {
	return {
		...emptyWay,
		...{ sslCrl, sslCert, sslKey },
		bound: channelBinding === "require",
		allowMd5: allowMd5 === true,
		ssh: ssh ? formatSshHop(ssh) : "",
		sshJumps: (ssh?.jumps ?? []).map(formatSshHop).join(", "),
		sshKeyFile: ssh?.keyFile ?? "",
	};
}

/** Which of the two places cannot be read. */
export function wayFaults({ ssh, sshJumps }: WayValues): { ssh?: true; sshJumps?: true } {
	return {
		...(ssh.trim() === "" || parseSshHop(ssh) ? {} : { ssh: true }),
		...(parseSshHops(sshJumps) ? {} : { sshJumps: true }),
	};
}

/** Settings with what the way comes to; it has no faults. What it leaves empty goes. */
export function withWay(settings: ConnectionSettings, way: WayValues): ConnectionSettings {
	const { sslCrl: _, sslCert: __, sslKey: ___, channelBinding, allowMd5: ____, ssh, ...rest } = settings;
	const through = sshOf(way, ssh);
	const binding = way.bound ? "require" : channelBinding === "require" ? undefined : channelBinding;
	return {
		...rest,
		...filled({ sslCrl: way.sslCrl, sslCert: way.sslCert, sslKey: way.sslKey }),
		...(binding === undefined ? {} : { channelBinding: binding }),
		...(way.allowMd5 ? { allowMd5: true } : {}),
		...(through === undefined ? {} : { ssh: through }),
	};
}

/** Undefined where none was typed. */
export function secretsOf({ sslKeyPassword, sshPassword, sshKeyPassword }: WayValues): ConnectionSecrets | undefined {
	const typed = filled({ sslKeyPassword, sshPassword, sshKeyPassword });
	return Object.keys(typed).length === 0 ? undefined : typed;
}

/** A pinned host key stays with the place that it is of. */
function sshOf({ ssh, sshJumps, sshKeyFile }: WayValues, before: SshSettings | undefined): SshSettings | undefined {
	const hop = parseSshHop(ssh);
	if (!hop) return undefined;
	const jumps = parseSshHops(sshJumps) ?? [];
	const same = before?.host === hop.host && before.port === hop.port;
	return {
		...hop,
		...(jumps.length > 0 ? { jumps } : {}),
		...filled({ keyFile: sshKeyFile }),
		...(same && before.hostKey !== undefined ? { hostKey: before.hostKey } : {}),
	};
}

function filled<Name extends string>(texts: Record<Name, string>): { [Key in Name]?: string } {
	const kept = Object.entries<string>(texts).filter(([, text]) => text.trim() !== "");
	return Object.fromEntries(kept) as { [Key in Name]?: string };
}
