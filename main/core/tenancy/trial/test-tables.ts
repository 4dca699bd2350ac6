/** What the tables show to the application's role once a tenant is chosen. */
import type { TenancyStep } from "../../../contract/index.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { GuardedTable, Tenancy } from "../model.ts";
import { belongsTo, tenantOf } from "../tenant-of.ts";
import { typedId } from "../tenant-type.ts";
import { attempt } from "./attempt.ts";

/** Tables that are tried; `isolation scan` looks at all. */
const TRIED = 200;

const nameOf = ({ schema, name }: GuardedTable): string => `${schema}.${name}`;
const from = ({ schema, name }: GuardedTable): string => `FROM ${quoteQualified(schema, name)} AS t`;

/** Tables before views, and what holds many tenants before the table of tenants, of which each has one row. */
function inOrder({ tables, tenants }: Tenancy): GuardedTable[] {
	const rank = (table: GuardedTable): number =>
		(table.oid === tenants?.oid ? 2 : 0) + (table.kind === "v" || table.kind === "m" ? 1 : 0);
	return tables.toSorted((a, b) => rank(a) - rank(b)).slice(0, TRIED);
}

/** A tenant that has rows, as this login sees them. */
export async function sampleTenant(session: Session, tenancy: Tenancy): Promise<string | undefined> {
	for (const table of inOrder(tenancy)) {
		const tenant = tenantOf(table, "t");
		const sql = `SELECT ${tenant}::text AS tenant ${from(table)} WHERE ${tenant} IS NOT NULL LIMIT 1`;
		const found = await attempt(session, () => session.query<{ tenant: string }>(sql));
		const [row] = found.ok ? found.value : [];
		if (row) return row.tenant;
	}
	return undefined;
}

/** By oid: whether the tenant has rows there; absent where this login is not shown all of them. */
export async function readPresence(session: Session, tenancy: Tenancy, tenant: string): Promise<Map<string, boolean>> {
	const present = new Map<string, boolean>();
	await session.execute("SET LOCAL row_security = off");
	for (const table of inOrder(tenancy)) {
		const sql = `SELECT EXISTS (SELECT ${from(table)} WHERE ${belongsTo(table, "t", "$1")})::text AS there`;
		const found = await attempt(session, () => session.query<{ there: string }>(sql, [tenant]));
		if (found.ok) present.set(table.oid, found.value[0]?.there === "true");
	}
	await session.execute("SET LOCAL row_security = on");
	return present;
}

interface Look {
	tenant: string;
	present: ReadonlyMap<string, boolean>;
	/** The role and the tenant are taken. */
	ready: boolean;
}

export async function testTables(session: Session, tenancy: Tenancy, look: Look): Promise<TenancyStep[]> {
	const steps: TenancyStep[] = [];
	const tried = inOrder(tenancy);
	for (const table of tried) {
		const text = "The role or the tenant could not be taken.";
		if (look.ready) steps.push(await testTable(session, table, look));
		else steps.push({ step: nameOf(table), outcome: "not-evaluated", text });
	}
	for (const table of tenancy.tables.filter((each) => !tried.includes(each))) {
		steps.push({ step: nameOf(table), outcome: "not-evaluated", text: `Only ${TRIED} tables are tried.` });
	}
	return steps;
}

async function testTable(session: Session, table: GuardedTable, { tenant, present }: Look): Promise<TenancyStep> {
	const step = nameOf(table);
	const sql = `SELECT EXISTS (SELECT ${from(table)} WHERE ${belongsTo(table, "t", "$1")})::text AS own,
	                    EXISTS (SELECT ${from(table)} WHERE ${isForeign(table)})::text AS others`;
	const seen = await attempt(session, () => session.query<Record<"own" | "others", string>>(sql, [tenant]));
	if (!seen.ok) return { step, outcome: "not-evaluated", text: `It cannot be read: ${seen.why}` };
	const [row] = seen.value;
	if (row?.others === "true") return { step, outcome: "not-ok", text: "It shows rows of other tenants." };
	const there = present.get(table.oid);
	if (row?.own === "true") return { step, outcome: "ok", text: "It shows the tenant's rows, and nobody else's." };
	if (there === true) return { step, outcome: "not-ok", text: "The tenant has rows here, and sees none of them." };
	if (there === false)
		return { step, outcome: "not-evaluated", text: "It shows no row of others; the tenant has none here." };
	return {
		step,
		outcome: "not-evaluated",
		text: "It shows no row at all, and this login is not shown whether the tenant has any.",
	};
}

/** A row without a tenant is everybody's. One whose key leads to a row that this tenant is not shown is somebody else's. */
function isForeign(table: GuardedTable): string {
	const [first] = table.path;
	const differs = `${tenantOf(table, "t")} IS DISTINCT FROM ${typedId("$1", table.tenant.type)}`;
	const column = quoteIdent(first ? first.column : table.tenant.name);
	return `${differs} AND t.${column} IS NOT NULL`;
}
