/**
 * Looks through a tenant's eyes. A *view* is opened once, with a tenant and a reason, and lives in the core for its minutes: the tenant
 * belongs to the view and is in no call. Every look is a transaction of its own that can only read, and carries the evidence of it.
 */
import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { base } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

/** server: PostgreSQL itself keeps the look inside · tool: Bulkhead does, by reading the SQL · structured: no SQL of the reader's own. */
export const viewLevel = z.enum(["server", "tool", "structured"]);
export type ViewLevel = z.infer<typeof viewLevel>;

/** As the server wrote it, in text; null is SQL's NULL. */
const cell = z.string().nullable();

export const viewEvidence = z.object({
	level: viewLevel,
	/** current_user during the look. */
	role: z.string(),
	sessionUser: z.string(),
	/** Of the role that looks, and of the login: true where either is. */
	superuser: z.boolean(),
	bypassrls: z.boolean(),
	/** The tenant's id, as the session has it. */
	tenant: z.string(),
	readOnly: z.boolean(),
	/** row_security_active() of each table of the look, during it. */
	rowSecurity: z.array(z.object({ schema: z.string(), table: z.string(), active: z.boolean() })),
	/** With row_security off the server refused to read (42501), which shows that its policies filter; absent where it was not asked. */
	refusesUnfiltered: z.boolean().optional(),
	/** The tenant's condition was added to the statement as well. */
	filteredByTool: z.boolean(),
	server: z.string(),
	at: z.date(),
});
export type ViewEvidence = z.infer<typeof viewEvidence>;

export const viewTable = z.object({
	schema: z.string(),
	name: z.string(),
	/** pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
	kind: z.string(),
	comment: z.string().optional(),
	/** The server's estimate for the whole table, not for the tenant; absent where nothing is known. */
	estimatedRows: z.number().optional(),
	/** Columns whose values do not leave the server. */
	masked: z.array(z.string()),
	/** It is a partition (or child) of this table: schema.name. */
	parent: z.string().optional(),
});
export type ViewTable = z.infer<typeof viewTable>;

export const leftOutTable = z.object({ schema: z.string(), name: z.string(), reason: z.string() });
export type LeftOutTable = z.infer<typeof leftOutTable>;

export const viewedTenant = z.object({
	id: z.string(),
	name: z.string().optional(),
	slug: z.string().optional(),
	/** As the table of tenants has it; a suspended one can be looked through, and is shown as such. */
	status: z.string().optional(),
});
export type ViewedTenant = z.infer<typeof viewedTenant>;

export const openedView = z.object({
	/** A view's id; nobody else knows it. */
	view: z.string(),
	connection: z.string(),
	level: viewLevel,
	/** In sentences: why it is this level, and what leads to a higher one. */
	why: z.array(z.string()),
	waysUp: z.array(z.string()),
	/** Free SQL is there at the levels server and tool. */
	freeSql: z.boolean(),
	tenant: viewedTenant,
	reason: z.string(),
	ticket: z.string().optional(),
	openedAt: z.date(),
	/** From then on nothing is answered, and what runs is ended. */
	endsAt: z.date(),
	evidence: viewEvidence,
	tables: z.array(viewTable),
	/** Tenant tables that this view does not show, with the reason. */
	leftOut: z.array(leftOutTable),
	/** One-time logins of ended Bulkheads that were dropped on the way. */
	swept: z.array(z.string()),
	/** How often a masked value was revealed in this view. */
	reveals: z.number().int(),
});
export type OpenedView = z.infer<typeof openedView>;

/** What an opening would find; the server has the last word when it is opened. */
export const foreseenView = z.object({
	level: viewLevel,
	why: z.array(z.string()),
	waysUp: z.array(z.string()),
	freeSql: z.boolean(),
	tenant: viewedTenant,
	/** How many tables it would show, and how many of their columns are masked. */
	tables: z.number().int(),
	masked: z.number().int(),
	leftOut: z.array(leftOutTable),
});
export type ForeseenView = z.infer<typeof foreseenView>;

const tableName = z.strictObject({ schema: z.string().min(1).max(200), name: z.string().min(1).max(200) });
export type TableName = z.infer<typeof tableName>;
const columnName = z.string().min(1).max(200);

/**
 * contains and starts: of the value's text, with no regard to capitals. in: `value` is a JSON list of texts. null and not-null have no
 * value. Every value is bound, and cast to the column's type where it is compared.
 */
export const filterOp = z.enum(["=", "<>", "<", "<=", ">", ">=", "contains", "starts", "in", "null", "not-null"]);
export type FilterOp = z.infer<typeof filterOp>;

export const viewFilter = z.strictObject({
	column: columnName,
	op: filterOp,
	value: z.string().max(10_000).optional(),
});
export type ViewFilter = z.infer<typeof viewFilter>;

export const viewSort = z.strictObject({ column: columnName, desc: z.boolean().optional() });
export type ViewSort = z.infer<typeof viewSort>;

const selection = {
	view: z.string(),
	table: tableName,
	filters: z.array(viewFilter).max(50).optional(),
	/** The primary key comes last by itself. */
	sort: z.array(viewSort).max(8).optional(),
};

/** Values of a primary key in its order, as text. */
const key = z.array(z.string().max(100_000)).min(1).max(32);
/** At most 1,600 columns are shown; default: all. */
const columns = z.array(columnName).min(1).max(1_664);

export const viewColumn = z.object({
	name: z.string(),
	/** As format_type writes it. */
	type: z.string(),
	/** Its place in the primary key, from 1. */
	key: z.number().int().optional(),
	/** Its values were replaced on the server. */
	masked: z.boolean().optional(),
	/** What it points to: a peek is possible. */
	references: z.object({ schema: z.string(), name: z.string(), column: z.string() }).optional(),
});
export type ViewColumn = z.infer<typeof viewColumn>;

export const viewRows = z.object({
	columns: z.array(viewColumn),
	rows: z.array(z.array(cell)),
	/** Cells that are longer on the server than here: row and column from 0, and their whole length in characters. */
	cut: z.array(z.object({ row: z.number().int(), column: z.number().int(), length: z.number().int() })),
	/** Give it as `after` for the rows behind these; absent at the end. */
	next: z.array(cell).optional(),
	/** There is more than was sent: rows beyond the limit, or the bytes of an answer were used up. */
	truncated: z.boolean(),
	evidence: viewEvidence,
	ms: z.number(),
});
export type ViewRows = z.infer<typeof viewRows>;

export const viewPiece = z.object({
	/** Text of the file; the pieces one behind the other are the file. */
	text: z.string(),
	rows: z.number().int(),
	/** With the last piece. */
	end: z.object({ rows: z.number().int(), truncated: z.boolean(), evidence: viewEvidence, ms: z.number() }).optional(),
});
export type ViewPiece = z.infer<typeof viewPiece>;

/** Who sees a row: this view's tenant, the other tenant, the connection's own login. */
export const comparedRow = z.object({
	key: z.array(z.string()),
	cells: z.array(cell),
	seenBy: z.object({ tenant: z.boolean(), other: z.boolean(), admin: z.boolean() }),
});
export type ComparedRow = z.infer<typeof comparedRow>;

export const comparison = z.object({
	columns: z.array(viewColumn),
	rows: z.array(comparedRow),
	other: viewedTenant.optional(),
	/** Rows each of them sees in this page. */
	counts: z.object({ tenant: z.number().int(), other: z.number().int(), admin: z.number().int() }),
	/** Why the third column is empty, where the login itself is held by the policies. */
	adminNote: z.string().optional(),
	next: z.array(cell).optional(),
	evidence: viewEvidence,
	ms: z.number(),
});
export type Comparison = z.infer<typeof comparison>;

const minutes = z.number().int().min(1).max(240);
const reason = z.string().trim().min(1, "a look needs a reason").max(2_000);
const ticket = z.string().trim().min(1).max(200);
const sqlText = z.string().min(1).max(1_000_000);
const limit = z.number().int().min(1).max(1_000);

export const views = {
	/** `tenant`: an id or a slug. `require`: REFUSED where it cannot be enforced so far. Default: 30 minutes. */
	open: base
		.input(
			z.strictObject({
				connection: z.string(),
				tenant: z.string().min(1).max(500),
				reason,
				ticket: ticket.optional(),
				minutes: minutes.optional(),
				require: viewLevel.optional(),
				tenancy: tenancyProfile.optional(),
			}),
		)
		.output(openedView),
	/** The level that `open` would have, with the reasons; nothing is opened. */
	foresee: base
		.input(
			z.strictObject({
				connection: z.string(),
				tenant: z.string().min(1).max(500),
				tenancy: tenancyProfile.optional(),
			}),
		)
		.output(foreseenView),
	/** Those that are open in this Bulkhead. */
	list: base
		.input(z.strictObject({ connection: z.string().optional() }))
		.output(z.object({ views: z.array(openedView) })),
	/** Ends it; its one-time login is dropped. False where it had ended. */
	close: base.input(z.strictObject({ view: z.string() })).output(z.object({ closed: z.boolean() })),
	/**
	 * Says that somebody looks through it, as long as this is read; ends with the view. A view that was held and is not any more, for a window
	 * was closed, is ended soon after. One that was never held lives to its time.
	 */
	hold: base.input(z.strictObject({ view: z.string() })).output(eventIterator(z.object({ view: z.string() }))),
	/** More time, for a reason again: counted from now. */
	extend: base
		.input(z.strictObject({ view: z.string(), minutes, reason, ticket: ticket.optional() }))
		.output(openedView),
	/** Rows of one table as the tenant, a page at a time. Default: 200. `after`: `next` of the page before, or a key alone. */
	browse: base
		.input(
			z.strictObject({
				...selection,
				columns: columns.optional(),
				limit: limit.optional(),
				after: z.array(cell).max(64).optional(),
			}),
		)
		.output(viewRows),
	/** How many rows it would be; counted up to `atMost` (default 100,000), then `more`. */
	count: base
		.input(z.strictObject({ ...selection, atMost: z.number().int().min(1).max(10_000_000).optional() }))
		.output(z.object({ rows: z.number().int(), more: z.boolean(), evidence: viewEvidence, ms: z.number() })),
	/** Values that a column has, the most frequent first, of those rows that the other filters leave. None of a masked column. */
	suggest: base
		.input(
			z.strictObject({
				view: z.string(),
				table: tableName,
				column: columnName,
				starts: z.string().max(1_000).optional(),
				filters: z.array(viewFilter).max(50).optional(),
			}),
		)
		.output(
			z.object({
				values: z.array(z.object({ value: cell, rows: z.number().int() })),
				/** Only the first rows were looked at. */
				sampled: z.boolean(),
				evidence: viewEvidence,
				ms: z.number(),
			}),
		),
	/** A cell's whole value, up to 8 million characters from `offset`. NOT_FOUND where the tenant sees no such row. */
	cell: base
		.input(
			z.strictObject({
				view: z.string(),
				table: tableName,
				key,
				column: columnName,
				offset: z.number().int().min(0).optional(),
			}),
		)
		.output(
			z.object({
				value: cell,
				length: z.number().int(),
				truncated: z.boolean(),
				evidence: viewEvidence,
				ms: z.number(),
			}),
		),
	/** The row that a foreign key points to, as the tenant sees it: no row where it does not. */
	peek: base
		.input(z.strictObject({ view: z.string(), table: tableName, key, column: columnName }))
		.output(z.object({ ...viewRows.shape, table: tableName, key: z.array(z.string()) })),
	/** A statement of the reader's own: one SELECT, VALUES or TABLE. REFUSED at level structured. Default: 1,000 rows. */
	sql: base
		.input(z.strictObject({ view: z.string(), text: sqlText, maxRows: z.number().int().min(1).max(10_000).optional() }))
		.output(viewRows),
	/** A file, in pieces. Default: at most 100,000 rows. */
	export: base
		.input(
			z.strictObject({
				view: z.string(),
				from: z.union([
					z.strictObject({
						table: tableName,
						filters: selection.filters,
						sort: selection.sort,
						columns: columns.optional(),
					}),
					z.strictObject({ sql: sqlText }),
				]),
				format: z.enum(["csv", "json"]),
				maxRows: z.number().int().min(1).max(10_000_000).optional(),
			}),
		)
		.output(eventIterator(viewPiece)),
	/** A masked value, for a reason that is kept. */
	reveal: base.input(z.strictObject({ view: z.string(), table: tableName, key, column: columnName, reason })).output(
		z.object({
			value: cell,
			truncated: z.boolean(),
			/** In this view so far. */
			reveals: z.number().int(),
			evidence: viewEvidence,
			ms: z.number(),
		}),
	),
	/**
	 * One table in one snapshot: as this tenant, as another (id or slug), and as the connection's own login, rows matched by primary key. It
	 * shows another tenant's rows by its very nature, and is audited as that. REFUSED without a primary key.
	 */
	compare: base
		.input(
			z.strictObject({
				...selection,
				other: z.string().min(1).max(500).optional(),
				reason,
				columns: columns.optional(),
				limit: limit.optional(),
				after: z.array(cell).max(64).optional(),
			}),
		)
		.output(comparison),
};
