import { quoteIdent } from "../../sql/quote.ts";
import { type Check, type Demonstration, found, ok, type Verdict } from "../check.ts";
import { asApplication } from "../demonstrations.ts";
import type { Routine } from "../facts.ts";
import { aggregatesOf, callers, definers, invoker, label, touches } from "../routines.ts";
import { granteeName, nameOf, namesOf, type Scene, whyUnbound } from "../scene.ts";

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
	const through = aggregatesOf(scene, routine).filter((each) => callers(scene, each).length > 0);
	const direct = callers(scene, routine);
	const [aggregate] = through;
	const who = direct.length > 0 || !aggregate ? direct : callers(scene, aggregate);
	if (who.length === 0) return ok(object);
	const tables = touches(scene, routine);
	const open = tables.map((table) => whyUnbound(scene, routine.owner, table)).find((why) => why !== undefined);
	if (!open) return unread(scene, routine) ?? ok(object);
	return found(object, {
		severity: "WARN",
		detail: `It runs as ${granteeName(scene, routine.owner)}, ${open}, names ${tables.map(({ relation }) => nameOf(relation)).join(", ")}, and ${namesOf(scene, who)} may call ${direct.length > 0 || !aggregate ? "it" : `${label(aggregate)}, which is made of it`}.`,
		why: "Inside, the policies are asked for the function's owner, whom they do not hold: what it answers is about every tenant, unless its own code sees to it.",
		demonstration: calling(scene, routine, direct.length > 0 || !aggregate ? routine : aggregate),
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

/** What a call may do that no rollback takes back. */
const LASTS =
	/\b(dblink|pg_terminate_backend|pg_cancel_backend|pg_notify|notify|lo_\w+|nextval|setval|copy|pg_write\w*|pg_reload_conf|pg_advisory\w*|http\w*)\b/i;

/** Called with tenant B's id where it wants one thing that an id fits, in a read-only transaction. `door`: itself, or an aggregate that is made of it. */
function calling(scene: Scene, routine: Routine, door: Routine): Demonstration {
	const says = `As tenant A, ${scene.applications[0]?.name ?? "the login"} calls it, and is told of other tenants' rows.`;
	const type = scene.tables[0]?.table.tenant.type ?? "uuid";
	const fits = door.required.every((each) => each === type || each === "text");
	const call = `${quoteIdent(door.schema)}.${quoteIdent(door.name)}(${door.required.map((each) => `$2::pg_catalog.text::${each}`).join(", ")})`;
	const steps = [
		...asApplication(scene),
		{
			show: door.returnsSet
				? `SELECT * FROM ${call} AS t`
				: `SELECT * FROM (SELECT ${call} AS answer) AS t WHERE t.answer IS NOT NULL`,
		},
	];
	const refused =
		door.kind === "p"
			? "A procedure may commit by itself."
			: LASTS.test(routine.body) || !["sql", "plpgsql"].includes(routine.language)
				? "It may do what no rollback takes back."
				: fits
					? undefined
					: `Nobody knows what to give it: ${door.argumentTypes}.`;
	return refused === undefined ? { says, steps } : { says, steps, refused };
}
