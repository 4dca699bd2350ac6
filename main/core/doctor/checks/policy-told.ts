/** What the checks of policies say of a hole, each in its own words. */
import type { Found } from "../check.ts";
import { asApplication, foreignRows, passesCheck } from "../demonstrations.ts";
import { alterPolicy, commandName, dropPolicy } from "../fixes.ts";
import type { Hole } from "../judge-policy.ts";
import { names } from "../policy-expression.ts";
import { nameOf, type Scene } from "../scene.ts";
import { tenantTest } from "../tenant-test.ts";

export const policyObject = ({ guarded, policy }: Pick<Hole, "guarded" | "policy">): string =>
	`policy ${policy.name} on ${nameOf(guarded.relation)}`;

/** What the hole lets be done, by its command and side. */
export function effectOf({ policy, side }: Hole): string {
	if (side === "check") return "write rows that belong to any tenant";
	if (policy.command === "r") return "read every tenant's rows";
	if (policy.command === "w") return "change every tenant's rows";
	if (policy.command === "d") return "delete every tenant's rows";
	return "read, change and delete every tenant's rows";
}

export function toldOf(scene: Scene, hole: Hole, words: Pick<Found, "severity" | "detail" | "why">): Found {
	return { ...words, demonstration: demonstrationOf(scene, hole), fix: fixOf(scene, hole) };
}

function demonstrationOf(scene: Scene, hole: Hole): Found["demonstration"] {
	const { guarded, policy, side, settings, expression, open } = hole;
	const { relation } = guarded;
	const flags = settings.map((name) => ({
		run: `SET LOCAL ${name
			.split(".")
			.map((part) => `"${part}"`)
			.join(".")} = 'true'`,
	}));
	if (side === "check" || policy.command === "a") {
		const base = passesCheck(
			scene,
			guarded,
			expression,
			policy.command === "w" ? "turn a row into one" : "write a row",
		);
		return { ...base, steps: [...base.steps.slice(0, -1), ...flags, ...base.steps.slice(-1)] };
	}
	const reads = policy.command === "r" || policy.command === "*";
	const tenantTold = reads ? "reads rows of other tenants" : `may ${commandName(policy)} rows of other tenants`;
	const says = `As tenant A${flags.length > 0 ? `, with ${settings.join(" and ")} set by the session itself` : ""}, ${scene.applications[0]?.name ?? "the login"} ${tenantTold} in ${nameOf(relation)}.`;
	if (reads) {
		// What is open while no tenant is chosen is seen without choosing one.
		const unset = hole.arms.some(
			(arm) => /\b(COALESCE|NULLIF)\b|IS NULL/i.test(arm) && names(arm, guarded.columns.tenant),
		);
		const be = asApplication(scene).filter((step) => !(unset && open === "other" && "tenant" in step));
		return { says, steps: [...be, ...flags, { show: foreignRows(scene, relation) }] };
	}
	return { ...passesCheck(scene, guarded, expression, "reach a row"), says };
}

/** A policy beside the tenant's own is dropped; one that stands alone asks about the tenant. */
function fixOf(scene: Scene, hole: Hole): Found["fix"] {
	const { guarded, policy, side, beside } = hole;
	const test = tenantTest(scene, guarded);
	if (beside && side === "using" && policy.check === undefined) return dropPolicy(scene, guarded.relation, policy);
	if (test !== undefined) {
		return alterPolicy(scene, guarded.relation, { policy, ...(side === "check" ? { check: test } : { using: test }) });
	}
	return beside ? dropPolicy(scene, guarded.relation, policy) : undefined;
}
