import type { RowViewer } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import type { FoundTable } from "./find-table.ts";

const ASK = `
SELECT pg_catalog.row_security_active($1::oid)::text AS active, r.rolname AS role, r.rolsuper::text AS super, r.rolbypassrls::text AS bypass,
       pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE')::text AS owns
  FROM pg_catalog.pg_roles r, pg_catalog.pg_class c WHERE r.rolname = current_user AND c.oid = $1::oid`;

/** Whether the policies hold whom the session acts as, and why: the server's own answer, and its reasons in the server's order. */
export async function readRowSecurity(session: ReadSession, table: FoundTable): Promise<RowViewer["rowSecurity"]> {
	const [row] = await session.query<Record<"active" | "role" | "super" | "bypass" | "owns", string>>(ASK, [table.oid]);
	const name = `${table.schema}.${table.name}`;
	const { active, role = "", super: superuser, bypass, owns } = row ?? {};
	const why = (): string => {
		if (!table.rlsEnabled) return `Row-level security is off on ${name}: its policies hold nobody.`;
		if (superuser === "true") return `${role} is a superuser: no policy holds it.`;
		if (bypass === "true") return `${role} has BYPASSRLS: no policy holds it.`;
		if (owns === "true" && !table.rlsForced) return `${role} owns ${name}, which is not forced: no policy holds it.`;
		if (owns === "true") return `${role} owns ${name}, and FORCE ROW LEVEL SECURITY holds it all the same.`;
		return `Row-level security is on for ${name}, and ${role} is neither its owner nor exempt.`;
	};
	return { active: active === "true", why: why() };
}
