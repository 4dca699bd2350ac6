/** The newest rows of a table, as the application's role plans them for one tenant and as this login does. */
import type { IndexTableDetail } from "../../../contract/indexes.ts";
import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { Facts, TableFact } from "../facts.ts";
import { explain } from "./explain.ts";
import { anyTenant, asApplication, someTenants } from "./take-part.ts";

/** As a list's first page. */
const NEWEST = 50;

export function newestRows(facts: Pick<Facts, "indexesOf">, table: TableFact): string {
	const from = quoteQualified(table.schema, table.name);
	const created = table.columns.find(({ name }) => ["created_at", "createdAt", "created"].includes(name));
	const key = (facts.indexesOf.get(table.oid) ?? []).find(({ primary }) => primary);
	const order = created
		? [`${quoteIdent(created.name)} DESC`]
		: (key?.keys ?? []).map(({ text }) => `${quoteIdent(text)} DESC`);
	return `SELECT * FROM ${from}${order.length > 0 ? ` ORDER BY ${order.join(", ")}` : ""} LIMIT ${NEWEST}`;
}

/** In the open transaction. */
export async function compareSides(
	session: Session,
	facts: Pick<Facts, "indexesOf" | "tenancy" | "guarded"> & { login: string },
	table: TableFact,
): Promise<IndexTableDetail["plans"]> {
	const statement = newestRows(facts, table);
	const sql = `EXPLAIN (FORMAT JSON) ${statement}`;
	const own = await explain(session, sql);
	const administrator =
		own instanceof DatabaseError ? undefined : { role: facts.login, plan: own.plan, cost: own.cost };
	const { role } = facts.tenancy.profile;
	const reasons = own instanceof DatabaseError ? [`As this login: ${own.message}`] : [];
	const told = (reason: string | undefined) => {
		const all = [...reasons, ...(reason === undefined ? [] : [reason])];
		return {
			statement,
			...(administrator ? { administrator } : {}),
			...(all.length > 0 ? { reason: all.join(" ") } : {}),
		};
	};
	if (role === undefined) return told("Nobody knows which role the application has: name it in the tenancy profile.");
	if (!facts.guarded.has(table.oid))
		return told("Its rows belong to no tenant: the application plans as this login does.");
	const [tenant = anyTenant(facts.tenancy)] = await someTenants(session, facts.tenancy, 1);
	const theirs = await asApplication(session, { tenancy: facts.tenancy, role, tenant, asTenant: true }, () =>
		explain(session, sql),
	);
	if ("reason" in theirs) return told(theirs.reason);
	if (theirs.done instanceof DatabaseError) return told(`As ${role}: ${theirs.done.message}`);
	return { ...told(undefined), application: { role, tenant, plan: theirs.done.plan, cost: theirs.done.cost } };
}
