/**
 * The server's own wall for looks through a tenant's eyes: the role `bulkhead_viewer`, and on each tenant table one RESTRICTIVE policy
 * that pins the tenant to the one whom the login names. With it a look is enforced by the server, whatever is asked.
 */
import { z } from "zod";
import { base } from "./base.ts";
import { barrierLeft } from "./rollback.ts";
import { typedName } from "./saved-connection.ts";
import { tenancyProfile } from "./tenancy.ts";

export const barrierTable = z.object({
	schema: z.string(),
	name: z.string(),
	/** pg_class.relkind: r table, p partitioned, v view. */
	kind: z.string(),
});
export type BarrierTable = z.infer<typeof barrierTable>;

export const barrierGap = z.object({
	...barrierTable.shape,
	/** In a sentence: why a tenant view does not show it, or that nothing has been installed for it yet. */
	reason: z.string(),
	/** Installing again closes it. */
	installable: z.boolean(),
});
export type BarrierGap = z.infer<typeof barrierGap>;

export const barrierState = z.object({
	/** The role is there, and at least one table stands behind its policy. */
	installed: z.boolean(),
	/** Behind the wall. */
	tables: z.array(barrierTable),
	/** Tenant tables that are not. */
	missing: z.array(barrierGap),
	/** Whether a look through it is enforced by the server: installed, and nothing leaks past it. */
	holds: z.boolean(),
	/** What is in the way of level 1, in sentences; empty where it holds. */
	leaks: z.array(z.string()),
	/** What everybody on this server may do, and a viewer as well, none of which shows a row of another tenant. */
	open: z.array(z.string()),
	/** Tables that a run took from behind it since it was installed last, and that do not stand there again; the newest first. */
	left: z.array(
		z.object({ ...barrierLeft.shape, migration: z.string(), event: z.enum(["apply", "rollback"]), at: z.date() }),
	),
	/** One-time logins that an ended Bulkhead left behind, and that were dropped just now. */
	swept: z.array(z.string()),
});
export type BarrierState = z.infer<typeof barrierState>;

export const barrierChange = z.object({
	/** What would run, in one transaction. Empty where there is nothing to do. */
	sql: z.string(),
	/** What takes it back. */
	rollback: z.string(),
	/** In sentences: what it means beyond its statements. */
	notes: z.array(z.string()),
});
export type BarrierChange = z.infer<typeof barrierChange>;

export const barrierResult = z.object({
	barrier: barrierState,
	change: barrierChange,
	/** False: there was nothing to do. */
	changed: z.boolean(),
	ms: z.number(),
});
export type BarrierResult = z.infer<typeof barrierResult>;

const where = { connection: z.string(), tenancy: tenancyProfile.optional() };

export const barrier = {
	/** What is there; drops one-time logins that nobody uses any more. */
	check: base.input(z.strictObject(where)).output(barrierState),
	/** The statements that `install` or `remove` would run, for reading before. */
	preview: base.input(z.strictObject({ ...where, what: z.enum(["install", "remove"]) })).output(barrierChange),
	/** In one transaction, with the ledger's entry. Installing again adds what is missing. */
	install: base.input(z.strictObject({ ...where, reason: z.string().max(2_000).optional() })).output(barrierResult),
	/** In one transaction. One-time logins go with it. */
	remove: base
		.input(z.strictObject({ ...where, reason: z.string().max(2_000).optional(), typed: typedName }))
		.output(barrierResult),
};
