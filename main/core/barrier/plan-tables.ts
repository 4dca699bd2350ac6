import { createHash } from "node:crypto";
import type { BarrierGap, BarrierTable } from "../../contract/index.ts";
import type { GuardedTable, Tenancy } from "../tenancy/model.ts";
import { pinnedTo } from "./pinned-to.ts";
import type { BarrierFacts, TableFacts } from "./read-facts.ts";

/** WITH INHERIT TRUE, SET FALSE on a membership. */
const INHERIT_OPTION = 160_000;
/** security_invoker of views. */
const INVOKER_VIEWS = 150_000;

/** What the barrier is to be on one table. */
export interface PlannedTable {
	table: GuardedTable;
	facts: TableFacts;
	/** What its policy asks; undefined for a view, which shows what its tables show. */
	condition: string | undefined;
	/** Of the condition. */
	hash: string;
	/** It stands. */
	done: boolean;
}

export interface BarrierPlan {
	tables: PlannedTable[];
	/** Tenant tables that the barrier cannot take. */
	left: BarrierGap[];
	/** The application's role, which the viewer has to inherit because policies are for it alone. */
	inherits: string | undefined;
}

/** Which tenant tables can stand behind the barrier, and as what; pure. */
export function planTables(tenancy: Tenancy, facts: BarrierFacts, serverVersion: number): BarrierPlan {
	const plan: BarrierPlan = { tables: [], left: [], inherits: undefined };
	for (const table of tenancy.tables) {
		const found = facts.tables.get(table.oid);
		if (!found) continue;
		const role = roleFor(found, tenancy);
		const reason = whyNot(table, found, { role, serverVersion });
		if (reason !== undefined) {
			plan.left.push({ ...nameOf(table), reason, installable: false });
			continue;
		}
		if (role !== undefined) plan.inherits = role;
		const condition = isView(table) ? undefined : pinnedTo(table);
		const hash = createHash("sha256")
			.update(condition ?? "")
			.digest("hex")
			.slice(0, 16);
		const pinned = condition === undefined || (found.pinned?.made === hash && found.pinned.intact);
		plan.tables.push({ table, facts: found, condition, hash, done: pinned && found.readable });
	}
	return plan;
}

export const nameOf = ({ schema, name, kind }: GuardedTable): BarrierTable => ({ schema, name, kind });

export const isView = ({ kind }: GuardedTable): boolean => kind === "v";

/** The role whose policies would have to hold for the viewer as well. */
function roleFor({ openPolicy, policyRoles }: TableFacts, { profile }: Tenancy): string | undefined {
	if (openPolicy || policyRoles.length === 0) return undefined;
	return profile.role !== undefined && policyRoles.includes(profile.role) ? profile.role : policyRoles[0];
}

function whyNot(
	table: GuardedTable,
	facts: TableFacts,
	{ role, serverVersion }: { role: string | undefined; serverVersion: number },
): string | undefined {
	if (table.kind === "m") return "A materialised view has no row-level security: it holds everybody's rows.";
	if (table.kind === "f") return "A foreign table has no row-level security here.";
	if (isView(table)) {
		if (serverVersion < INVOKER_VIEWS) return "Before PostgreSQL 15 a view is read with its owner's rights.";
		return facts.securityInvoker ? undefined : "The view is read with its owner's rights: it is not security_invoker.";
	}
	if (facts.held) {
		return "Another session holds it locked (ACCESS EXCLUSIVE), or a table that its policy names: what its policy says cannot be told now.";
	}
	if (!facts.rowSecurity) {
		return "Row-level security is off on it. The barrier does not switch it on, for that changes what the application sees.";
	}
	if (!facts.openPolicy && facts.policyRoles.length === 0) {
		return "It has no permissive policy for SELECT: nobody but its owner sees a row.";
	}
	if (role === undefined) return undefined;
	return serverVersion < INHERIT_OPTION
		? `Its policies are for ${role} alone, and before PostgreSQL 16 the viewer cannot inherit that role without being able to become it.`
		: undefined;
}
