import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { base } from "./base.ts";
import { typedName } from "./saved-connection.ts";

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

/** A process of the server. What this role may not see is empty, and `hidden` says so. */
export const serverSession = z.object({
	pid: z.number().int(),
	/** client backend, autovacuum worker, walsender, … as pg_stat_activity has it. */
	kind: z.string(),
	user: z.string(),
	application: z.string(),
	/** Where it comes from; `local` for a Unix socket, empty for the server's own. */
	client: z.string(),
	/** Empty for what belongs to no database. */
	database: z.string(),
	/** active, idle, idle in transaction, …; empty for the server's own. */
	state: z.string(),
	/** Since when it is in this state, by the server's clock. */
	since: z.date().optional(),
	began: z.date().optional(),
	/** When its transaction began, where one is open. */
	transactionSince: z.date().optional(),
	/** What it waits for. */
	wait: z.object({ type: z.string(), event: z.string(), text: z.string() }).optional(),
	/** Its running or last statement, at most 400 characters; `inspect` has the rest. */
	query: z.string(),
	/** Processes that keep it waiting. */
	blockedBy: z.array(z.number().int()),
	/** Prepared transactions that do, by their names. */
	blockedByPrepared: z.array(z.string()),
	/** Sessions that wait for it, behind others too. */
	behind: z.number().int(),
	/** Transactions that began since the oldest row that it may still see: until it ends, VACUUM keeps what they left. */
	xminAge: z.number().int().optional(),
	/** Its transaction is open for longer than was asked for. */
	tooLong: z.boolean(),
	/** One of this Bulkhead's own, or of another Bulkhead. */
	bulkhead: z.enum(["this", "other"]).optional(),
	hidden: z.boolean(),
	/** Why this role cannot stop it, or must not; absent where it may. */
	notStoppable: z.string().optional(),
});
export type ServerSession = z.infer<typeof serverSession>;

/** A transaction that was prepared (PREPARE TRANSACTION) and belongs to no session: it keeps its locks until somebody ends it. */
export const preparedTransaction = z.object({
	name: z.string(),
	owner: z.string(),
	database: z.string(),
	since: z.date(),
	behind: z.number().int(),
	xminAge: z.number().int(),
	tooLong: z.boolean(),
	/** The statement that ends it, to be run in its database by its owner or a superuser. */
	resolve: z.string(),
});
export type PreparedTransaction = z.infer<typeof preparedTransaction>;

/** A replication slot that keeps VACUUM back. */
export const holdingSlot = z.object({
	name: z.string(),
	kind: z.enum(["physical", "logical"]),
	/** The walsender that uses it; absent: nobody does. */
	pid: z.number().int().optional(),
	/** Of its rows, or of its catalogue rows: the older. */
	xminAge: z.number().int(),
});
export type HoldingSlot = z.infer<typeof holdingSlot>;

/**
 * One line of the forest "who waits for whom", in the order in which it is drawn: below each the ones that wait for it. Somebody who
 * waits for two stands below both; what is below is told once.
 */
export const blockingNode = z.object({
	/** Of a session; else it is a prepared transaction. */
	pid: z.number().int().optional(),
	prepared: z.string().optional(),
	/** 1 for a root. */
	depth: z.number().int(),
	/** again: its own followers are told above · circle: it waits for one that waits for it; the server ends one of them. */
	mark: z.enum(["again", "circle"]).optional(),
});
export type BlockingNode = z.infer<typeof blockingNode>;

export const activityResult = z.object({
	at: z.date(),
	database: z.string(),
	/** The role that looks, and how far it sees and reaches. */
	role: z.object({
		name: z.string(),
		superuser: z.boolean(),
		/** Sees what others do: pg_read_all_stats. */
		seesAll: z.boolean(),
		/** May stop others' sessions: pg_signal_backend. */
		stopsAll: z.boolean(),
	}),
	/** In sentences: what this role does not see, what was left out. */
	notes: z.array(z.string()),
	/** At most 2,000: those that wait or keep others waiting first. */
	sessions: z.array(serverSession),
	/** Sessions there are. */
	total: z.number().int(),
	prepared: z.array(preparedTransaction),
	slots: z.array(holdingSlot),
	tree: z.array(blockingNode),
	/** Milliseconds after which a transaction counts as open for too long. */
	longMs: z.number().int(),
});
export type ActivityResult = z.infer<typeof activityResult>;

export const heldLock = z.object({
	/** relation, transactionid, tuple, advisory, … as pg_locks has it. */
	type: z.string(),
	/** What is locked, in words; a table by its name where it is of this database. */
	object: z.string(),
	mode: z.string(),
	granted: z.boolean(),
	/** Since when it waits for it; from PostgreSQL 14 on. */
	waitsSince: z.date().optional(),
});
export type HeldLock = z.infer<typeof heldLock>;

export const inspectedSession = z.object({
	/** The statement as far as the server keeps it (track_activity_query_size). */
	query: z.string(),
	/** Those it waits for first, at most 500. */
	locks: z.array(heldLock),
	/** How many there are. */
	lockCount: z.number().int(),
});
export type InspectedSession = z.infer<typeof inspectedSession>;

const onConnection = { connection: z.string() };
const pid = z.number().int().positive();

const look = {
	...onConnection,
	/** Sessions of every database; default: of this one, with the server's own. */
	everywhere: z.boolean().optional(),
	/** Default 300,000. */
	longMs: z.number().int().min(1_000).max(86_400_000).optional(),
};

export const activity = {
	/** Who is there, what they wait for, and who keeps whom waiting. */
	list: base.input(z.strictObject(look)).output(activityResult),
	/** The same again and again on one session, until nobody listens. `everyMs`: default 2,000. */
	watch: base
		.input(z.strictObject({ ...look, everyMs: z.number().int().min(500).max(60_000).optional() }))
		.output(eventIterator(activityResult)),
	/** A session's whole statement and its locks. NOT_FOUND where it is gone. */
	inspect: base.input(z.strictObject({ ...onConnection, pid })).output(inspectedSession),
	/**
	 * Asks a session of this database to stop, and looks whether it did. `heard` is false when it was gone already; `ended`: the
	 * statement (cancel) or the session (terminate) was seen to end within three seconds. REFUSED for one of this Bulkhead's own.
	 * `began` of the session keeps a pid from being mistaken for another's.
	 */
	stop: base
		.input(z.strictObject({ ...onConnection, pid, how: stopHow, began: z.date().optional(), typed: typedName }))
		.output(z.object({ heard: z.boolean(), ended: z.boolean().optional() })),
};
