/**
 * What the doctor's checks judge: one database's roles, grants, relations, policies and functions, as its catalogue had them at one moment.
 * Oids are text; grantee "0" is PUBLIC.
 */
import type { Tenancy } from "../tenancy/model.ts";

export const PUBLIC = "0";

export interface Role {
	oid: string;
	name: string;
	superuser: boolean;
	bypassrls: boolean;
	login: boolean;
	createrole: boolean;
	replication: boolean;
}

export interface Membership {
	role: string;
	member: string;
	/** The member has the role's privileges without doing anything. */
	inherits: boolean;
	/** The member may SET ROLE to it. */
	sets: boolean;
	/** The member may give it to itself, and so become it. */
	admin: boolean;
}

export interface Grant {
	grantee: string;
	privilege: string;
	grantable: boolean;
	/** Of this column alone. */
	column?: string;
}

export interface Column {
	name: string;
	type: string;
	notNull: boolean;
	/** Filled by the server: identity, nextval, a random uuid. */
	generated: boolean;
}

export interface Relation {
	oid: string;
	schema: string;
	name: string;
	/** pg_class.relkind. */
	kind: string;
	owner: string;
	secured: boolean;
	forced: boolean;
	options: string[];
	grants: Grant[];
	columns: Column[];
	parents: string[];
	/** Relations and functions that a view or materialised view is made of. */
	reads: string[];
	calls: string[];
	/** Belongs to an extension, which is not this database's own work. */
	extension: boolean;
	/** Another session holds it ACCESS EXCLUSIVE: no expression of it could be printed. */
	held: boolean;
}

export interface Policy {
	table: string;
	name: string;
	/** r select, a insert, w update, d delete, * all. */
	command: "r" | "a" | "w" | "d" | "*";
	permissive: boolean;
	/** "0" is PUBLIC. */
	roles: string[];
	using: string | undefined;
	check: string | undefined;
	/** What it says could not be printed: its table is held, or one that it names. */
	unread: boolean;
	calls: string[];
}

export interface Routine {
	oid: string;
	schema: string;
	name: string;
	/** As DROP FUNCTION wants them. */
	argumentTypes: string;
	/** Types of the arguments that must be given. */
	required: string[];
	owner: string;
	definer: boolean;
	leakproof: boolean;
	/** i, s or v. */
	volatility: string;
	/** f function, p procedure, a aggregate, w window function. */
	kind: string;
	language: string;
	/** Only a superuser makes a function in an untrusted language: it may do whatever the server's own user may. */
	trusted: boolean;
	/** Of an aggregate: the functions that it is made of. They are called by the right of the aggregate's owner. */
	parts: string[];
	body: string;
	/** Without name: all of them. */
	config: string[];
	grants: Grant[];
	/** Relations that a body of parsed SQL is made of. */
	reads: string[];
	returnsTrigger: boolean;
	returnsSet: boolean;
	extension: boolean;
}

export interface ForeignKey {
	name: string;
	table: string;
	columns: string[];
	target: string;
	targetColumns: string[];
	/** As ALTER TABLE … ADD CONSTRAINT takes it. */
	definition: string;
}

export interface UniqueKey {
	name: string;
	table: string;
	columns: string[];
	hasExpression: boolean;
	primary: boolean;
	/** As ALTER TABLE … ADD CONSTRAINT takes it; undefined for an index alone. */
	definition?: string;
}

export interface SchemaFacts {
	oid: string;
	name: string;
	owner: string;
	grants: Grant[];
	/** Those that initdb made. */
	initial: Grant[];
}

export interface DefaultGrants {
	/** Whose new objects. */
	creator: string;
	/** Undefined for every schema. */
	schema: string | undefined;
	/** r tables, f functions, S sequences, T types, n schemas. */
	what: string;
	grants: Grant[];
}

export interface TriggerFacts {
	table: string;
	name: string;
	routine: string;
}

export interface RuleFacts {
	table: string;
	name: string;
	/** Undefined where its table is held. */
	definition: string | undefined;
}

export interface Preset {
	/** Undefined for every role, or every database. */
	role: string | undefined;
	database: string | undefined;
	setting: string;
	value: string;
}

export interface Publication {
	name: string;
	table: string;
	allTables: boolean;
	filtered: boolean;
}

export interface ForeignServer {
	name: string;
	wrapper: string;
	owner: string;
	grants: Grant[];
	/** Everybody who may use it acts on the other side as the login of this mapping. */
	publicMapping: boolean;
}

export interface Facts {
	/** server_version_num. */
	version: number;
	versionText: string;
	database: { name: string; owner: string; grants: Grant[] };
	/** Who looks. */
	login: string;
	/** search_path that the login begins with. */
	searchPath: string[];
	roles: Role[];
	memberships: Membership[];
	schemas: SchemaFacts[];
	relations: Relation[];
	policies: Policy[];
	routines: Routine[];
	foreignKeys: ForeignKey[];
	uniqueKeys: UniqueKey[];
	defaults: DefaultGrants[];
	triggers: TriggerFacts[];
	rules: RuleFacts[];
	presets: Preset[];
	publications: Publication[];
	servers: ForeignServer[];
	/** Grants on the catalogues that hold values of columns. */
	statistics: { name: string; grants: Grant[] }[];
	tenancy: Tenancy;
}
