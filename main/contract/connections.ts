import { z } from "zod";
import { base } from "./base.ts";
import { savedFacts, savedFields } from "./saved-connection.ts";

export const environment = z.enum(["development", "test", "production"]);
export type Environment = z.infer<typeof environment>;

/** libpq's six modes. `prefer` and `allow` may fall back to plain text, and the screen says so. */
export const sslMode = z.enum(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]);
export type SslMode = z.infer<typeof sslMode>;

/** SCRAM bound to the server's certificate, so that nobody in between can pass the login on. */
export const channelBinding = z.enum(["disable", "prefer", "require"]);
export type ChannelBinding = z.infer<typeof channelBinding>;

const name = z.string().trim().min(1).max(200);
const file = z.string().max(4096);

/** A place that SSH logs in to. Host may be an alias of ~/.ssh/config, which then says what is left out here. */
export const sshHop = z.object({
	host: z.string().trim().min(1).max(1024),
	port: z.number().int().min(1).max(65535).optional(),
	user: z.string().min(1).max(255).optional(),
});
export type SshHop = z.infer<typeof sshHop>;

export const sshSettings = sshHop.extend({
	/** Private key; without one the agent and the usual files of ~/.ssh are tried. */
	keyFile: file.optional(),
	/** Passed through in order before `host`; none: what ~/.ssh/config says. */
	jumps: z.array(sshHop).max(8).optional(),
	/** SHA256:… of the key that `host` must show, where known_hosts does not know it. */
	hostKey: z.string().max(200).optional(),
});
export type SshSettings = z.infer<typeof sshSettings>;

/** Where a server is and who we are there; never a secret. */
export const connectionSettings = z.object({
	name,
	environment: environment.default("development"),
	/** Host name, address, or the folder of a Unix socket. */
	host: z.string().trim().min(1).max(1024),
	port: z.number().int().min(1).max(65535).default(5432),
	database: z.string().min(1).max(63),
	user: z.string().min(1).max(63),
	sslMode: sslMode.default("prefer"),
	/** PEM file of the certificate authority, for verify-ca and verify-full; the system's when left out, or by the word `system`. */
	sslRootCert: file.optional(),
	/** PEM file of what the authorities have revoked. */
	sslCrl: file.optional(),
	/** PEM files of our own certificate and its key. */
	sslCert: file.optional(),
	sslKey: file.optional(),
	/** `direct` (PostgreSQL 17 and later): TLS from the first byte. */
	sslNegotiation: z.enum(["postgres", "direct"]).optional(),
	/** Default: prefer. */
	channelBinding: channelBinding.optional(),
	/** An MD5 password is refused on production unless this is true. */
	allowMd5: z.boolean().optional(),
	/** The server is reached through this. */
	ssh: sshSettings.optional(),
	/** Folder of migration files; the bundled IAFactory set when left out. */
	migrations: file.optional(),
	...savedFields,
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

/** What opens keys and tunnels; in memory only, like the password. */
export const connectionSecrets = z.strictObject({
	sslKeyPassword: z.string().optional(),
	sshPassword: z.string().optional(),
	sshKeyPassword: z.string().optional(),
});
export type ConnectionSecrets = z.infer<typeof connectionSecrets>;

export const connectionCard = connectionSettings.extend({
	id: z.string(),
	/** saved: kept in the local store · session: given for this run only (--url, environment) · demo: the embedded server. */
	origin: z.enum(["saved", "session", "demo"]),
	...savedFacts,
});
export type ConnectionCard = z.infer<typeof connectionCard>;

export const roleFacts = z.object({
	name: z.string(),
	superuser: z.boolean(),
	bypassrls: z.boolean(),
	createrole: z.boolean(),
});
export type RoleFacts = z.infer<typeof roleFacts>;

/** How a login was proven. `none`: trust, peer or a client certificate; nothing was asked for. */
export const authentication = z.enum(["none", "password", "md5", "scram-sha-256", "scram-sha-256-plus"]);
export type Authentication = z.infer<typeof authentication>;

export const peerFacts = z.object({
	subject: z.string(),
	issuer: z.string(),
	/** SHA-256, in pairs of digits. */
	fingerprint: z.string(),
	validFrom: z.date(),
	validTo: z.date(),
	/** How far it was verified: not at all · by an authority · by an authority, and for this host's name. */
	verified: z.enum(["no", "authority", "host"]),
});
export type PeerFacts = z.infer<typeof peerFacts>;

export const testResult = z.object({
	server: z.object({ version: z.string(), number: z.number().int() }),
	database: z.string(),
	role: roleFacts,
	/** Negotiated protocol, for example TLSv1.3; absent when the link is in the clear. */
	tls: z.string().optional(),
	/** The server's certificate; absent in the clear. */
	peer: peerFacts.optional(),
	authentication,
	/** user@host:port of each SSH server in between. */
	tunnel: z.array(z.string()).optional(),
	/** What is weak or about to end, in sentences. */
	warnings: z.array(z.string()),
	/** One round trip, in milliseconds. */
	latencyMs: z.number(),
	/** A standby, or a session that is read-only, cannot be migrated. */
	readOnly: z.boolean(),
});
export type TestResult = z.infer<typeof testResult>;

/**
 * Connections on a page, where the input does not say how many: the first is there within 20 ms, also as the first call of a process;
 * the later ones keep the core busy no longer.
 */
export const CONNECTIONS_A_PAGE = { first: 100, most: 500 };

/** Position and number of the last one of a page. */
const pagePlace = z
	.string()
	.max(64)
	.regex(/^-?\d+(\.\d+)?(e[-+]?\d+)?:\d+$/);

const byId = z.strictObject({ id: z.string() });

export const connections = {
	/** A page of them, in their order: those of this run, then the saved ones. The next page comes `after` this one's `next`. */
	list: base
		.input(
			z
				.strictObject({
					after: pagePlace.optional(),
					limit: z.number().int().min(1).max(CONNECTIONS_A_PAGE.most).optional(),
				})
				.optional(),
		)
		.output(z.object({ connections: z.array(connectionCard), next: z.string().optional() })),
	/** The saved one of this name, else of this id. Errors: NOT_FOUND. */
	find: base.input(z.strictObject({ name: z.string().max(200) })).output(connectionCard),
	/**
	 * Adds a connection to the local store, or changes the one with this id. What becomes of the password says its passwordMode; it may
	 * be the one that another connection was given in this run (`passwordFrom`).
	 */
	save: base
		.input(
			z.strictObject({
				id: z.string().optional(),
				settings: connectionSettings,
				password: z.string().optional(),
				passwordFrom: z.string().optional(),
				secrets: connectionSecrets.optional(),
			}),
		)
		.output(connectionCard),
	/** Registers a connection for this run only: nothing is written to disk. */
	open: base
		.input(
			z.strictObject({
				url: z.string().max(8192).optional(),
				/** A saved one that is opened with other settings for this run; its password comes along where the server is the same. */
				from: z.string().optional(),
				settings: connectionSettings.partial().optional(),
				password: z.string().optional(),
				secrets: connectionSecrets.optional(),
			}),
		)
		.output(connectionCard),
	/** Takes a password, which is kept as the passwordMode says, or with `keep` false in memory; and what opens a key or a tunnel. */
	unlock: base
		.input(
			z.strictObject({
				id: z.string(),
				password: z.string().optional(),
				keep: z.boolean().optional(),
				secrets: connectionSecrets.optional(),
			}),
		)
		.output(connectionCard),
	/** Lets a guarded connection be written to for some minutes. Errors: REFUSED by the machine's policy. */
	unlockWrites: base
		.input(z.strictObject({ id: z.string(), minutes: z.number().int().min(1).max(480).optional() }))
		.output(connectionCard),
	lockWrites: base.input(byId).output(connectionCard),
	/** A copy under another name, without its password. */
	duplicate: base.input(byId).output(connectionCard),
	/** Puts a saved one before another in the list, or last. */
	move: base
		.input(z.strictObject({ id: z.string(), before: z.string().optional() }))
		.output(z.object({ moved: z.boolean() })),
	/** Remembers the key that an unknown SSH server has just shown (CONNECT_FAILED, ssh-host-key-unknown). False where none is waiting. */
	trustSshHost: base.input(z.strictObject({ fingerprint: z.string() })).output(z.object({ trusted: z.boolean() })),
	test: base.input(byId).output(testResult),
	remove: base.input(byId).output(z.object({ removed: z.boolean() })),
};
