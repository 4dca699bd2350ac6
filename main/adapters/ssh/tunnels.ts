/**
 * Ways through SSH servers. Sessions with the same route share one login; it ends with the last of them. Nothing listens on this
 * machine: a session's bytes go into a channel of the tunnel itself.
 */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import type { SshRoute } from "../../core/ports.ts";
import { ChannelStream } from "./channel-stream.ts";
import { fingerprintOf, remember } from "./known-hosts.ts";
import { describeHop, type Hop, hopsOf } from "./route.ts";
import { readSshConfig } from "./ssh-config.ts";
import { sshFailed } from "./ssh-failed.ts";

export interface TunnelOptions {
	/** Where the keys of hosts are remembered that were trusted here; the user's own known_hosts is only read. */
	knownHosts: string;
	/** The user's folder, with .ssh in it. */
	home?: string;
	/** Socket of the agent. */
	agent?: string | undefined;
}

interface Target {
	host: string;
	port: number;
}

/** A login on the last host of a route. */
interface Chain {
	last: Client;
	through: string[];
	streams: Set<ChannelStream>;
	/** Streams, and those that are being opened. */
	users: number;
	close(): void;
}

/** RFC 4254, 5.1: the server does not want to, rather than cannot. */
const PROHIBITED = 1;

export function sshTunnels({ knownHosts, home = homedir(), agent = process.env.SSH_AUTH_SOCK }: TunnelOptions) {
	const chains = new Map<string, Promise<Chain>>();
	/** Keys that were shown and refused as unknown, by fingerprint. */
	const waiting = new Map<string, { name: string; key: Buffer }>();
	/** Loaded when it is first needed: most connections go without, and ssh2 takes its time. */
	const library = once(async () => {
		const [{ loginHop }, { keyReader }] = await Promise.all([import("./login-hop.ts"), import("./identities.ts")]);
		return { loginHop, readKey: keyReader() };
	});
	const trust = {
		files: [knownHosts, join(home, ".ssh", "known_hosts"), join(home, ".ssh", "known_hosts2")],
		onUnknown: (name: string, key: Buffer) => waiting.set(fingerprintOf(key), { name, key }),
	};

	const chainFor = async (route: SshRoute, signal: AbortSignal): Promise<Chain> => {
		const key = createHash("sha256").update(JSON.stringify(route)).digest("base64");
		const shared = await chains.get(key)?.catch(() => undefined);
		if (shared) return shared;
		const opening = library().then(({ loginHop, readKey }) =>
			openChain(hopsOf(route, readSshConfig(home), home), {
				login: (hop, through) => loginHop(hop, through, { route, agent, readKey, trust, signal }),
				onClosed: () => chains.delete(key),
			}),
		);
		chains.set(key, opening);
		opening.catch(() => chains.delete(key));
		return opening;
	};

	return {
		async open(route: SshRoute, target: Target, signal: AbortSignal): Promise<{ stream: Duplex; through: string[] }> {
			const chain = await chainFor(route, signal);
			chain.users += 1;
			const leave = (): void => {
				chain.users -= 1;
				if (chain.users === 0) chain.close();
			};
			try {
				const stream = await openChannel(chain, target, signal);
				chain.streams.add(stream);
				stream.once("close", () => {
					chain.streams.delete(stream);
					leave();
				});
				return { stream, through: chain.through };
			} catch (error) {
				leave();
				throw error;
			}
		},
		trust(fingerprint: string): boolean {
			const shown = waiting.get(fingerprint);
			if (!shown) return false;
			remember(knownHosts, shown.name, shown.key);
			return waiting.delete(fingerprint);
		},
	};
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
	let loaded: Promise<T> | undefined;
	return () => {
		loaded ??= load();
		return loaded;
	};
}

interface Opening {
	login(hop: Hop, through: Duplex | undefined): Promise<Client>;
	onClosed(): void;
}

async function openChain(hops: Hop[], { login, onClosed }: Opening): Promise<Chain> {
	const clients: Client[] = [];
	const close = (): void => {
		onClosed();
		for (const client of clients.toReversed()) client.end();
	};
	const streams = new Set<ChannelStream>();
	const broken = (hop: Hop, why: string): void => {
		close();
		const error = new Error(`the SSH tunnel through ${describeHop(hop)} broke${why}`);
		for (const stream of streams) stream.destroy(error);
	};
	try {
		let through: Duplex | undefined;
		for (const [at, hop] of hops.entries()) {
			const client = await login(hop, through);
			clients.push(client);
			client.on("error", (error) => broken(hop, `: ${error.message}`)).once("close", () => broken(hop, ""));
			const next = hops[at + 1];
			if (next) through = await forward(client, hop, next);
		}
	} catch (error) {
		close();
		throw error;
	}
	return { last: clients.at(-1) as Client, through: hops.map(describeHop), streams, users: 0, close };
}

async function openChannel(chain: Chain, target: Target, signal: AbortSignal): Promise<ChannelStream> {
	const aborted = new Promise<never>((_, fail) => {
		if (signal.aborted) fail(signal.reason);
		signal.addEventListener("abort", () => fail(signal.reason), { once: true });
	});
	const channel = channelTo(chain.last, target, chain.through.at(-1) ?? "");
	try {
		return new ChannelStream(await Promise.race([channel, aborted]));
	} catch (error) {
		channel.then(
			(late) => late.destroy(),
			() => {},
		);
		throw error;
	}
}

const forward = async (client: Client, from: Hop, to: Hop): Promise<Duplex> =>
	new ChannelStream(await channelTo(client, to, describeHop(from)));

function channelTo(client: Client, { host, port }: Target, through: string): Promise<ClientChannel> {
	return new Promise((resolve, reject) => {
		const done = (error: (Error & { reason?: number | string }) | undefined, channel: ClientChannel): void => {
			if (!error) {
				resolve(channel);
				return;
			}
			const prohibited = error.reason === PROHIBITED || error.reason === "ADMINISTRATIVELY_PROHIBITED";
			const words = `The SSH server ${through} does not lead to ${host}:${port}: ${error.message}`;
			reject(sshFailed(prohibited ? "ssh" : "unreachable", words, {}, error));
		};
		// A client whose connection is gone says so by throwing.
		try {
			if (host.startsWith("/")) client.openssh_forwardOutStreamLocal(join(host, `.s.PGSQL.${port}`), done);
			else client.forwardOut("127.0.0.1", 0, host, port, done);
		} catch (error) {
			done(error as Error, undefined as never);
		}
	});
}
