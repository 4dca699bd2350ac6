/**
 * Health of one database's indexes and of the plans that row-level security leaves. A *check* asks one question of each object it concerns:
 * what comes of it is a finding, nothing, or that it could not be asked. What could not be asked never counts as well.
 */
import { z } from "zod";
import { base } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

/** ERROR: wrong for certain, never by a counter alone · WARN: costs something and can be mended · INFO: worth knowing. */
export const indexSeverity = z.enum(["ERROR", "WARN", "INFO"]);
export type IndexSeverity = z.infer<typeof indexSeverity>;

export const indexFix = z.object({
	/** Statements, one below the other; CONCURRENTLY where PostgreSQL has it. */
	sql: z.string(),
	/** What takes them back. Empty where nothing has to be: a REINDEX, an ANALYZE. */
	undo: z.string(),
	/** What the statements lock, and for how long. */
	lock: z.string(),
	/** What they read, write and need: time, disk, WAL. */
	cost: z.string(),
	/** Why they cannot be put into a migration file. */
	byHand: z.string().optional(),
});
export type IndexFix = z.infer<typeof indexFix>;

/** One figure or text that speaks for the finding: `scans in window` 0. */
export const indexEvidence = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
export type IndexEvidence = z.infer<typeof indexEvidence>;

export const indexFinding = z.object({
	check: z.string(),
	severity: indexSeverity,
	/** `index public.orders_status_idx`, `table public.orders`, `policy p on public.orders`. With the check it names the finding. */
	object: z.string(),
	/** The table that it belongs to, for filters and the drill-down; absent where it is the database's. */
	table: z.string().optional(),
	/** What is so. */
	detail: z.string(),
	/** Why it matters, in one sentence. */
	why: z.string(),
	evidence: z.array(indexEvidence),
	/** How sure it is where the figures are estimates. */
	confidence: z.enum(["high", "low"]).optional(),
	/** Plans, statements: shown as they are. */
	plan: z.string().optional(),
	fix: indexFix.optional(),
});
export type IndexFinding = z.infer<typeof indexFinding>;

export const indexCheck = z.object({
	check: z.string(),
	/** The question, as a sentence. */
	asks: z.string(),
	/** Objects that it was asked of, and how many findings came of it. */
	objects: z.number().int(),
	findings: z.number().int(),
});

/** What this login can and cannot judge, said before anything is judged. */
export const indexSight = z.object({
	/** `statistics of tables behind row-level security`, `scans of other nodes`. */
	what: z.string(),
	seen: z.boolean(),
	/** How to get it: a role, an extension, a connection to a replica. */
	cure: z.string().optional(),
});
export type IndexSight = z.infer<typeof indexSight>;

/** How long the counters have counted, by node: "unused" means over this window. */
export const indexWindow = z.object({
	node: z.string(),
	role: z.enum(["primary", "standby"]),
	since: z.iso.datetime().nullable(),
	/** What set the beginning: `reset`, `crash`, `failover`, `first seen`. */
	because: z.string(),
	days: z.number(),
});
export type IndexWindow = z.infer<typeof indexWindow>;

export const indexTable = z.object({
	/** `public.orders`. */
	table: z.string(),
	/** Rows by the planner's estimate; null where it was never analysed. */
	rows: z.number().nullable(),
	/** Bytes of the heap with its TOAST, and of all its indexes. */
	heapBytes: z.number(),
	indexBytes: z.number(),
	indexes: z.number().int(),
	/** Bytes that a rebuild would give back, where they could be judged. */
	bloatBytes: z.number().nullable(),
	secured: z.boolean(),
	findings: z.object({ ERROR: z.number().int(), WARN: z.number().int(), INFO: z.number().int() }),
});
export type IndexTable = z.infer<typeof indexTable>;

export const indexHealth = z.object({
	database: z.string(),
	server: z.object({ version: z.string(), standby: z.boolean() }),
	role: z.object({ name: z.string(), superuser: z.boolean(), bypassrls: z.boolean() }),
	/** Whom the plans are made for; empty where the application's role is not known. */
	application: z.array(z.string()),
	/** 0–100: see docs/index-health.md for how it is counted. Null where too much could not be judged. */
	score: z.number().int().nullable(),
	/** The gravest first, then the one that costs most. */
	findings: z.array(indexFinding),
	evaluated: z.array(indexCheck),
	/** Objects that a check could not judge, gathered by reason; without objects: the whole check. */
	notEvaluated: z.array(
		z.object({
			check: z.string(),
			reason: z.string(),
			/** The first few by name, and how many there are. */
			objects: z.array(z.string()),
			count: z.number().int(),
		}),
	),
	sight: z.array(indexSight),
	windows: z.array(indexWindow),
	/** The largest first, at most 2,000; `tablesInAll` says how many there are. */
	tables: z.array(indexTable),
	tablesInAll: z.number().int(),
	indexesInAll: z.number().int(),
	problems: z.array(z.string()),
	ms: z.number(),
});
export type IndexHealth = z.infer<typeof indexHealth>;

/** One index in the drill-down of its table. */
export const indexDetail = z.object({
	name: z.string(),
	/** As pg_get_indexdef has it. */
	definition: z.string(),
	bytes: z.number(),
	valid: z.boolean(),
	ready: z.boolean(),
	/** What it is there for beside queries: `primary key`, `unique`, `foreign key orders_customer_fkey`, `tenant contract`. */
	serves: z.array(z.string()),
	/** Within the window, over the nodes that were read. */
	scans: z.number().nullable(),
	rowsRead: z.number().nullable(),
	/** Only where the server keeps it (16 and newer). */
	lastScan: z.iso.datetime().nullable(),
	bloat: z.object({ bytes: z.number(), share: z.number(), confidence: z.enum(["high", "low"]) }).nullable(),
	/** Why `bloat` is null. */
	bloatUnknown: z.string().optional(),
});
export type IndexDetail = z.infer<typeof indexDetail>;

/** Rows and bytes of a tenant in a table, from the planner's statistics: shares, not a count. */
export const hotTenant = z.object({ tenant: z.string(), share: z.number(), rows: z.number(), indexBytes: z.number() });

export const indexTableDetail = z.object({
	table: z.string(),
	rows: z.number().nullable(),
	heapBytes: z.number(),
	indexes: z.array(indexDetail),
	findings: z.array(indexFinding),
	tenants: z.object({
		/** The largest first, at most 20; empty with a reason where the statistics do not say. */
		hot: z.array(hotTenant),
		reason: z.string().optional(),
	}),
	/** Plans of the newest rows of this table: as the application's role for one tenant, and as this login. */
	plans: z.object({
		application: z.object({ role: z.string(), tenant: z.string(), plan: z.string(), cost: z.number() }).optional(),
		administrator: z.object({ role: z.string(), plan: z.string(), cost: z.number() }).optional(),
		statement: z.string(),
		/** Why one of them is missing. */
		reason: z.string().optional(),
	}),
});
export type IndexTableDetail = z.infer<typeof indexTableDetail>;

export const indexBuild = z.object({
	pid: z.number().int(),
	table: z.string(),
	index: z.string().nullable(),
	command: z.string(),
	phase: z.string(),
	/** 0–1 of the phase, where it can be told. */
	progress: z.number().nullable(),
	/** Whom it waits for. */
	waitsFor: z.array(z.number().int()),
	since: z.iso.datetime().nullable(),
});
export type IndexBuild = z.infer<typeof indexBuild>;

/** "Everything is slow": what waits, what is still being built, what is broken and what nobody uses. */
export const slowness = z.object({
	waits: z.array(
		z.object({
			/** `Lock · transactionid`, `IO · DataFileRead`, `CPU`. */
			event: z.string(),
			sessions: z.number().int(),
			/** The longest of them, in milliseconds. */
			longestMs: z.number(),
			pids: z.array(z.number().int()),
		}),
	),
	builds: z.array(indexBuild),
	invalid: z.array(z.object({ index: z.string(), table: z.string(), fix: z.string() })),
	neverUsed: z.array(z.object({ index: z.string(), table: z.string(), bytes: z.number(), days: z.number() })),
	/** In plain words what to do first, and what could not be seen. */
	says: z.array(z.string()),
});
export type Slowness = z.infer<typeof slowness>;

export const indexMoment = z.object({
	id: z.string(),
	at: z.iso.datetime(),
	/** What it was taken for: `look`, `before 007`, `after 007`. */
	because: z.string(),
	score: z.number().int().nullable(),
	findings: z.object({ ERROR: z.number().int(), WARN: z.number().int(), INFO: z.number().int() }),
	/** How much could not be judged; absent in looks that were kept before it was counted. */
	open: z.number().int().optional(),
	indexes: z.number().int(),
	indexBytes: z.number(),
});
export type IndexMoment = z.infer<typeof indexMoment>;

export const indexDifference = z.object({
	from: indexMoment,
	to: indexMoment,
	/** By check and object. */
	appeared: z.array(indexFinding),
	gone: z.array(indexFinding),
	/** Index definitions. */
	added: z.array(z.string()),
	dropped: z.array(z.string()),
	changed: z.array(z.object({ index: z.string(), before: z.string(), after: z.string() })),
});
export type IndexDifference = z.infer<typeof indexDifference>;

/** A query with and without: plans of PostgreSQL's own, nothing executed. */
export const whatIf = z.object({
	/** `hypopg`, or `a copy without rows` where that is not installed: then costs are of empty tables and only the shape of plans counts. */
	by: z.enum(["hypopg", "empty copy", "catalogue"]),
	/** Bytes that would be freed or taken, where they can be told. */
	bytes: z.number().nullable(),
	statements: z.array(
		z.object({
			/** The query as recorded, cut at 2,000 characters. */
			query: z.string(),
			calls: z.number().nullable(),
			costBefore: z.number(),
			costAfter: z.number(),
			planBefore: z.string(),
			planAfter: z.string(),
			/** The plan differs. */
			changes: z.boolean(),
		}),
	),
	/** Queries that could not be planned, with the reason. */
	left: z.array(z.object({ query: z.string(), reason: z.string() })),
	/** Where the queries come from, or why there are none. */
	says: z.string(),
});
export type WhatIf = z.infer<typeof whatIf>;

export const exactBloat = z.object({
	index: z.string(),
	bytes: z.number(),
	/** Reclaimable bytes: leaf density, deleted and empty pages. */
	bloatBytes: z.number(),
	share: z.number(),
	leafDensity: z.number(),
	deletedPages: z.number(),
	emptyPages: z.number(),
	ms: z.number(),
});
export type ExactBloat = z.infer<typeof exactBloat>;

const look = {
	connection: z.string(),
	tenancy: tenancyProfile.optional(),
	/** Saved connections to replicas of the same cluster: their scans are added up. */
	replicas: z.array(z.string()).max(20).optional(),
};
const named = z.strictObject({ check: z.string().max(100), object: z.string().max(1_000) });
const indexName = z.string().max(400);

export const indexFiles = z.object({
	id: z.string(),
	files: z.array(z.object({ path: z.string(), text: z.string() })),
	folder: z.string(),
	written: z.boolean(),
});
export type IndexFiles = z.infer<typeof indexFiles>;

export const indexes = {
	/** Asks every check, in one read-only transaction of catalogue queries and plain EXPLAINs; the outcome is kept in the history. */
	examine: base.input(z.strictObject(look)).output(indexHealth),
	/** Everything about one table's indexes. `table` is qualified and quoted as PostgreSQL prints it. NOT_FOUND where it is not there. */
	table: base.input(z.strictObject({ ...look, table: z.string().max(400) })).output(indexTableDetail),
	/** Indexes that are being built or rebuilt now. */
	builds: base.input(z.strictObject({ connection: z.string() })).output(z.array(indexBuild)),
	slow: base.input(z.strictObject({ connection: z.string() })).output(slowness),
	/** What earlier looks found, newest first, at most 500. */
	history: base.input(z.strictObject({ connection: z.string() })).output(z.array(indexMoment)),
	difference: base
		.input(z.strictObject({ connection: z.string(), from: z.string(), to: z.string() }))
		.output(indexDifference),
	/** Plans of the recorded queries without this index. */
	withoutIndex: base.input(z.strictObject({ ...look, index: indexName })).output(whatIf),
	/** Plans of the recorded queries with one more. `columns` are names or expressions in parentheses, with DESC where wanted. */
	withIndex: base
		.input(
			z.strictObject({ ...look, table: z.string().max(400), columns: z.array(z.string().max(400)).min(1).max(32) }),
		)
		.output(whatIf),
	/** Reads the whole index through pgstattuple. REFUSED without the extension or the right to it. */
	exact: base.input(z.strictObject({ connection: z.string(), index: indexName })).output(exactBloat),
	/** As doctor.migrationFile: the fixes of these findings as the next migration, with its rollback and checks. */
	migrationFile: base
		.input(
			z.strictObject({
				...look,
				findings: z.array(named).min(1).max(500),
				name: z
					.string()
					.regex(/^[a-z0-9_]{1,80}$/)
					.optional(),
				write: z.boolean().optional(),
			}),
		)
		.output(indexFiles),
};
