/** The tenants of a database, through its tenancy profile: the list, one tenant's dossier, and what can be changed about them. */
import { z } from "zod";
import { auditEntry } from "./audit.ts";
import { base } from "./base.ts";
import { tenancyProfile } from "./tenancy.ts";

/** Null is SQL's NULL, and what the schema has no column for. */
export const tenantRow = z.object({
	/** As text, whatever its type. */
	id: z.string(),
	name: z.string().nullable(),
	slug: z.string().nullable(),
	region: z.string().nullable(),
	plan: z.string().nullable(),
	status: z.string().nullable(),
	adminEmail: z.string().nullable(),
	createdAt: z.date().nullable(),
});
export type TenantRow = z.infer<typeof tenantRow>;

/** What a tenant is told by, besides its id; which of them there are, the schema says. */
export const tenantField = z.enum(["name", "slug", "region", "plan", "status", "adminEmail", "createdAt"]);
export type TenantField = z.infer<typeof tenantField>;

export const tenantSort = z.strictObject({ by: z.enum(["id", ...tenantField.options]), descending: z.boolean() });
export type TenantSort = z.infer<typeof tenantSort>;

/** PostgreSQL keeps no NUL in a text. */
const text = (most: number) =>
	z
		.string()
		.max(most)
		.refine((value) => !value.includes("\0"), "must not hold a NUL character");
const filled = (most: number) => text(most).refine((value) => value.trim() !== "", "must not be empty");

const onDatabase = { connection: z.string(), tenancy: tenancyProfile.optional() };
/** Id or slug. */
const tenant = filled(400);

const found = {
	/** Part of a name, a slug or an e-mail address, in whatever case; or a whole id. */
	search: text(200).optional(),
	status: text(200).optional(),
	region: text(200).optional(),
	plan: text(200).optional(),
	/** Default: by name, or by id where there is none. NULLs come last. */
	sort: tenantSort.optional(),
	/** What `next` said. */
	after: z.string().max(8_000).optional(),
};
export const tenantFilter = z.object(found);
export type TenantFilter = z.infer<typeof tenantFilter>;

/** How the tenants are looked at. */
const sight = {
	/** The role that was taken on for it, where the login's own would see less. */
	role: z.string().optional(),
	/** In sentences: what may be missing, and which role would see it. */
	notes: z.array(z.string()),
};

export const tenantsPage = z.object({
	tenants: z.array(tenantRow),
	/** There is more: give this back as `after`. */
	next: z.string().optional(),
	/** Fields that the schema has. */
	fields: z.array(tenantField),
	...sight,
});
export type TenantsPage = z.infer<typeof tenantsPage>;

export const tenantCount = z.object({
	id: z.string(),
	/** Absent where users are not linked in a table of this schema. */
	users: z.number().int().optional(),
	/** In all tables with a tenant column; absent where it took too long. */
	rows: z.number().int().optional(),
	/** There are more rows than were counted: each table is counted to 10,000. */
	more: z.boolean(),
});
export type TenantCount = z.infer<typeof tenantCount>;

const share = z.object({ value: z.string().nullable(), tenants: z.number().int() });
export const tenantFacets = z.object({
	total: z.number().int(),
	/** The most frequent first, at most 50 of each. */
	status: z.array(share),
	region: z.array(share),
	plan: z.array(share),
	...sight,
});
export type TenantFacets = z.infer<typeof tenantFacets>;

export const tenantUser = z.object({
	/** The tenant's and the user's id, as text. */
	tenantId: z.string(),
	userId: z.string(),
	email: z.string().nullable(),
	name: z.string().nullable(),
	role: z.string().nullable(),
	/** Since when. */
	createdAt: z.date().nullable(),
});
export type TenantUser = z.infer<typeof tenantUser>;

/** Never the key, and never its hash. */
export const tenantApiKey = z.object({
	id: z.string().nullable(),
	name: z.string().nullable(),
	/** The first characters, where the schema keeps them beside the hash. */
	prefix: z.string().nullable(),
	permissions: z.string().nullable(),
	createdAt: z.date().nullable(),
	lastUsedAt: z.date().nullable(),
	expiresAt: z.date().nullable(),
	revokedAt: z.date().nullable(),
});
export type TenantApiKey = z.infer<typeof tenantApiKey>;

export const tenantUsage = z.object({
	table: z.string(),
	/** Of which the days have totals, by the names of their columns. */
	measures: z.array(z.string()),
	/** One a day, UTC, those without any included; the oldest first. */
	days: z.array(z.object({ day: z.string(), events: z.number().int(), totals: z.array(z.number()) })),
});
export type TenantUsage = z.infer<typeof tenantUsage>;

export const tenantTable = z.object({
	/** schema.name */
	table: z.string(),
	rows: z.number().int().optional(),
	/** `rows` is the planner's guess, for there are more than are counted. */
	estimated: z.boolean(),
	/** The tenant's share of the table with its indexes, by its rows: always an estimate. */
	bytesEstimate: z.number().int().optional(),
	lastActivity: z.date().optional(),
	/** Why nothing is told of it. */
	missing: z.string().optional(),
});
export type TenantTable = z.infer<typeof tenantTable>;

/** Of the newest isolation scan that this machine has of the database; at most 100 of each. */
export const tenantFindings = z.object({
	scannedAt: z.date(),
	/** Tables in which this tenant sees rows of others. */
	sees: z.array(z.object({ table: z.string(), rows: z.number().int(), atLeast: z.boolean() })),
	/** Tables in which its rows are seen, and by whom; a scan names the five whose rows are the most. */
	seenBy: z.array(
		z.object({ table: z.string(), tenant: z.string(), name: z.string().optional(), rows: z.number().int() }),
	),
});
export type TenantFindings = z.infer<typeof tenantFindings>;

export const tenantDossier = z.object({
	tenant: tenantRow,
	/** As JSON, where the schema has such columns; at most 20,000 characters. */
	settings: z.string().optional(),
	metadata: z.string().optional(),
	/** At most 500; `userCount` says how many there are. */
	users: z.array(tenantUser).optional(),
	userCount: z.number().int().optional(),
	/** At most 200, the last used first. */
	apiKeys: z.array(tenantApiKey).optional(),
	usage: tenantUsage.optional(),
	tables: z.array(tenantTable),
	/** The newest row of any table that says when its rows were made. */
	lastActivity: z.date().optional(),
	/** Absent: no scan of this database came to its end on this machine. */
	findings: tenantFindings.optional(),
	/** Who looked at it or changed it with this Bulkhead, and why; newest first, at most 50. */
	looks: z.array(auditEntry),
	/** Parts that could not be told, and why. */
	notEvaluated: z.array(z.object({ part: z.string(), reason: z.string() })),
	...sight,
});
export type TenantDossier = z.infer<typeof tenantDossier>;

export const tenantTemplate = z.object({
	id: z.enum(["blank", "school", "medical", "law"]),
	settings: z.record(z.string(), z.unknown()),
	metadata: z.record(z.string(), z.unknown()),
});
export type TenantTemplate = z.infer<typeof tenantTemplate>;

/** Reasons in sentences; empty where it can be done. */
export const tenantsAbility = z.object({
	fields: z.array(tenantField),
	/** Values that the schema lets in, where it says which (CHECK, enum). */
	choices: z.object({
		region: z.array(z.string()).optional(),
		plan: z.array(z.string()).optional(),
		status: z.array(z.string()).optional(),
		role: z.array(z.string()).optional(),
	}),
	/** Fields that a new tenant needs. */
	required: z.array(tenantField),
	templates: z.array(tenantTemplate),
	/** Columns that a template fills here. */
	templateColumns: z.array(z.enum(["settings", "metadata"])),
	cannot: z.object({ create: z.array(z.string()), link: z.array(z.string()), setStatus: z.array(z.string()) }),
	...sight,
});
export type TenantsAbility = z.infer<typeof tenantsAbility>;

const about = { ...onDatabase, tenant };
const user = filled(400);

export const tenants = {
	/** Default limit 100. BAD_INPUT for an `after` of another sort, REFUSED where the schema has no table of tenants. */
	list: base
		.input(z.strictObject({ ...onDatabase, ...found, limit: z.number().int().min(1).max(1_000).optional() }))
		.output(tenantsPage),
	/** Users and rows of these tenants. */
	counts: base
		.input(z.strictObject({ ...onDatabase, ids: z.array(text(400)).min(1).max(200) }))
		.output(z.object({ counts: z.array(tenantCount) })),
	/** How many there are, of each status, region and plan. */
	facets: base.input(z.strictObject(onDatabase)).output(tenantFacets),
	/** What can be done about tenants in this schema, and with what. */
	ability: base.input(z.strictObject(onDatabase)).output(tenantsAbility),
	/** `days` of usage, default 30. NOT_FOUND. */
	show: base
		.input(
			z.strictObject({
				...about,
				days: z.number().int().min(1).max(366).optional(),
				reason: text(1_000).optional(),
				ticket: text(200).optional(),
			}),
		)
		.output(tenantDossier),
	/** Those linked to it, by e-mail; at most 5,000. */
	users: base.input(z.strictObject(about)).output(z.object({ tenant: tenantRow, users: z.array(tenantUser) })),
	/** Without a slug one is made of the name. BAD_INPUT for what the schema does not let in, REFUSED where it lacks what is needed. */
	create: base
		.input(
			z.strictObject({
				...onDatabase,
				name: filled(400),
				slug: filled(200).optional(),
				region: filled(200).optional(),
				plan: filled(200).optional(),
				status: filled(200).optional(),
				adminEmail: filled(400).optional(),
				template: tenantTemplate.shape.id.optional(),
			}),
		)
		.output(tenantRow),
	/** `user`: id or e-mail. One who is linked already gets the role, where one is given. `before`: the role until then. */
	link: base
		.input(z.strictObject({ ...about, user, role: filled(200).optional() }))
		.output(tenantUser.extend({ before: z.object({ role: z.string().nullable() }).optional() })),
	/** Answers with the link that is gone. */
	unlink: base.input(z.strictObject({ ...about, user })).output(tenantUser),
	/** The reason goes into the audit trail, and into `metadata` of the tenant where the schema has that. */
	setStatus: base.input(z.strictObject({ ...about, status: filled(200), reason: filled(1_000) })).output(tenantRow),
	/** As a file, piece by piece: give `next` back as `after`. */
	export: base
		.input(z.strictObject({ ...onDatabase, ...found, format: z.enum(["csv", "json"]) }))
		.output(z.object({ text: z.string(), next: z.string().optional(), tenants: z.number().int() })),
};
