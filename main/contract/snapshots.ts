import { z } from "zod";
import { base, jobStarted } from "./base.ts";
import { certificateNote } from "./certificates.ts";
import { migrationId } from "./migration-id.ts";
import { typedName } from "./saved-connection.ts";

/** The version of a snapshot's content that this Bulkhead writes and reads. */
export const SNAPSHOT_FORMAT = 1;

/** What was kept of one table: all of it, or the columns that went, with the key by which their values find their rows again. */
export const keptTable = z.object({
	schema: z.string(),
	name: z.string(),
	whole: z.boolean(),
	/** In the order of the data; `type` as PostgreSQL writes it. */
	columns: z.array(z.object({ name: z.string(), type: z.string() })),
	/** Columns of the primary key, or of a unique key without nulls; empty where there is none. */
	key: z.array(z.string()),
	rows: z.number().int(),
	/** As SQL, for people: constraints, indexes and policies that went with it. */
	definition: z.array(z.string()),
});
export type KeptTable = z.infer<typeof keptTable>;

/** What stands at the beginning of a snapshot. */
export const snapshotHead = z.object({
	format: z.literal(SNAPSHOT_FORMAT),
	id: z.string(),
	at: z.iso.datetime(),
	database: z.string(),
	/** Version of the server. */
	server: z.string(),
	/** user@host of who rolled back. */
	by: z.string(),
	/** Bulkhead's version. */
	version: z.string(),
	reason: z.string(),
	/** What the rollback undid, the newest first. */
	migrations: z.array(z.string()),
	tables: z.array(keptTable),
});
export type SnapshotHead = z.infer<typeof snapshotHead>;

export const snapshotSummary = z.object({
	id: z.string(),
	path: z.string(),
	/** On disk. */
	bytes: z.number().int(),
	/** Absent when the head cannot be read. */
	head: snapshotHead.optional(),
	/** Whether every byte is as it was written; absent when it was not looked at. */
	intact: z.boolean().optional(),
});
export type SnapshotSummary = z.infer<typeof snapshotSummary>;

/**
 * One a table: `rows` were put back (rows added, or rows that got their values again); `absent` ones are in the database no more;
 * `kept` ones were written since, stayed as they are, and differ from the snapshot.
 */
export const restoredTable = z.object({
	table: z.string(),
	rows: z.number().int(),
	absent: z.number().int(),
	kept: z.number().int(),
});

export const restoreResult = z.object({
	snapshot: z.string(),
	restored: z.array(restoredTable),
	certificate: certificateNote.optional(),
});
export type RestoreResult = z.infer<typeof restoreResult>;

/** A snapshot that a rollback of this database left, by its ledger, and that was not put back since. */
export const waitingSnapshot = z.object({
	id: z.string(),
	at: z.date(),
	/** Who rolled back, and on which machine: the file lies there. */
	by: z.string(),
	host: z.string(),
	reason: z.string().optional(),
	/** What was rolled back, the newest first. */
	migrations: z.array(migrationId),
	/** Those of them that have to be applied again before it can be put back. */
	missing: z.array(migrationId),
	tables: z.array(z.object({ table: z.string(), rows: z.number().int() })),
	/** Absent where this machine has no such file. */
	path: z.string().optional(),
});
export type WaitingSnapshot = z.infer<typeof waitingSnapshot>;

export const snapshots = {
	/** `check`: every byte is read and compared with the hash that was written. */
	list: base
		.input(z.strictObject({ check: z.boolean().optional() }))
		.output(z.object({ snapshots: z.array(snapshotSummary) })),
	/** What was taken out of this database and can still come back, newest first, at most 50. */
	waiting: base
		.input(z.strictObject({ connection: z.string() }))
		.output(z.object({ waiting: z.array(waitingSnapshot) })),
	/**
	 * A job: puts the data back in one transaction. Rows that were added meanwhile stay. A row that was written since and has the key
	 * of one in the snapshot ends it with REFUSED, unless `keepPresent`: then the row stays, and the snapshot still has the other.
	 */
	restore: base
		.input(
			z.strictObject({
				connection: z.string(),
				id: z.string().max(200),
				keepPresent: z.boolean().optional(),
				typed: typedName,
			}),
		)
		.output(jobStarted),
};
