/** Every table as every tenant: does a row come back that is not that tenant's? */
import { z } from "zod";
import { base, jobStarted } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

/** Foreign rows of one table and tenant that are counted; of a table that leaks to many tenants, fewer for the later ones. */
export const SCAN_COUNTED = 100_000;
/** Tenants whose own rows are counted too, for the matrix, and up to how many. */
export const SCAN_MATRIX_TENANTS = 50;
export const SCAN_OWN_COUNTED = 1_000;

/** Rows that a tenant was given and that are not its own. */
export const foreignRows = z.object({
	/** Qualified name. */
	table: z.string(),
	tenant: z.string(),
	/** As the table of tenants calls it. */
	name: z.string().optional(),
	rows: z.number().int(),
	/** There are so many or more: counting ended there, or was cut short. */
	atLeast: z.boolean().optional(),
	/** Whose they are, the most first, at most 5; null: nobody's, or a path that leads to no row that this tenant sees. */
	owners: z.array(z.object({ tenant: z.string().nullable(), rows: z.number().int() })),
});
export type ForeignRows = z.infer<typeof foreignRows>;

/** What was not looked at, and why. Nothing is said of it: it may leak. */
export const notEvaluated = z.object({
	/** Absent: every table. */
	table: z.string().optional(),
	/** One of the tenants that it is so for; absent: every tenant. */
	tenant: z.string().optional(),
	/** How many tenants; 0 where that is not known, or it is about none of them. */
	tenants: z.number().int(),
	reason: z.string(),
});
export type NotEvaluated = z.infer<typeof notEvaluated>;

/** Rows of a tenant that no table of tenants has; null: rows without a tenant. */
export const orphanRows = z.object({
	table: z.string(),
	tenant: z.string().nullable(),
	rows: z.number().int(),
	atLeast: z.boolean().optional(),
});
export type OrphanRows = z.infer<typeof orphanRows>;

export const scannedTable = z.object({
	table: z.string(),
	/** Tenants as whom it was asked. */
	tenants: z.number().int(),
	/** Of the tenants in the matrix: those that saw rows of their own. A table in which none did is no proof. */
	sawRows: z.number().int(),
	foreignTenants: z.number().int(),
	/** The role may not read it: nothing can come back. */
	noAccess: z.boolean(),
	/** Own and foreign rows that each tenant of the matrix saw, in its order; null: not evaluated. More than 1,000 own rows are told as 1,001. */
	own: z.array(z.number().int().nullable()),
	foreign: z.array(z.number().int().nullable()),
});
export type ScannedTable = z.infer<typeof scannedTable>;

export const scanResult = z.object({
	id: z.string(),
	startedAt: z.date(),
	/** Of the time in which it worked, whatever it was interrupted. */
	ms: z.number(),
	/** Whom the tables were asked as; absent: as the login itself. */
	role: z.string().optional(),
	/** Roles that the context made of it, where they were others. */
	becameRoles: z.array(z.string()),
	/** Tables and tenants that were to be asked. */
	tables: z.number().int(),
	tenants: z.number().int(),
	/** Tenants that there are. */
	tenantsThere: z.number().int(),
	/** Pairs of table and tenant that were asked. */
	evaluated: z.number().int(),
	/** By table and tenant; at most 10,000. */
	foreignRows: z.array(foreignRows),
	foreignLeftOut: z.number().int(),
	notEvaluated: z.array(notEvaluated),
	orphans: z.array(orphanRows),
	byTable: z.array(scannedTable),
	/** Tenants of the matrix. */
	matrix: z.array(z.object({ id: z.string(), name: z.string().optional() })),
	/** It goes on from an interrupted scan that had begun then; so many tenants were done. */
	resumed: z.object({ startedAt: z.coerce.date(), tenants: z.number().int() }).optional(),
	/** Of the whole that is only a part: in sentences. */
	notes: z.array(z.string()),
});
export type ScanResult = z.infer<typeof scanResult>;

/** What a scan is asked for; each absent: all. One that is gone on with has to be asked for the same. */
export const scanChoice = {
	/** Qualified names. */
	tables: z.array(z.string().min(1).max(400)).max(10_000).optional(),
	/** Ids or slugs. */
	tenants: z.array(z.string().min(1).max(400)).max(100_000).optional(),
	/** So many tenants, spread over all: the same ones each time. */
	sample: z.number().int().min(1).max(10_000_000).optional(),
};

/** A scan that was interrupted, and can go on. */
export const unfinishedScan = z.object({
	id: z.string(),
	startedAt: z.date(),
	asked: z.object(scanChoice),
	done: z.number().int(),
	of: z.number().int(),
	/** Foreign rows were found so far. */
	found: z.boolean(),
});
export type UnfinishedScan = z.infer<typeof unfinishedScan>;

/** How a table is guarded. */
export const coveredTable = z.object({
	table: z.string(),
	/** As pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
	kind: z.string(),
	/** It is a partition or a child of this one. */
	parent: z.string().optional(),
	rls: z.boolean(),
	forced: z.boolean(),
	owner: z.string(),
	/** Names of the policies that count for the application's role, by command. */
	policies: z.object({
		select: z.array(z.string()),
		insert: z.array(z.string()),
		update: z.array(z.string()),
		delete: z.array(z.string()),
	}),
	/** The column, or the path to it: `order_id → sales.orders.account_id`. */
	tenantColumn: z.string(),
	/** An index begins with it, or with the first column of the path. */
	tenantIndex: z.boolean(),
	/** The application's role may read it. */
	readable: z.boolean(),
});
export type CoveredTable = z.infer<typeof coveredTable>;

export const coverageResult = z.object({
	role: z.string().optional(),
	tables: z.array(coveredTable),
	/** In sentences: why less is known. */
	problems: z.array(z.string()),
	/** The last scan of this database that came to its end. */
	last: scanResult.optional(),
	unfinished: unfinishedScan.optional(),
});
export type CoverageResult = z.infer<typeof coverageResult>;

/** What a scan has found so far. Plain data: kept while it goes on, and gone on with. */
export const scanTally = z.object({
	/** By the place of the table among those that are asked. */
	byTable: z.array(scannedTable),
	foreign: z.array(foreignRows),
	foreignLeftOut: z.number().int(),
	missed: z.array(notEvaluated),
	/** Tables that failed once, why, and the tenants (by their places) that they still have to be asked as, alone. */
	owing: z.array(z.object({ table: z.number().int(), reason: z.string(), tenants: z.array(z.number().int()) })),
	/** Whom the context made of the session. */
	roles: z.array(z.string()),
	/** Pieces of the tenants that are done. */
	pieces: z.array(z.number().int()),
});
export type ScanTally = z.infer<typeof scanTally>;

/** A scan as it is kept on this machine; without `result` it has not come to its end. */
export const keptScan = z.object({
	/** Of the server and database; and of everything that decides what is asked. */
	place: z.string(),
	question: z.string(),
	asked: z.object(scanChoice),
	startedAt: z.coerce.date(),
	/** Ids of the tenants, in their order; none once the scan is done. */
	tenants: z.array(z.string()),
	workedMs: z.number(),
	tally: scanTally.optional(),
	result: scanResult.extend({ startedAt: z.coerce.date() }).optional(),
});
export type KeptScan = z.infer<typeof keptScan>;

const which = { connection: z.string(), tenancy: tenancyProfile.optional() };

export const isolationScan = {
	/** One job. CANCELLED, CONNECTION_LOST: what is done is kept, and `resume` goes on with it. */
	start: base
		.input(
			z.strictObject({
				...which,
				...scanChoice,
				/** Sessions at the same time; default 2. */
				sessions: z.number().int().min(1).max(8).optional(),
				/** For one statement; default 5,000. */
				timeoutMs: z.number().int().min(50).max(600_000).optional(),
				/** Goes on with the interrupted scan that asked the same; where there is none, or the tables have changed, it begins anew and says so. */
				resume: z.boolean().optional(),
			}),
		)
		.output(jobStarted),
	/** How each table is guarded, and what the last scan saw. */
	coverage: base.input(z.strictObject(which)).output(coverageResult),
};
