/**
 * The table that links users to tenants: one that points at both, once for each pair, where users have an address. IAFactory calls it
 * tenant_users.
 */
import type { ReadSession } from "../ports.ts";
import type { TenantsTable } from "../tenancy/model.ts";
import { type Column, readColumns } from "./read-columns.ts";

export interface Membership {
	oid: string;
	schema: string;
	name: string;
	columns: Column[];
	/** Names of its columns. */
	tenant: string;
	user: string;
	role?: string;
	createdAt?: string;
	users: { schema: string; name: string; id: string; idType: string; email: string; called?: string };
}

const QUERY = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, mine.attname AS tenant, theirs.attname AS "user",
       u.oid::text AS users, un.nspname AS users_schema, u.relname AS users_name, uk.attname AS users_id,
       pg_catalog.format_type(uk.atttypid, uk.atttypmod) AS users_type
  FROM pg_catalog.pg_constraint t
  JOIN pg_catalog.pg_attribute id ON id.attrelid = t.confrelid AND id.attname = $2 AND t.confkey = ARRAY[id.attnum]
  JOIN pg_catalog.pg_constraint k ON k.conrelid = t.conrelid AND k.contype = 'f' AND k.confrelid <> t.confrelid
   AND pg_catalog.cardinality(k.conkey) = 1
  JOIN pg_catalog.pg_class c ON c.oid = t.conrelid AND c.relkind IN ('r', 'p') JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class u ON u.oid = k.confrelid JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
  JOIN pg_catalog.pg_attribute mine ON mine.attrelid = c.oid AND mine.attnum = t.conkey[1]
  JOIN pg_catalog.pg_attribute theirs ON theirs.attrelid = c.oid AND theirs.attnum = k.conkey[1]
  JOIN pg_catalog.pg_attribute uk ON uk.attrelid = u.oid AND uk.attnum = k.confkey[1]
 WHERE t.contype = 'f' AND t.confrelid = $1::text::oid AND pg_catalog.cardinality(t.conkey) = 1 AND t.conparentid = 0 AND k.conparentid = 0
   AND EXISTS (SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indnkeyatts = 2
                  AND ARRAY[i.indkey[0], i.indkey[1]] @> ARRAY[mine.attnum, theirs.attnum])
 ORDER BY n.nspname, c.relname`;

type Row = Record<
	"oid" | "schema" | "name" | "tenant" | "user" | "users" | "users_schema" | "users_name" | "users_id" | "users_type",
	string
>;

const usual = {
	email: ["email", "email_address", "mail"],
	called: ["full_name", "name", "display_name"],
	role: ["role"],
	createdAt: ["created_at", "joined_at", "added_at"],
};

export async function findMembership(session: ReadSession, { oid, id }: TenantsTable): Promise<Membership | undefined> {
	const rows = await session.query<Row>(QUERY, [oid, id.name]);
	const columns = await readColumns(
		session,
		rows.flatMap((row) => [row.oid, row.users]),
	);
	const found = rows.flatMap((row) => {
		const email = firstOf(columns(row.users), usual.email);
		return email === undefined ? [] : [toMembership(row, { own: columns(row.oid), users: columns(row.users), email })];
	});
	return found.find(({ role }) => role !== undefined) ?? found[0];
}

function toMembership(row: Row, { own, users, email }: { own: Column[]; users: Column[]; email: string }): Membership {
	const role = firstOf(own, usual.role);
	const createdAt = firstOf(own, usual.createdAt);
	const called = firstOf(users, usual.called);
	const { oid, schema, name, tenant, user, users_schema, users_name, users_id, users_type } = row;
	return {
		...{ oid, schema, name, tenant, user, columns: own },
		...(role === undefined ? {} : { role }),
		...(createdAt === undefined ? {} : { createdAt }),
		users: {
			...{ schema: users_schema, name: users_name, id: users_id, idType: users_type, email },
			...(called === undefined ? {} : { called }),
		},
	};
}

export function firstOf(columns: readonly Column[], names: readonly string[]): string | undefined {
	return names.find((name) => columns.some((column) => column.name === name));
}
