/**
 * Why a tenant sees a row, or does not: the policies' verdicts over one row, the reasons for an empty table, the plan, who has what on a
 * table, and writes that are tried and rolled back. Everything is asked in one transaction of the connection's login that takes the
 * application's role, and is rolled back.
 */
import { z } from "zod";
import { base } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

const columnName = z.string().min(1).max(200);
/** As text, as the server would read it; null is SQL's NULL. */
const value = z.string().max(10_000_000).nullable();

/** `schema.table` or `table`, quoted where SQL would quote it; or the two parts as they are. */
const table = z.union([
	z.string().min(1).max(400),
	z.strictObject({ schema: z.string().min(1).max(200), name: z.string().min(1).max(200) }),
]);

/** A column with a value. A list of them is no object, for a column may be called `__proto__`. */
export const columnValue = z.strictObject({ column: columnName, value });
export type ColumnValue = z.infer<typeof columnValue>;

/** One value of the primary key; without `column` it is that of a key of one column. */
export const keyPart = z.strictObject({ column: columnName.optional(), value: z.string().max(100_000) });
export type KeyPart = z.infer<typeof keyPart>;

const asTenant = {
	connection: z.string(),
	/** An id or a slug. */
	tenant: z.string().min(1).max(500),
	table,
	/** The role whose eyes are meant. Default: the application's role of the tenancy profile. */
	role: z.string().min(1).max(63).optional(),
	tenancy: tenancyProfile.optional(),
};
const values = z.array(columnValue).max(1_600);
const chosen = {
	key: z.array(keyPart).min(1).max(32).optional(),
	/** Any columns that choose exactly one row, where there is no primary key. */
	where: values.min(1).optional(),
	/** The row's place, as the server writes it: (0,1). */
	ctid: z.string().max(40).optional(),
};

export const rowCommand = z.enum(["SELECT", "INSERT", "UPDATE", "DELETE"]);
export type RowCommand = z.infer<typeof rowCommand>;

export const rowTable = z.object({
	schema: z.string(),
	name: z.string(),
	/** pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
	kind: z.string(),
	owner: z.string(),
	rlsEnabled: z.boolean(),
	/** FORCE ROW LEVEL SECURITY: its owner is held by it too. */
	rlsForced: z.boolean(),
});
export type RowTable = z.infer<typeof rowTable>;

/** Who looks. */
export const rowViewer = z.object({
	tenant: z.object({ id: z.string(), name: z.string().optional(), status: z.string().optional() }),
	/** current_user while the policies are asked. */
	role: z.string(),
	/** The connection's own login. */
	sessionUser: z.string(),
	/** Whether the policies hold this role on this table: row_security_active(). */
	rowSecurity: z.object({ active: z.boolean(), why: z.string() }),
	/** The statement that chose the tenant; absent where the profile has none. */
	context: z.string().optional(),
});
export type RowViewer = z.infer<typeof rowViewer>;

/** A setting that a policy reads, as it is in the tenant's session. */
export const readSetting = z.object({
	name: z.string(),
	/** null: it is not set at all. */
	value: z.string().nullable(),
	/** The function through which it is read; absent where the policy does itself. */
	through: z.string().optional(),
});
export type ReadSetting = z.infer<typeof readSetting>;

/** A policy's USING or WITH CHECK over the row. */
export const policyClause = z.object({
	clause: z.enum(["USING", "WITH CHECK"]),
	/** What the server holds against: the row as it is (read), the row that is to be changed or removed (reach), the new row (write). */
	step: z.enum(["read", "reach", "write"]),
	expression: z.string(),
	/** In plain words, where the expression has a usual form. */
	words: z.string().optional(),
	/** null keeps out as false does. */
	result: z.enum(["true", "false", "null", "error"]),
	error: z.object({ message: z.string(), sqlstate: z.string(), hint: z.string().optional() }).optional(),
});
export type PolicyClause = z.infer<typeof policyClause>;

/** A policy that counts for this command and this role. */
export const policyVerdict = z.object({
	name: z.string(),
	permissive: z.boolean(),
	/** All of its clauses that count here. */
	passes: z.boolean(),
	/** FOR … */
	command: z.enum(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]),
	/** TO …; `public` for everybody. */
	roles: z.array(z.string()),
	clauses: z.array(policyClause),
	settings: z.array(readSetting),
});
export type PolicyVerdict = z.infer<typeof policyVerdict>;

/** One of the things the server holds a row against, in its order. */
export const verdictStep = z.object({
	step: z.enum(["read", "reach", "write"]),
	passes: z.boolean(),
	/** In one sentence. */
	why: z.string(),
});
export type VerdictStep = z.infer<typeof verdictStep>;

export const rowVerdict = z.object({
	command: rowCommand,
	/**
	 * The statement would meet this row: it is seen, could be inserted as it is, could be updated and stay (with a WHERE on its key), could
	 * be deleted (likewise). Rights and policies together; triggers, constraints and keys are not asked.
	 */
	visible: z.boolean(),
	/** fails: an expression raises an error, and the statement with it. */
	outcome: z.enum(["lets", "keeps", "fails"]),
	/** Why, in one sentence. */
	why: z.string(),
	/** The role has the privileges for it. */
	granted: z.boolean(),
	/** The policies let it, whatever the privileges say. */
	byPolicies: z.boolean(),
	/** Privileges that are missing, each with the statement that gives it. */
	missing: z.array(z.object({ privilege: z.string(), on: z.string(), grant: z.string() })),
	steps: z.array(verdictStep),
	policies: z.array(policyVerdict),
	/** Policies of the table that do not count here. */
	ignored: z.array(z.object({ name: z.string(), why: z.string() })),
});
export type RowVerdict = z.infer<typeof rowVerdict>;

export const explainedRow = z.object({
	table: rowTable,
	viewer: rowViewer,
	/** The row by its primary key; empty without one, and for a row that is only given. */
	key: z.array(columnValue),
	/** Read: it is there · given: it was written down by who asks, and is in no table. */
	origin: z.enum(["read", "given"]),
	/** As the login sees it. */
	row: z.array(
		z.object({
			column: z.string(),
			type: z.string(),
			value: z.string().nullable(),
			/** There is more of it on the server. */
			cut: z.boolean(),
			/** The profile masks it: it did not leave the server. */
			masked: z.boolean(),
		}),
	),
	/** The tenant that the row belongs to, by the tenancy profile; absent where the table has none. */
	rowTenant: z.string().nullable().optional(),
	verdicts: z.array(rowVerdict),
	/** What a SELECT as the tenant found in the same snapshot: the verdict's proof. Absent for a given row. */
	seen: z.boolean().optional(),
	/** In sentences: what these verdicts do not say. */
	notes: z.array(z.string()),
	ms: z.number(),
});
export type ExplainedRow = z.infer<typeof explainedRow>;

/** The first that holds is what to look at first. */
export const zeroCause = z.object({
	cause: z.enum([
		"no-schema-grant",
		"no-table-grant",
		"context-failed",
		"policy-error",
		"empty",
		"no-policy",
		"no-policy-for-role",
		"no-context",
		"tenant-suspended",
		"tenant-has-none",
		"filtered",
		"not-empty",
	]),
	text: z.string(),
	/** What to do about it. */
	next: z.string(),
	/** A statement that would, where there is one. */
	sql: z.string().optional(),
});
export type ZeroCause = z.infer<typeof zeroCause>;

/** Counted up to a bound; `more` where there are more. null: it could not be counted. */
const counted = z.object({ rows: z.number().int(), more: z.boolean() }).nullable();

export const zeroRows = z.object({
	table: rowTable,
	viewer: rowViewer,
	counts: z.object({
		tenant: counted,
		/** For the connection's login. */
		administrator: counted,
		/** For the login, those that belong to the tenant by its column; null where the table has none. */
		ofTenant: counted,
	}),
	/** The login is held by the policies itself: its count is no count of the table. */
	administratorIsFiltered: z.boolean(),
	settings: z.array(readSetting),
	causes: z.array(zeroCause),
	ms: z.number(),
});
export type ZeroRows = z.infer<typeof zeroRows>;

/** A node of a plan, in the order in which it is drawn. */
export const planNode = z.object({
	/** 0 for the root. */
	depth: z.number().int(),
	/** Index Scan, Seq Scan, Sort … */
	node: z.string(),
	/** As its parent uses it: Outer, Inner, SubPlan, InitPlan …; and the sub-plan's name. */
	relationship: z.string().optional(),
	relation: z.string().optional(),
	index: z.string().optional(),
	/** What an index answers, and what is asked of each row. */
	indexCond: z.string().optional(),
	recheckCond: z.string().optional(),
	filter: z.string().optional(),
	joinCond: z.string().optional(),
	sortKey: z.array(z.string()).optional(),
	/** Estimates of the server. */
	rows: z.number(),
	startupCost: z.number(),
	totalCost: z.number(),
	/** tenant-index: an index is asked for the tenant column · policy-filter: each row is held against a policy · other: not in the other plan. */
	marks: z.array(z.enum(["tenant-index", "policy-filter", "other"])),
});
export type PlanNode = z.infer<typeof planNode>;

export const planSide = z.object({
	nodes: z.array(planNode),
	/** Cut at 500 nodes. */
	truncated: z.boolean(),
	rows: z.number(),
	totalCost: z.number(),
	/** Why there is none: the server's words. */
	error: z.object({ message: z.string(), sqlstate: z.string(), hint: z.string().optional() }).optional(),
});
export type PlanSide = z.infer<typeof planSide>;

export const comparedPlans = z.object({
	table: rowTable,
	viewer: rowViewer,
	/** The statement, as Bulkhead wrote it; its values are parameters. */
	statement: z.string(),
	tenant: planSide,
	administrator: planSide,
	/** In sentences: what the policies cost here, and whether an index serves them. */
	findings: z.array(z.string()),
	ms: z.number(),
});
export type ComparedPlans = z.infer<typeof comparedPlans>;

export const policyWords = z.object({
	name: z.string(),
	permissive: z.boolean(),
	command: z.enum(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]),
	roles: z.array(z.string()),
	using: z.string().optional(),
	check: z.string().optional(),
	/** The whole policy in a sentence. */
	words: z.string(),
	comment: z.string().optional(),
	/** Settings that it reads, and through which functions. */
	reads: z.array(z.object({ name: z.string(), through: z.string().optional() })),
});
export type PolicyWords = z.infer<typeof policyWords>;

export const tablePrivilege = z.object({
	/** SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN. */
	privilege: z.string(),
	/** Only these columns; absent for the whole table. */
	columns: z.array(z.string()).optional(),
	/** The role that it was granted to, where that is another: it has it by membership. `public`: everybody has. */
	through: z.string().optional(),
	/** May be granted on. */
	grantable: z.boolean(),
});
export type TablePrivilege = z.infer<typeof tablePrivilege>;

export const roleOnTable = z.object({
	role: z.string(),
	login: z.boolean(),
	/** Why the policies do not hold it; absent where they do. */
	bypasses: z.enum(["superuser", "bypassrls", "owner", "rls-off"]).optional(),
	privileges: z.array(tablePrivilege),
	/** Policies that count for it. */
	policies: z.array(z.string()),
});
export type RoleOnTable = z.infer<typeof roleOnTable>;

export const tablePolicies = z.object({
	table: rowTable,
	policies: z.array(policyWords),
	/** Everybody who has anything on it; at most 500. */
	roles: z.array(roleOnTable),
	/** In sentences: what these add up to. */
	notes: z.array(z.string()),
	ms: z.number(),
});
export type TablePolicies = z.infer<typeof tablePolicies>;

/** Written by Bulkhead: the table, the row, the values. */
export const rowWrite = z.discriminatedUnion("command", [
	z.strictObject({ command: z.literal("INSERT"), values }),
	z.strictObject({ command: z.literal("UPDATE"), ...chosen, values: values.min(1) }),
	z.strictObject({ command: z.literal("DELETE"), ...chosen }),
]);
export type RowWrite = z.infer<typeof rowWrite>;

export const firedTrigger = z.object({
	name: z.string(),
	timing: z.enum(["BEFORE", "AFTER", "INSTEAD OF"]),
	level: z.enum(["ROW", "STATEMENT"]),
	/** schema.name of its function. */
	function: z.string(),
	/** The function runs with its owner's rights. */
	definer: z.boolean(),
	/** The table that it is on, where that is another: a partition's, or one that a foreign key acts on. */
	on: z.string().optional(),
});
export type FiredTrigger = z.infer<typeof firedTrigger>;

export const rehearsedWrite = z.object({
	table: rowTable,
	viewer: rowViewer,
	command: z.enum(["INSERT", "UPDATE", "DELETE"]),
	/** As it was run, with $1, $2 … for its values. */
	statement: z.string(),
	/** done: it went through, and was rolled back · no-row: it met none · refused: a policy or a right forbids it · failed: a constraint, a trigger, a type. */
	outcome: z.enum(["done", "no-row", "refused", "failed"]),
	rows: z.number().int(),
	/** In one sentence. */
	why: z.string(),
	error: z
		.object({
			message: z.string(),
			sqlstate: z.string(),
			detail: z.string().optional(),
			hint: z.string().optional(),
		})
		.optional(),
	/** In the order in which the server fires them. */
	triggers: z.array(firedTrigger),
	/** Sequences that have moved; a rollback does not take them back. */
	sequences: z.array(z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
	/** In sentences: what a rollback leaves behind. */
	notes: z.array(z.string()),
	ms: z.number(),
});
export type RehearsedWrite = z.infer<typeof rehearsedWrite>;

const reason = z.string().trim().min(3).max(2_000);
const ticket = z.string().trim().min(1).max(200);
/** Kept in the audit trail. */
const why = { reason: reason.optional(), ticket: ticket.optional() };

export const rows = {
	/**
	 * Which policies let or keep out a row, for each command. One of `key`, `where`, `ctid` for a row that is there; `row` for one that
	 * is not: its columns, the rest null. `set`: what an UPDATE would change, so that the new row is held against WITH CHECK.
	 * NOT_FOUND for the tenant, the table, the row; BAD_INPUT without a primary key, for a view, for a value of another type.
	 */
	explain: base
		.input(
			z.strictObject({ ...asTenant, ...why, ...chosen, row: values.min(1).optional(), set: values.min(1).optional() }),
		)
		.output(explainedRow),
	/** Why a tenant sees nothing in a table. Counts at most `atMost` rows (default 100,000). */
	whyZero: base
		.input(z.strictObject({ ...asTenant, ...why, atMost: z.number().int().min(1).max(10_000_000).optional() }))
		.output(zeroRows),
	/** How the server would read the table for the tenant, beside how it would for the login. Nothing is run. */
	plan: base
		.input(
			z.strictObject({
				...asTenant,
				/** Equalities that a reader filters by. */
				filters: z.array(columnValue).max(50).optional(),
				sort: z
					.array(z.strictObject({ column: columnName, desc: z.boolean().optional() }))
					.max(8)
					.optional(),
				/** Default: 200. */
				limit: z.number().int().min(1).max(1_000_000).optional(),
			}),
		)
		.output(comparedPlans),
	/** A table's policies in words, and who has what on it. */
	policies: base.input(z.strictObject({ connection: z.string(), table })).output(tablePolicies),
	/**
	 * A write as the tenant, in a transaction that is rolled back. REFUSED where a rollback would not undo it, and while the connection is
	 * locked against writing.
	 */
	rehearseWrite: base
		.input(z.strictObject({ ...asTenant, write: rowWrite, reason, ticket: ticket.optional() }))
		.output(rehearsedWrite),
};
