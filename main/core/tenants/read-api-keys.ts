import type { TenantApiKey } from "../../contract/index.ts";
import type { Cell, ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { GuardedTable } from "../tenancy/model.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { firstOf } from "./find-membership.ts";
import type { Column } from "./read-columns.ts";
import { toDate } from "./tenant-columns.ts";

/** The columns that are read, by the names they have; no other is ever named, for it may hold the key or its hash. */
const usual = {
	id: ["id"],
	name: ["name", "label", "description"],
	prefix: ["key_prefix", "prefix", "token_prefix"],
	permissions: ["permissions", "scopes"],
	createdAt: ["created_at"],
	lastUsedAt: ["last_used_at"],
	expiresAt: ["expires_at"],
	revokedAt: ["revoked_at"],
} as const satisfies Record<keyof TenantApiKey, readonly string[]>;

/** Characters of a prefix that are shown: one that was kept too long is no prefix. */
const PREFIX = 12;

const MOST = 200;

export async function readApiKeys(
	session: ReadSession,
	{ table, columns }: { table: GuardedTable; columns: readonly Column[] },
	tenantId: string,
): Promise<TenantApiKey[]> {
	const told = Object.entries(usual).map(([field, names]) => {
		const name = firstOf(columns, names);
		if (name === undefined) return `NULL::text AS "${field}"`;
		const column = `t.${quoteIdent(name)}`;
		if (field.endsWith("At")) return `pg_catalog.to_json(${column}) #>> '{}' AS "${field}"`;
		return `pg_catalog."left"(${column}::text, ${field === "prefix" ? PREFIX : 400}) AS "${field}"`;
	});
	const rows = await session.query<Record<keyof TenantApiKey, Cell>>(
		`SELECT ${told.join(", ")} FROM ${quoteQualified(table.schema, table.name)} AS t
		  WHERE ${belongsTo(table, "t", "$1")} ORDER BY "lastUsedAt" DESC NULLS LAST, "createdAt" DESC NULLS LAST LIMIT ${MOST}`,
		[tenantId],
	);
	return rows.map(({ createdAt, lastUsedAt, expiresAt, revokedAt, ...row }) => ({
		...row,
		createdAt: toDate(createdAt),
		lastUsedAt: toDate(lastUsedAt),
		expiresAt: toDate(expiresAt),
		revokedAt: toDate(revokedAt),
	}));
}
