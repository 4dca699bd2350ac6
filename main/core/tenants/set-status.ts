import type { TenantRow } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { quoteIdent } from "../sql/quote.ts";
import { castName, typedId } from "../tenancy/tenant-type.ts";
import { withValues } from "./bad-value.ts";
import { findOne } from "./find-one.ts";
import { type Column, readColumns } from "./read-columns.ts";
import { refused } from "./refused.ts";
import { columnOf, selectTenant, type TenantCells, tableOf, toTenant } from "./tenant-columns.ts";
import type { Sight } from "./with-tenants.ts";

/** Changes of status that `metadata` remembers. */
const KEPT = 50;

interface StatusRequest {
	tenant: string;
	status: string;
	reason: string;
	/** Who does it. */
	by: string;
}

/** Errors: REFUSED where tenants have no status, BAD_INPUT for one that the schema does not know. */
export async function setStatus(sight: Sight, { tenant, status, reason, by }: StatusRequest): Promise<TenantRow> {
	const { session, tenants } = sight;
	const columns = (await readColumns(session, [tenants.oid]))(tenants.oid);
	const column = columns.find(({ name }) => name === tenants.columns.status);
	if (!column) throw refused([noStatus(sight)], "Name its column in the tenancy profile.");
	if (column.choices && !column.choices.includes(status)) {
		throw new AppError("BAD_INPUT", `${status.slice(0, 80)} is no status here.`, {
			hint: `One of ${column.choices.join(", ")}.`,
		});
	}
	const { id } = await findOne(sight, tenant);
	const noted = columns.find(({ name, type }) => name === "metadata" && type.startsWith("json"));
	const own = quoteIdent(column.name);
	const [row] = await withValues(() =>
		session.query<TenantCells>(
			`UPDATE ${tableOf(tenants)} AS t
			    SET ${own} = ($2::text)::${castName(column.type)}${noted ? `, ${notes(noted, own)}` : ""}
			  WHERE ${columnOf(tenants, "id")} = ${typedId("$1", tenants.id.type)} RETURNING ${selectTenant(tenants)}`,
			noted ? [id, status, reason, by] : [id, status],
		),
	);
	if (!row) throw refused(["A policy of this schema keeps this row from being changed."], "Act with a role that may.");
	return toTenant(row);
}

export const noStatus = ({ tenants: { schema, name } }: Pick<Sight, "tenants">): string =>
	`The tenants of ${schema}.${name} have no status.`;

/** The last reason, and the changes with theirs. What is no object is somebody else's, and stays as it is. */
function notes({ name, type }: Column, status: string): string {
	const own = `t.${quoteIdent(name)}`;
	const history = `coalesce(${own}::jsonb, '{}') -> 'status_history'`;
	return `${quoteIdent(name)} = CASE WHEN ${own} IS NULL OR pg_catalog.jsonb_typeof(${own}::jsonb) = 'object' THEN (
		coalesce(${own}::jsonb, '{}') || pg_catalog.jsonb_build_object('status_reason', $3::text, 'status_history',
			(SELECT coalesce(pg_catalog.jsonb_agg(kept.change ORDER BY kept.at), '[]')
			   FROM (SELECT c.change, c.at FROM pg_catalog.jsonb_array_elements(
			           CASE WHEN pg_catalog.jsonb_typeof(${history}) = 'array' THEN ${history} ELSE '[]' END) WITH ORDINALITY AS c (change, at)
			          ORDER BY c.at DESC LIMIT ${KEPT - 1}) AS kept)
			|| pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('from', t.${status}::text, 'to', $2::text,
			     'reason', $3::text, 'by', $4::text, 'at', pg_catalog.now())))
		)::${type} ELSE ${own} END`;
}
