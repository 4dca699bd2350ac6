/** Where passwords are kept: the vault under a master password, and the system's key store. */
import { z } from "zod";
import { base } from "./base.ts";

/** Characters that a master password, or the passphrase of an export, has at least. */
export const SHORTEST_MASTER_PASSWORD = 10;

const secret = z.string().max(1_024);
const newSecret = secret.min(SHORTEST_MASTER_PASSWORD);

export const vaultState = z.object({
	state: z.enum(["none", "locked", "open"]),
	/** Passwords in it. */
	entries: z.number().int(),
	/** Minutes without use until it locks. */
	idleMinutes: z.number().int(),
	keyStore: z.object({
		available: z.boolean(),
		/** What keeps the secrets, or why there is none here. */
		says: z.string(),
	}),
});
export type VaultState = z.infer<typeof vaultState>;

export const vault = {
	status: base.output(vaultState),
	/** Makes it, open. REFUSED where there is one. */
	create: base.input(z.strictObject({ password: newSecret })).output(vaultState),
	/** Errors: WRONG_MASTER_PASSWORD, NOT_FOUND. */
	unlock: base.input(z.strictObject({ password: secret })).output(vaultState),
	lock: base.output(vaultState),
	/**
	 * Everything in it is encrypted anew under another key, in one step. `unopened`: names of the connections whose password the old
	 * master password did not open; what is kept of them stays as it is, and they are asked for it. Errors: WRONG_MASTER_PASSWORD.
	 */
	change: base
		.input(z.strictObject({ password: secret, next: newSecret }))
		.output(vaultState.extend({ unopened: z.array(z.string()) })),
	/** Throws it away with all that is in it: what is left when the master password is forgotten. */
	destroy: base.output(z.object({ entries: z.number().int() })),
};
