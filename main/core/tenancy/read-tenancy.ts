import type { TenancyFinding, TenancyProfile, TenancyQuestion } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { type Relation, readFunctions, readRelations } from "./catalogue.ts";
import { type Detected, detect } from "./detect/detect.ts";
import { type FoundRole, findRole } from "./detect/find-role.ts";
import type { Tenancy } from "./model.ts";
import { type Resolved, resolveProfile } from "./resolve.ts";
import { readRoles } from "./roles.ts";

/** With what was found on the way. */
export interface LookedAtTenancy {
	tenancy: Tenancy;
	/** Of what is detected, what speaks for it; of what was said, nothing. */
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

/**
 * How this database keeps its tenants apart: what is said, and what is detected beside it. Nothing is thrown for a name that the profile
 * says and the database has not: `problems` tells it.
 */
export async function readTenancy(
	session: ReadSession,
	given?: TenancyProfile,
	source: "given" | "saved" = "given",
): Promise<Tenancy> {
	return (await lookAtTenancy(session, given, source)).tenancy;
}

export async function lookAtTenancy(
	session: ReadSession,
	given: TenancyProfile | undefined,
	source: "given" | "saved",
): Promise<LookedAtTenancy> {
	const { said, detected, held, ...resolved } = await readTables(session, given);
	const found =
		said.role === undefined && held.length > 0 ? findRole(held, detected.uses, await readRoles(session, held)) : none;
	const role = said.role ?? found.role;
	const isOpen = ({ about }: { about: TenancyFinding["about"] }): boolean => !given || !isSaid(given, about);
	return {
		tenancy: {
			...resolved,
			profile: role === undefined ? said : { ...said, role },
			source: given ? source : "detected",
		},
		findings: [...detected.findings.filter(isOpen), ...found.findings],
		questions: [...detected.questions.filter(isOpen), ...found.questions],
	};
}

const none: FoundRole = { findings: [], questions: [] };

interface ReadTables extends Resolved {
	said: TenancyProfile;
	detected: Detected;
	/** The relations of `tables`. */
	held: Relation[];
}

/** All but the role. */
export async function readTables(session: ReadSession, given: TenancyProfile | undefined): Promise<ReadTables> {
	const relations = await readRelations(session);
	const detected = detect(relations, await readFunctions(session));
	const said: TenancyProfile = given ? { ...withoutTables(detected.profile), ...given } : detected.profile;
	const resolved = resolveProfile(said, relations);
	const guarded = new Set(resolved.tables.map(({ oid }) => oid));
	return { ...resolved, said, detected, held: relations.filter(({ oid }) => guarded.has(oid)) };
}

/** What a finding is about is settled where the profile has one of these. */
const SAID: Readonly<Record<TenancyFinding["about"], (keyof TenancyProfile)[]>> = {
	...{ column: ["tenantColumn"], table: ["tenantColumn"], tenants: ["tenants"], context: ["context"], role: ["role"] },
};

const isSaid = (given: TenancyProfile, about: TenancyFinding["about"]): boolean =>
	SAID[about].some((field) => given[field] !== undefined);

function withoutTables({ tables: _, ...others }: TenancyProfile): TenancyProfile {
	return others;
}
