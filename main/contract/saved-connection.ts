/** What a saved connection holds beside the way to its server. */
import { z } from "zod";
import { tenancyProfile } from "./tenancy.ts";

/**
 * Where a password comes from. session: typed once, in memory until Bulkhead ends, else ~/.pgpass · ask: typed anew whenever the
 * connection was out of use · os: kept by the system's key store · vault: kept under the master password · pgpass: ~/.pgpass alone ·
 * command: a program says it.
 */
export const passwordMode = z.enum(["session", "ask", "os", "vault", "pgpass", "command"]);
export type PasswordMode = z.infer<typeof passwordMode>;

/** A program that prints a password as its first line. Never a shell: each argument is what it is. */
export const passwordCommand = z.strictObject({
	argv: z.array(z.string().min(1).max(4096)).min(1).max(64),
	/** Minutes that the answer is used again; 0: asked for each session. Default 10. */
	expiresMinutes: z.number().int().min(0).max(1_440).optional(),
	/** Seconds until it is ended. Default 15. */
	timeoutSeconds: z.number().int().min(1).max(300).optional(),
});
export type PasswordCommand = z.infer<typeof passwordCommand>;

export const safety = z.strictObject({
	/** Read-only until it is unlocked, as production always is. */
	guarded: z.boolean().optional(),
	/** Minutes that an unlocking lasts. Default 10. */
	unlockMinutes: z.number().int().min(1).max(480).optional(),
	/** Minutes without use until it is locked again and a typed password is forgotten; 0: never. Default 15 where it is guarded, else never. */
	idleMinutes: z.number().int().min(0).max(1_440).optional(),
});
export type Safety = z.infer<typeof safety>;

const label = z.string().trim().min(1).max(100);

/** Fields of a connection's settings; all may be left out. */
export const savedFields = {
	/** Default: session. */
	passwordMode: passwordMode.optional(),
	passwordCommand: passwordCommand.optional(),
	safety: safety.optional(),
	/** JSON file that tells how tenants are told apart; detected when left out. */
	tenancy: z.string().max(4096).optional(),
	/** The same, kept here; it counts before the file. */
	tenancyProfile: tenancyProfile.optional(),
	group: label.optional(),
	tags: z.array(label).max(20).optional(),
	notes: z.string().max(10_000).optional(),
	/** Tried in this order where the first host does not answer. */
	otherHosts: z
		.array(
			z.strictObject({ host: z.string().trim().min(1).max(1024), port: z.number().int().min(1).max(65535).optional() }),
		)
		.max(8)
		.optional(),
};

/** Where the password comes from right now; `needed` and `vault-locked`: it will be asked for. */
export const passwordNow = z.enum([
	"none",
	"session",
	"pgpass",
	"needed",
	"ask",
	"os",
	"vault",
	"vault-locked",
	"command",
]);
export type PasswordNow = z.infer<typeof passwordNow>;

/** What came of the last try to reach it. */
export const lastState = z.object({
	at: z.date(),
	ok: z.boolean(),
	/** Server version, or the reason of the failure. */
	said: z.string().max(200).optional(),
});
export type LastState = z.infer<typeof lastState>;

/** The database's name, as a person typed it. Without it CONFIRMATION_NEEDED where the connection's `typedConfirmation` says so. */
export const typedName = z.string().max(63).optional();

/** The guard of a production connection. */
export const guardState = z.object({
	guarded: z.boolean(),
	/** Sessions of it can only read, and what writes is refused. */
	locked: z.boolean(),
	/** When it locks by itself. */
	until: z.date().optional(),
	/** Minutes that an unlocking lasts; 0: the machine's policy allows none. */
	minutes: z.number().int(),
});
export type GuardState = z.infer<typeof guardState>;

/** What a card tells beside the settings. */
export const savedFacts = {
	password: passwordNow,
	guard: guardState,
	/** What loses data, or ends somebody's work, is done only with the database's name in `typed`. */
	typedConfirmation: z.boolean(),
	lastUsedAt: z.date().optional(),
	lastState: lastState.optional(),
	/** Settings that the machine's policy decides, whatever was saved. */
	forced: z.array(z.enum(["environment", "sslMode", "passwordMode"])).optional(),
	/** Why the machine's policy does not allow this connection. */
	refused: z.string().optional(),
};
