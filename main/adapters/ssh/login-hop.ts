import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { Client, type ServerHostKeyAlgorithm } from "ssh2";
import { AppError } from "../../core/errors.ts";
import type { SshRoute } from "../../core/ports.ts";
import { type Identities, identitiesOf, keyNeedsPassword, type keyReader } from "./identities.ts";
import { fingerprintOf, knownName, knownTypes, lookUp, typeOf } from "./known-hosts.ts";
import { describeHop, type Hop } from "./route.ts";
import { sshFailed } from "./ssh-failed.ts";

/** Milliseconds between two questions whether the other end is there, and how many may stay unanswered. */
const KEEP_ALIVE = 15_000;
const UNANSWERED = 3;
/** Without SHA-1 and DSA. */
const hostKeys: ServerHostKeyAlgorithm[] = [
	"ssh-ed25519",
	"ecdsa-sha2-nistp256",
	"ecdsa-sha2-nistp384",
	"ecdsa-sha2-nistp521",
	"rsa-sha2-512",
	"rsa-sha2-256",
];

export interface Trust {
	/** known_hosts files, the user's and ours. */
	files: readonly string[];
	/** Told of a host whose key nobody knows yet. */
	onUnknown(name: string, key: Buffer): void;
}

interface Around {
	route: SshRoute;
	agent: string | undefined;
	readKey: ReturnType<typeof keyReader>;
	trust: Trust;
	signal: AbortSignal;
}

/** Logs in to one SSH server, over TCP or over a channel of the one before. */
export async function loginHop(hop: Hop, through: Duplex | undefined, around: Around): Promise<Client> {
	const identities = identitiesOf(hop, around.route, around);
	const sock =
		through ??
		connectTcp({ host: hop.host, port: hop.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE });
	// Told through the client; what comes after its end is nobody's.
	sock.on("error", () => {});
	const client = new Client();
	let refused: AppError | undefined;
	const { signal, trust } = around;
	const onAbort = () => client.destroy();
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		await new Promise<void>((resolve, reject) => {
			client.once("ready", resolve).on("error", reject);
			client.once("close", () => reject(new Error("the connection was closed")));
			client.connect({
				sock,
				username: hop.user,
				algorithms: { serverHostKey: preferred(knownTypes(trust.files, knownName(hop.host, hop.port))) },
				hostVerifier: (key: Buffer) => {
					refused = judgeKey(hop, key, trust);
					return refused === undefined;
				},
				authHandler: [...identities.methods],
				keepaliveInterval: KEEP_ALIVE,
				keepaliveCountMax: UNANSWERED,
				// The one deadline is the caller's.
				readyTimeout: 0,
			});
		});
		return client;
	} catch (caught) {
		client.destroy();
		sock.destroy();
		if (signal.aborted) throw signal.reason;
		throw refused ?? failure(hop, { identities, route: around.route }, caught);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

/** Those that are known first, so that the server shows one of them. */
function preferred(types: readonly string[]): ServerHostKeyAlgorithm[] {
	const isKnown = (name: string) =>
		types.some((type) => (type === "ssh-rsa" ? name.startsWith("rsa-") : name === type));
	return [...hostKeys.filter(isKnown), ...hostKeys.filter((name) => !isKnown(name))];
}

function judgeKey(hop: Hop, key: Buffer, trust: Trust): AppError | undefined {
	const name = knownName(hop.host, hop.port);
	const { verdict, place } = lookUp(trust.files, name, key);
	const shown = { host: name, type: typeOf(key), fingerprint: fingerprintOf(key) };
	switch (verdict) {
		case "known":
			return undefined;
		case "unknown":
			if (hop.hostKey === shown.fingerprint) return undefined;
			trust.onUnknown(name, key);
			return sshFailed("ssh-host-key-unknown", unknownWords(hop, shown), { hostKey: shown });
		case "changed":
			return sshFailed(
				"ssh-host-key-changed",
				`The SSH server ${describeHop(hop)} shows another key than the one that is known of it (${place}): ${shown.type} ${shown.fingerprint}. It is not connected to.`,
				{ hostKey: shown },
			);
		case "revoked":
			return sshFailed(
				"ssh-host-key-changed",
				`The SSH server ${describeHop(hop)} shows a key that is revoked (${place}).`,
				{
					hostKey: shown,
				},
			);
	}
}

function unknownWords(hop: Hop, { type, fingerprint }: { type: string; fingerprint: string }): string {
	const shows = `The SSH server ${describeHop(hop)} shows the key ${type} ${fingerprint}`;
	return hop.hostKey === undefined
		? `${shows}, which is not known yet.`
		: `${shows}, and not the one that was asked for.`;
}

function failure(hop: Hop, tried: { identities: Identities; route: SshRoute }, caught: unknown): AppError {
	const { level, message } = caught as { level?: string; message: string };
	if (level !== "client-authentication") {
		return sshFailed("ssh", `Cannot reach the SSH server ${describeHop(hop)}: ${message}`, {}, caught);
	}
	const [locked] = tried.identities.locked;
	if (locked !== undefined) return keyNeedsPassword(locked, tried.route.keyPassword !== undefined);
	const chosen = hop.chosenKey === undefined ? "none of our keys" : `the key ${hop.chosenKey} not`;
	const words = `The SSH server ${describeHop(hop)} lets ${chosen} in`;
	if (tried.route.password !== undefined || hop.chosenKey !== undefined) {
		return sshFailed(
			"ssh",
			`${words}${tried.route.password === undefined ? "" : ", and refuses the password"}.`,
			{},
			caught,
		);
	}
	return new AppError("PASSWORD_NEEDED", `${words}; a password may.`, {
		hint: "Give it for this session, in BULKHEAD_SSH_PASSWORD, or a key (--ssh-key, or ssh-add for the agent).",
		data: { secret: "sshPassword" },
	});
}
