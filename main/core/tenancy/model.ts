/** A database's tenancy, resolved against its catalogue: every name looked up, every type known. */
import type { TenancyProfile } from "../../contract/index.ts";

/** A column as the catalogue has it. */
export interface TypedColumn {
	name: string;
	/** As format_type writes it: uuid, bigint, character varying(20). */
	type: string;
}

/** From a row to the row that its tenant is taken from. */
export interface PathStep {
	column: string;
	/** The table that it points to, and the column of that table that it holds. */
	schema: string;
	table: string;
	key: string;
}

/** A table whose rows belong to tenants. */
export interface GuardedTable {
	oid: string;
	schema: string;
	name: string;
	/** pg_class.relkind: r table, p partitioned, v view, m materialised view, f foreign table. */
	kind: string;
	/** Steps through foreign keys, from this table on; empty where the table has the column itself. */
	path: readonly PathStep[];
	/** Holds the tenant, in the last table of the path. */
	tenant: TypedColumn;
	/** It is a partition (or child) of this table. */
	parent?: string;
}

/** The table that lists the tenants. */
export interface TenantsTable {
	oid: string;
	schema: string;
	name: string;
	id: TypedColumn;
	/** Columns for people, where there are such. */
	columns: Partial<Record<"name" | "slug" | "region" | "plan" | "status" | "adminEmail" | "createdAt", string>>;
}

export interface Tenancy {
	/** What holds, spelled out: what was said, and what was detected beside it. */
	profile: TenancyProfile;
	/** Where the profile comes from. */
	source: "given" | "saved" | "detected";
	tenants: TenantsTable | undefined;
	/** By schema and name. The table of tenants is among them where its rows are guarded by its own key. */
	tables: GuardedTable[];
	/** Names that the profile says and the database has not, for people. */
	problems: string[];
}
