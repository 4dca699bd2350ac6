/** What a rollback lays open, and where what it destroys would be kept: known before it runs. */
import { z } from "zod";

/** A table with tenants' rows whose row-level security a rollback takes away: who may then read the rows of every tenant. */
export const exposedTable = z.object({
	/** Qualified name. */
	table: z.string(),
	/** The column that holds the tenant. */
	column: z.string(),
	/** off: row-level security is switched off · unforced: it stays, and binds the table's owner no longer. */
	how: z.enum(["off", "unforced"]),
	/** Roles that policies bound, that may read the table, and that none binds any more: those that can log in first, at most 20. */
	roles: z.array(z.string()),
	/** How many more there are. */
	moreRoles: z.number().int(),
	/** PUBLIC has the right to read it: whoever can connect. */
	everyone: z.boolean(),
});
export type ExposedTable = z.infer<typeof exposedTable>;

/** Room for the snapshot of what would be lost. Bytes. */
export const snapshotRoom = z.object({
	/** Folder of the snapshots on this machine. */
	folder: z.string(),
	/** Size of the tables in the database: compressed it will be less. */
	needed: z.number().int(),
	free: z.number().int(),
});
export type SnapshotRoom = z.infer<typeof snapshotRoom>;

/** A table that a run takes from behind the barrier: its policy and the viewer's right go in the run's own transaction. */
export const barrierLeft = z.object({
	/** Qualified name, as it was. */
	table: z.string(),
	/** What went from under the policy. table: itself · row-security: switched off · column: dropped, or of another type · policy: the policy itself. */
	why: z.enum(["table", "row-security", "column", "policy"]),
});
export type BarrierLeft = z.infer<typeof barrierLeft>;
