import { z } from "zod";
import { base } from "./base.ts";

export const environment = z.enum(["development", "test", "production"]);
export type Environment = z.infer<typeof environment>;

/** libpq's six modes. `prefer` and `allow` may fall back to plain text, and the screen says so. */
export const sslMode = z.enum(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]);
export type SslMode = z.infer<typeof sslMode>;

const name = z.string().trim().min(1).max(200);

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
	/** PEM file of the certificate authority, for verify-ca and verify-full; the system's when left out. */
	sslRootCert: z.string().max(4096).optional(),
	/** Folder of migration files; the bundled IAFactory set when left out. */
	migrations: z.string().max(4096).optional(),
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

export const connectionCard = connectionSettings.extend({
	id: z.string(),
	/** saved: kept in the local store · session: given for this run only (--url, environment) · demo: the embedded server. */
	origin: z.enum(["saved", "session", "demo"]),
	/** Where the password comes from right now. `needed`: it will be asked for. */
	password: z.enum(["none", "session", "pgpass", "needed"]),
	lastUsedAt: z.date().optional(),
});
export type ConnectionCard = z.infer<typeof connectionCard>;

export const roleFacts = z.object({
	name: z.string(),
	superuser: z.boolean(),
	bypassrls: z.boolean(),
	createrole: z.boolean(),
});
export type RoleFacts = z.infer<typeof roleFacts>;

export const testResult = z.object({
	server: z.object({ version: z.string(), number: z.number().int() }),
	database: z.string(),
	role: roleFacts,
	/** Negotiated protocol, for example TLSv1.3; absent when the link is in the clear. */
	tls: z.string().optional(),
	/** One round trip, in milliseconds. */
	latencyMs: z.number(),
	/** A standby, or a session that is read-only, cannot be migrated. */
	readOnly: z.boolean(),
});
export type TestResult = z.infer<typeof testResult>;

const byId = z.strictObject({ id: z.string() });

export const connections = {
	list: base.output(z.object({ connections: z.array(connectionCard) })),
	/** Adds a connection to the local store, or changes the one with this id. The password is not stored: it lives for this session. */
	save: base
		.input(z.strictObject({ id: z.string().optional(), settings: connectionSettings, password: z.string().optional() }))
		.output(connectionCard),
	/** Registers a connection for this run only: nothing is written to disk. */
	open: base
		.input(
			z.strictObject({
				url: z.string().max(8192).optional(),
				settings: connectionSettings.partial().optional(),
				password: z.string().optional(),
			}),
		)
		.output(connectionCard),
	/** Keeps a password in memory until Bulkhead ends. */
	unlock: base.input(z.strictObject({ id: z.string(), password: z.string() })).output(connectionCard),
	test: base.input(byId).output(testResult),
	remove: base.input(byId).output(z.object({ removed: z.boolean() })),
};
