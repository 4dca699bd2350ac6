/** The machine's policy: a file that its administrator writes, and that goes before every setting (docs/connections.md). */
import { z } from "zod";
import { base } from "./base.ts";
import { passwordMode } from "./saved-connection.ts";

const environment = z.enum(["development", "test", "production"]);
const sslMode = z.enum(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]);

/** Host names; `*` stands for any characters: `*.prod.example.com`, `10.1.*`. Letters of either case. */
const hostPatterns = z.array(z.string().trim().min(1).max(253)).max(1_000);

/** The file, as JSON. A word that is not here makes the whole of it invalid: a rule that is not understood is no rule kept. */
export const policyRules = z.strictObject({
	version: z.literal(1),
	/** For people: whom to ask. At most 200 characters. */
	contact: z.string().max(200).optional(),
	/** The first entry that fits a host decides its environment. */
	environments: z
		.array(z.strictObject({ hosts: hostPatterns, environment }))
		.max(1_000)
		.optional(),
	/** A host must fit `allow`, where it is given, and must not fit `deny`. */
	hosts: z.strictObject({ allow: hostPatterns.optional(), deny: hostPatterns.optional() }).optional(),
	/** A weaker sslmode is raised to `minimum`, except for these hosts and for Unix sockets. */
	sslmode: z.strictObject({ minimum: sslMode, except: hostPatterns.optional() }).optional(),
	/** Ways to come by a password that may be used; with one alone it is forced. */
	passwordModes: z.array(passwordMode).min(1).optional(),
	/** `maxMinutes` 0: production stays locked. */
	unlock: z.strictObject({ maxMinutes: z.number().int().min(0).max(480) }).optional(),
	/** The master password's vault locks after so many minutes at the latest. */
	vault: z.strictObject({ maxIdleMinutes: z.number().int().min(1).max(1_440) }).optional(),
	/** Exporting connections. `sealed`: under a passphrase only. */
	export: z.enum(["allowed", "sealed", "forbidden"]).optional(),
	/** Whether what loses data asks for the database's name everywhere. */
	typedConfirmation: z.enum(["production", "always"]).optional(),
});
export type PolicyRules = z.infer<typeof policyRules>;

export const policyState = z.object({
	/** Where the file is, or would be. */
	file: z.string(),
	/** invalid: it is there and cannot be used; nothing that it governs is done. */
	state: z.enum(["none", "active", "invalid"]),
	/** What is wrong with it, in sentences. */
	faults: z.array(z.string()),
	rules: policyRules.optional(),
});
export type PolicyState = z.infer<typeof policyState>;

export const policy = {
	/** The policy as it was read when Bulkhead started. */
	show: base.output(policyState),
};
