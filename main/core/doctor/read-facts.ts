import type { ReadSession } from "../ports.ts";
import type { Tenancy } from "../tenancy/model.ts";
import type { Facts, Grant, Relation } from "./facts.ts";
import {
	DEFAULTS,
	FOREIGN_KEYS,
	memberships,
	PLACE,
	POLICIES,
	PRESETS,
	publications,
	RELATIONS,
	ROLES,
	ROUTINES,
	RULES,
	SCHEMAS,
	SERVERS,
	STATISTICS,
	TRIGGERS,
	UNIQUE_KEYS,
} from "./facts-queries.ts";

/** Reads the whole of it, in the transaction that is open: one snapshot, catalogue queries only. */
export async function readFacts(session: ReadSession, tenancy: Tenancy): Promise<Facts> {
	const [place] = await session.query<Record<"database" | "login" | "schemas", string>>(PLACE);
	// Names come out qualified from here on, whatever the login's search_path is.
	await session.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
	const read = async <T>(sql: string): Promise<T> => {
		const [row] = await session.query<{ found: string }>(sql);
		return JSON.parse(row?.found ?? "[]", (_, value) => value ?? undefined) as T;
	};
	const relations = await read<(Relation & { columnGrants: Grant[] })[]>(RELATIONS);
	return {
		version: session.serverVersion,
		versionText: session.serverVersionText,
		database: JSON.parse(place?.database ?? "{}") as Facts["database"],
		login: place?.login ?? "",
		searchPath: JSON.parse(place?.schemas ?? "[]") as string[],
		roles: await read(ROLES),
		memberships: await read(memberships(session.serverVersion)),
		schemas: await read(SCHEMAS),
		relations: relations.map(({ columnGrants, ...relation }) => ({
			...relation,
			grants: [...relation.grants, ...columnGrants],
		})),
		policies: await read(POLICIES),
		routines: await read(ROUTINES),
		foreignKeys: await read(FOREIGN_KEYS),
		uniqueKeys: await read(UNIQUE_KEYS),
		defaults: await read(DEFAULTS),
		triggers: await read(TRIGGERS),
		rules: await read(RULES),
		presets: await read(PRESETS),
		publications: await read(publications(session.serverVersion)),
		servers: await read(SERVERS),
		statistics: await read(STATISTICS),
		tenancy,
	};
}
