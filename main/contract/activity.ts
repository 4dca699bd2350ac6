import { z } from "zod";
import { base } from "./base.ts";

/** A session that keeps another waiting. What this role may not see of it is empty. */
export const blocker = z.object({
	pid: z.number().int(),
	user: z.string(),
	host: z.string(),
	application: z.string(),
	/** active, idle in transaction, … as pg_stat_activity has it. */
	state: z.string(),
	/** When its transaction began, by the server's clock. */
	since: z.date().optional(),
	/** Its running or last statement on one line, at most 160 characters. */
	query: z.string(),
	/** Whether it waits for somebody itself: then that one comes first. */
	waits: z.boolean(),
	/** This role may not see what it does, from where, and since when: it is no member of pg_read_all_stats. */
	hidden: z.boolean().optional(),
});
export type Blocker = z.infer<typeof blocker>;

/** cancel: ends the running statement · terminate: ends the session, its transaction is rolled back. */
export const stopHow = z.enum(["cancel", "terminate"]);
export type StopHow = z.infer<typeof stopHow>;

export const activity = {
	/** Asks a session of this database to stop; `heard` is false when it was gone already. */
	stop: base
		.input(z.strictObject({ connection: z.string(), pid: z.number().int().positive(), how: stopHow }))
		.output(z.object({ heard: z.boolean() })),
};
