import type { Client } from "../local-client.ts";
import type { Variables } from "./env.ts";
import type { Output } from "./output.ts";

/** The options that every command takes. */
export interface GlobalOptions {
	url?: string;
	connection?: string;
	envFile?: string;
	migrations?: string;
	store?: string;
	/** Of what --url or the environment names; a saved one has its own. */
	environment?: string;
	/** Lifts the guard of production for this command. */
	unlock?: boolean;
	/** The server is reached through this place, and these before it. */
	ssh?: string;
	sshJump?: string;
	sshKey?: string;
	/** Fingerprint that stands in for known_hosts. */
	sshHostKey?: string;
	json?: boolean;
	/** Of messages to people; never of what --json prints. */
	lang?: string;
	yes?: boolean;
}

/** What a command works with. */
export interface Context {
	client: Client;
	out: Output;
	options: GlobalOptions;
	/** As it was given; what is secret in it is not handed on to other programs. */
	env: Variables;
	/** Fires at the first Ctrl-C. */
	interrupted: AbortSignal;
}

export interface Served {
	url: string;
	/** Resolves when the host has ended by itself. */
	ended: Promise<void>;
	close(): Promise<void>;
}

/** Starts the browser host. */
export type Serve = (options: { port?: number; idleMs?: number }) => Promise<Served>;

/** One command. Answers with the exit code. */
export type Run = (context: Context, serve: Serve) => Promise<number>;
