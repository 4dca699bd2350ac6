/** SECURITY DEFINER functions: they run as their owner, whoever calls them. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Demonstration, found, ok, type Verdict } from "../check.ts";
import { asApplication } from "../demonstrations.ts";
import { PUBLIC, type Routine } from "../facts.ts";
import { aclOf, alterRoutine, kindOf, revoke, signature } from "../fixes.ts";
import { names } from "../policy-expression.ts";
import { type Guarded, granteeName, holders, nameOf, namesOf, type Scene, whyUnbound } from "../scene.ts";

const label = (routine: Routine): string =>
	`${kindOf(routine).toLowerCase()} ${routine.schema}.${routine.name}(${routine.argumentTypes})`;

const definers = (scene: Scene): Routine[] =>
	scene.facts.routines.filter(({ definer, extension }) => definer && !extension);

/** Tables with tenants that its body names. */
function touches(scene: Scene, { reads, body }: Routine): Guarded[] {
	const written = body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
	return scene.tables.filter(({ relation }) => reads.includes(relation.oid) || names(written, relation.name));
}

const callers = (scene: Scene, routine: Routine) => holders(scene, routine.grants, ["EXECUTE"], routine.owner);

export const definerBypasses: Check = {
	name: "definer-bypasses",
	asks: "Can the application call no function that reads tables with tenants as an owner whom no policy holds?",
	judge: (scene) =>
		definers(scene)
			.filter(({ returnsTrigger }) => !returnsTrigger)
			.map((routine) => judge(scene, routine)),
};

function judge(scene: Scene, routine: Routine): Verdict {
	const object = label(routine);
	const who = callers(scene, routine);
	if (who.length === 0) return ok(object);
	const tables = touches(scene, routine);
	const open = tables.map((table) => whyUnbound(scene, routine.owner, table)).find((why) => why !== undefined);
	if (!open) return unread(scene, routine) ?? ok(object);
	return found(object, {
		severity: "WARN",
		detail: `It runs as ${granteeName(scene, routine.owner)}, ${open}, names ${tables.map(({ relation }) => nameOf(relation)).join(", ")}, and ${namesOf(scene, who)} may call it.`,
		why: "Inside, the policies are asked for the function's owner, whom they do not hold: what it answers is about every tenant, unless its own code sees to it.",
		demonstration: calling(scene, routine),
		fix: invoker(routine),
	});
}

/** Where the owner is above all policies, what cannot be read cannot be cleared. */
function unread(scene: Scene, routine: Routine): Verdict | undefined {
	const owner = scene.roles.get(routine.owner);
	const powerful = owner?.superuser || owner?.bypassrls;
	if (!powerful) return undefined;
	if (!["sql", "plpgsql"].includes(routine.language)) {
		return { object: label(routine), notEvaluated: `It is written in ${routine.language}, which is not read here.` };
	}
	if (routine.language === "plpgsql" && /\bEXECUTE\b/i.test(routine.body)) {
		return {
			object: label(routine),
			notEvaluated: "It puts statements together when it runs (EXECUTE): which tables they name cannot be told.",
		};
	}
	return undefined;
}

const invoker = (routine: Routine) =>
	alterRoutine(routine, "SECURITY INVOKER", "SECURITY DEFINER", {
		risk: "It does what its caller may do, and sees what its caller sees: whoever relied on more gets an error or fewer rows.",
		violations: "p.prosecdef",
	});

/** What a call may do that no rollback takes back. */
const LASTS =
	/\b(dblink|pg_terminate_backend|pg_cancel_backend|pg_notify|notify|lo_\w+|nextval|setval|copy|pg_write\w*|pg_reload_conf|pg_advisory\w*|http\w*)\b/i;

/** Called with tenant B's id where it wants one thing that an id fits, in a read-only transaction. */
function calling(scene: Scene, routine: Routine): Demonstration {
	const says = `As tenant A, ${scene.applications[0]?.name ?? "the login"} calls it, and is told of other tenants' rows.`;
	const type = scene.tables[0]?.table.tenant.type ?? "uuid";
	const fits = routine.required.every((each) => each === type || each === "text");
	const call = `${quoteIdent(routine.schema)}.${quoteIdent(routine.name)}(${routine.required.map((each) => `$2::pg_catalog.text::${each}`).join(", ")})`;
	const steps = [
		...asApplication(scene),
		{
			show: routine.returnsSet
				? `SELECT * FROM ${call} AS t`
				: `SELECT * FROM (SELECT ${call} AS answer) AS t WHERE t.answer IS NOT NULL`,
		},
	];
	const refused =
		routine.kind !== "f"
			? "A procedure may commit by itself."
			: LASTS.test(routine.body) || !["sql", "plpgsql"].includes(routine.language)
				? "It may do what no rollback takes back."
				: fits
					? undefined
					: `Nobody knows what to give it: ${routine.argumentTypes}.`;
	return refused === undefined ? { says, steps } : { says, steps, refused };
}

export const definerSearchPath: Check = {
	name: "definer-search-path",
	asks: "Does every SECURITY DEFINER function say where it finds names?",
	judge: (scene) =>
		definers(scene).map((routine) => {
			const object = label(routine);
			const path = routine.config.find((each) => each.startsWith("search_path="));
			if (path !== undefined || callers(scene, routine).length === 0) return ok(object);
			return found(object, {
				severity: "WARN",
				detail: `It runs as ${granteeName(scene, routine.owner)} with the caller's search_path; ${namesOf(scene, callers(scene, routine))} may call it.`,
				why: "Who can make a table, in pg_temp for example, chooses what a name in it means: the caller's code and rows are then taken under the owner's rights.",
				demonstration: {
					says: "With a search_path of its own, the session decides what the function's names mean.",
					steps: [
						{
							show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, p.prosecdef AS definer, p.proconfig AS settings FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND coalesce(pg_catalog.array_to_string(p.proconfig, ','), '') !~ 'search_path'`,
						},
					],
				},
				fix: alterRoutine(routine, "SET search_path = pg_catalog, public, pg_temp", "RESET search_path", {
					risk: "Names of other schemas that it uses without saying so are not found any more. A SQL function can no longer be put into the query that calls it.",
					violations: "NOT coalesce(pg_catalog.array_to_string(p.proconfig, ',') ~ 'search_path=', false)",
				}),
			});
		}),
};

export const definerInPolicy: Check = {
	name: "definer-in-policy",
	asks: "Does no policy ask who the session is through a function that runs as its owner?",
	judge: (scene) => {
		const called = new Set(scene.tables.flatMap(({ policies }) => policies.flatMap(({ calls }) => calls)));
		return definers(scene)
			.filter(({ oid }) => called.has(oid))
			.map((routine) => {
				const object = label(routine);
				if (!/\b(current_user|current_role|user)\b/i.test(routine.body)) return ok(object);
				return found(object, {
					severity: "ERROR",
					detail: `Policies call it, and it asks for CURRENT_USER, which is its owner ${granteeName(scene, routine.owner)} inside of it.`,
					why: "The answer is the same for every session: it tells who owns the function and not who asks.",
					demonstration: {
						says: "Inside the function, CURRENT_USER is not the session's.",
						steps: [
							...asApplication(scene),
							{
								show: `SELECT CURRENT_USER AS "who asks", pg_catalog.pg_get_userbyid(p.proowner) AS "whom it answers for" FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.prosecdef`,
							},
						],
					},
					fix: invoker(routine),
				});
			});
	},
};

export const policyFunctionOwner: Check = {
	name: "policy-function-owner",
	asks: "Can the application replace no function that policies call?",
	judge: (scene) => {
		const called = new Set(scene.tables.flatMap(({ policies }) => policies.flatMap(({ calls }) => calls)));
		return [...called].flatMap((oid) => {
			const routine = scene.routines.get(oid);
			if (!routine || routine.extension) return [];
			const object = label(routine);
			const owner = scene.applications.find(
				(role) =>
					role !== scene.login && !role.superuser && scene.reach(role).some((each) => each.role.oid === routine.owner),
			);
			if (!owner) return [ok(object)];
			const best = scene.roles.get(scene.tables[0]?.relation.owner ?? "");
			return [
				found(object, {
					severity: "ERROR",
					detail: `Policies call it, and it belongs to ${granteeName(scene, routine.owner)}, whom ${owner.name} can act as.`,
					why: "An owner may replace the function by one that answers whatever it likes, and the policies believe it.",
					demonstration: {
						says: `As ${owner.name}, the function is changed, and that is rolled back.`,
						writes: true,
						steps: [
							{ be: "role" as const, role: owner.name },
							{ run: `ALTER ${kindOf(routine)} ${signature(routine)} COST 9999` },
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS "function", 'changed by ' || CURRENT_USER AS what FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.procost = 9999`,
							},
						],
					},
					fix:
						best && best.name !== owner.name
							? alterRoutine(
									routine,
									`OWNER TO ${quoteIdent(best.name)}`,
									`OWNER TO ${quoteIdent(granteeName(scene, routine.owner))}`,
									{
										risk: "The application can no longer replace it.",
										violations: `pg_catalog.pg_get_userbyid(p.proowner) = ${quoteLiteral(granteeName(scene, routine.owner))}`,
									},
								)
							: undefined,
				}),
			];
		});
	},
};

export const leakproof: Check = {
	name: "leakproof-function",
	asks: "Is no function of this database marked LEAKPROOF?",
	judge: (scene) =>
		scene.facts.routines
			.filter((each) => each.leakproof && !each.extension)
			.map((routine) =>
				found(label(routine), {
					severity: callers(scene, routine).length > 0 ? "WARN" : "INFO",
					detail: `It is marked LEAKPROOF${callers(scene, routine).length > 0 ? `, and ${namesOf(scene, callers(scene, routine))} may call it` : ""}.`,
					why: "The planner lets a leakproof function see rows before the policies have judged them. What it raises, writes or stores then tells of other tenants.",
					demonstration: {
						says: "The server takes the function for one that tells nothing.",
						steps: [
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, p.proleakproof AS leakproof FROM pg_catalog.pg_proc p WHERE p.oid = ${routine.oid} AND p.proleakproof`,
							},
						],
					},
					fix: alterRoutine(routine, "NOT LEAKPROOF", "LEAKPROOF", {
						risk: "Conditions with it are tested after the policies: an index on it may serve no longer.",
						violations: "p.proleakproof",
					}),
				}),
			),
};

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
