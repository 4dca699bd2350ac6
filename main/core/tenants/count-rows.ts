import type { TenantCount } from "../../contract/index.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { typedId } from "../tenancy/tenant-type.ts";
import { attempt } from "./attempt.ts";
import { findMembership, type Membership } from "./find-membership.ts";
import { ownTables } from "./guarded-parts.ts";
import { COUNTED } from "./read-tables.ts";
import type { Sight } from "./with-tenants.ts";

/** Milliseconds for all of a page. */
const PATIENCE = 8_000;

type Row = Record<"id" | "users" | "rows" | "most", string | null>;

/** Users and rows of these tenants, in one statement; rows are left out where they would take too long or may not be read. */
export async function countRows(sight: Sight, ids: readonly string[]): Promise<TenantCount[]> {
	const { session } = sight;
	const membership = await findMembership(session, sight.tenants);
	const users = membership ? countUsersSql(sight, membership) : "NULL";
	const asked = (rows: string) =>
		attempt(session, PATIENCE, () =>
			session.query<Row>(
				`SELECT w.id, (${users})::text AS users, counted.rows::text AS rows, counted.most::text AS most
				   FROM pg_catalog.json_array_elements_text($1::json) AS w (id) CROSS JOIN LATERAL (${rows}) AS counted`,
				[JSON.stringify(ids)],
			),
		);
	const whole = await asked(countRowsSql(sight));
	const told = "result" in whole ? whole : await asked("SELECT NULL::text AS rows, NULL::text AS most");
	return "result" in told ? told.result.map(toCount) : ids.map((id) => ({ id, more: false }));
}

function countUsersSql({ tenants }: Sight, { schema, name, tenant }: Membership): string {
	return `SELECT pg_catalog.count(*) FROM ${quoteQualified(schema, name)} AS m WHERE m.${quoteIdent(tenant)} = ${typedId("w.id", tenants.id.type)}`;
}

function countRowsSql({ tenancy }: Sight): string {
	const each = ownTables(tenancy).map(
		(table) => `SELECT pg_catalog.count(*) AS rows FROM (
			SELECT FROM ${quoteQualified(table.schema, table.name)} AS t WHERE ${belongsTo(table, "t", "w.id")} LIMIT ${COUNTED + 1}) AS counted`,
	);
	if (each.length === 0) return "SELECT NULL::text AS rows, NULL::text AS most";
	return `SELECT pg_catalog.sum(one.rows) AS rows, pg_catalog.max(one.rows) AS most FROM (${each.join(" UNION ALL ")}) AS one`;
}

function toCount({ id, users, rows, most }: Row): TenantCount {
	return {
		id: id ?? "",
		...(users === null ? {} : { users: Number(users) }),
		...(rows === null ? {} : { rows: Number(rows) }),
		more: Number(most ?? 0) > COUNTED,
	};
}
