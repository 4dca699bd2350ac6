/** The local store itself: its state, its backups, and the way back to one. docs/local-store.md has the rules. */
import { z } from "zod";
import { base } from "./base.ts";

export const storeBackup = z.object({
	name: z.string(),
	path: z.string(),
	at: z.date(),
	/** `daily`, `asked`, or `step-2`: before the store's own step 2. */
	reason: z.string(),
	bytes: z.number().int(),
});
export type StoreBackup = z.infer<typeof storeBackup>;

/** damaged: the file was set aside, and a new one begun · empty: there are backups, and the store had nothing in it. */
export const storeTrouble = z.object({
	id: z.number().int(),
	at: z.date(),
	what: z.enum(["damaged", "empty"]),
	/** Where the damaged file is. */
	file: z.string().optional(),
});
export type StoreTrouble = z.infer<typeof storeTrouble>;

export const storeState = z.object({
	file: z.string(),
	/** Of its tables. */
	version: z.number().int(),
	bytes: z.number().int(),
	/** Newest first. */
	backups: z.array(storeBackup),
	/** Files that were damaged or replaced; Bulkhead deletes none. */
	aside: z.array(z.string()),
	/** What nobody has answered yet. */
	troubles: z.array(storeTrouble),
});
export type StoreState = z.infer<typeof storeState>;

export const storeCheck = storeState.extend({
	ok: z.boolean(),
	/** In SQLite's words, at most 20. */
	problems: z.array(z.string()),
	backups: z.array(storeBackup.extend({ ok: z.boolean() })),
});
export type StoreCheck = z.infer<typeof storeCheck>;

export const store = {
	state: base.output(storeState),
	/** Reads every page of the store and of its backups. */
	check: base.output(storeCheck),
	backup: base.output(storeBackup),
	/** The newest good backup, or the named one. What was there is kept in `replaced`. */
	restore: base
		.input(z.strictObject({ backup: z.string().max(200).optional() }))
		.output(z.object({ restored: storeBackup, replaced: z.string() })),
	/** Goes on with the store as it is: it is not asked again. */
	dismiss: base.output(z.object({ dismissed: z.number().int() })),
};
