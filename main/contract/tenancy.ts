/** How a schema keeps its tenants apart: what `--tenancy FILE` says, or what is detected where nothing is said. */
import { z } from "zod";
import { base } from "./base.ts";

const name = z.string().min(1).max(200);
/** schema.table; public where no schema is named. */
const table = z.string().min(1).max(400);

/** A row's tenant is that of the row it points to: `column` of this table holds `key` of that table, which has a tenant itself. */
export const tenantPath = z.strictObject({ column: name, table, key: name });
export type TenantPath = z.infer<typeof tenantPath>;

export const tenancyProfile = z.strictObject({
	/** The table of tenants: its key, what people call a tenant, and what else a list of them shows. */
	tenants: z
		.strictObject({
			table,
			id: name,
			name: name.optional(),
			slug: name.optional(),
			region: name.optional(),
			plan: name.optional(),
			status: name.optional(),
			adminEmail: name.optional(),
			createdAt: name.optional(),
		})
		.optional(),
	/** The column that holds a row's tenant. */
	tenantColumn: name,
	/** Tables whose column has another name, or that reach their tenant through a foreign key. */
	tables: z.record(table, z.union([name, tenantPath])).optional(),
	/** The role of the application, which its policies are made for. */
	role: name.optional(),
	/** One statement that chooses the session's tenant; `$1` is the tenant's id as text. Such as SELECT public.set_tenant($1). */
	context: z.string().max(2000).optional(),
	/** Columns that a look through a tenant's eyes hides: schema.table.column. */
	mask: z.array(z.string().max(400)).optional(),
});
export type TenancyProfile = z.infer<typeof tenancyProfile>;

const about = z.enum(["column", "tenants", "table", "context", "role"]);

/** What was found by looking, with what speaks for it: a policy, a key, a function. */
export const tenancyFinding = z.object({ about, text: z.string(), evidence: z.array(z.string()) });
export type TenancyFinding = z.infer<typeof tenancyFinding>;

/** Where the catalogue allows more than one answer, or none: what was taken, and what it could be as well. */
export const tenancyQuestion = z.object({
	about,
	text: z.string(),
	chosen: z.string().optional(),
	others: z.array(z.string()),
});
export type TenancyQuestion = z.infer<typeof tenancyQuestion>;

/** A table or view whose rows belong to tenants. */
export const guardedTable = z.object({
	schema: z.string(),
	name: z.string(),
	/** r: table, p: partitioned table, v: view, m: materialised view, f: foreign table. */
	kind: z.string(),
	/** Holds the tenant: of this table, or of the last one that `path` leads to. */
	column: z.string(),
	type: z.string(),
	path: z.array(z.object({ column: z.string(), schema: z.string(), table: z.string(), key: z.string() })),
	/** It is a partition or a child of this one: schema.name. */
	parent: z.string().optional(),
});
export type GuardedTableFacts = z.infer<typeof guardedTable>;

export const tenancyResult = z.object({
	/** What holds, spelled out: what was said, and what was detected beside it. */
	profile: tenancyProfile,
	source: z.enum(["given", "saved", "detected"]),
	tables: z.array(guardedTable),
	findings: z.array(tenancyFinding),
	questions: z.array(tenancyQuestion),
	/** Names that the profile says and the database has not. */
	problems: z.array(z.string()),
});
export type TenancyResult = z.infer<typeof tenancyResult>;

export const tenancyStep = z.object({
	/** Such as `names`, `types`, `tenant`, `role`, `context`; a table's is its name. */
	step: z.string(),
	outcome: z.enum(["ok", "not-ok", "not-evaluated"]),
	/** What was seen, or why not. */
	text: z.string(),
});
export type TenancyStep = z.infer<typeof tenancyStep>;

export const tenancyTestResult = z.object({
	/** No step is not ok. Steps that could not be evaluated are told, and prove nothing. */
	ok: z.boolean(),
	/** The tenant through whose eyes was looked. */
	tenant: z.string().optional(),
	steps: z.array(tenancyStep),
});
export type TenancyTestResult = z.infer<typeof tenancyTestResult>;

const onConnection = { connection: z.string() };

export const tenancy = {
	/** What holds for this connection. `tenancy` stands in for what is saved; `anew`: what is saved does not count. */
	detect: base
		.input(z.strictObject({ ...onConnection, tenancy: tenancyProfile.optional(), anew: z.boolean().optional() }))
		.output(tenancyResult),
	/** Tries it out in a transaction that only reads and is rolled back. `tenant`: id or slug; default: one that has rows. */
	test: base
		.input(
			z.strictObject({ ...onConnection, tenancy: tenancyProfile.optional(), tenant: z.string().max(400).optional() }),
		)
		.output(tenancyTestResult),
	/** Keeps a profile with the connection, instead of a file; without one it is detected again. */
	save: base
		.input(z.strictObject({ ...onConnection, tenancy: tenancyProfile.optional() }))
		.output(z.object({ saved: z.boolean() })),
};
