import { PUBLIC, type Routine } from "./facts.ts";
import { aclOf, alterRoutine, kindOf, revoke, signature } from "./fixes.ts";
import { names } from "./policy-expression.ts";
import { type Guarded, holders, type Scene } from "./scene.ts";

export const label = (routine: Routine): string =>
	`${routine.kind === "a" ? "aggregate" : kindOf(routine).toLowerCase()} ${routine.schema}.${routine.name}(${routine.argumentTypes})`;

export const definers = (scene: Scene): Routine[] =>
	scene.facts.routines.filter(({ definer, extension }) => definer && !extension);

/** Tables with tenants that its body names. */
export function touches(scene: Scene, { reads, body }: Routine): Guarded[] {
	const written = body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
	return scene.tables.filter(({ relation }) => reads.includes(relation.oid) || names(written, relation.name));
}

export const callers = (scene: Scene, routine: Routine) => holders(scene, routine.grants, ["EXECUTE"], routine.owner);

/** Aggregates that are made of this function: who may call one calls it too, with the right of the aggregate's owner. */
export const aggregatesOf = (scene: Scene, { oid }: Routine): Routine[] =>
	scene.facts.routines.filter(({ kind, parts }) => kind === "a" && parts.includes(oid));

export const invoker = (routine: Routine) =>
	alterRoutine(routine, "SECURITY INVOKER", "SECURITY DEFINER", {
		risk: "It does what its caller may do, and sees what its caller sees: whoever relied on more gets an error or fewer rows.",
		violations: "p.prosecdef",
	});

/** Everybody, by name of the privilege. */
export const publicMayCall = (routine: Routine): boolean =>
	routine.grants.some(({ grantee, privilege }) => grantee === PUBLIC && privilege === "EXECUTE");

export const withdrawExecute = (routine: Routine) =>
	revoke({
		privileges: ["EXECUTE"],
		on: `${kindOf(routine)} ${signature(routine)}`,
		from: "PUBLIC",
		acl: aclOf.routine(routine),
	});
