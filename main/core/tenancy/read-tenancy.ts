import type { TenancyProfile } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { readFunctions, readRelations } from "./catalogue.ts";
import { detectRole, detectTables } from "./detect.ts";
import type { Tenancy } from "./model.ts";
import { resolveProfile } from "./resolve.ts";
import { readRoles } from "./roles.ts";

/** Tables that roles are told apart by: what each may do is asked of every role. */
const LOOKED_AT = 200;

/**
 * How this database keeps its tenants apart: what is said, and what is detected beside it. Nothing is thrown for a name that the profile
 * says and the database has not: `problems` tells it.
 */
export async function readTenancy(
	session: ReadSession,
	given?: TenancyProfile,
	source: "given" | "saved" = "given",
): Promise<Tenancy> {
	const relations = await readRelations(session);
	const detected = detectTables({ relations, functions: await readFunctions(session) });
	const said: TenancyProfile = given ? { ...withoutTables(detected), ...given } : detected;
	const resolved = resolveProfile(said, relations);
	const guarded = new Set(resolved.tables.map(({ oid }) => oid));
	const held = relations.filter(({ oid }) => guarded.has(oid));
	const roles =
		said.role === undefined
			? await readRoles(
					session,
					held.slice(0, LOOKED_AT).map(({ oid }) => oid),
				)
			: [];
	const role = said.role ?? detectRole(held, roles);
	const profile = role === undefined ? said : { ...said, role };
	return { ...resolved, profile, source: given ? source : "detected" };
}

function withoutTables({ tables: _, ...others }: TenancyProfile): TenancyProfile {
	return others;
}
