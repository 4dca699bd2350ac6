/** One policy of a table with tenants, as the application meets it: what is wrong with it, if anything. Pure. */
import { type Policy, PUBLIC } from "./facts.ts";
import { isBound, judgeExpression, type Openness } from "./policy-expression.ts";
import type { Guarded, Scene } from "./scene.ts";
import { settingsOf } from "./settings.ts";
import { tenantSettings } from "./tenant-settings.ts";

export interface Hole {
	guarded: Guarded;
	policy: Policy;
	/** USING says which rows are seen, changed and deleted; WITH CHECK which rows may be written. */
	side: "using" | "check";
	expression: string;
	open: Openness;
	/** The arms that let other tenants' rows through. */
	arms: string[];
	/** Settings that these arms read, themselves or through a function, but for what tells the tenant: everybody can set them. */
	settings: string[];
	/** Another policy of the same command asks about the tenant, and this one opens it. */
	beside: boolean;
}

/** Tables whose policies are all known. */
export const judged = ({ tables }: Scene): Guarded[] => tables.filter(({ unread }) => !unread);

/** Holes of all policies that count for the application; a wide one is none where a restrictive policy asks about the tenant. */
export function findHoles(scene: Scene): Hole[] {
	return judged(scene).flatMap((guarded) =>
		guarded.policies
			.filter((policy) => policy.permissive && counts(scene, policy))
			.flatMap((policy) => holesOf(scene, guarded, policy)),
	);
}

function holesOf(scene: Scene, guarded: Guarded, policy: Policy): Hole[] {
	const telling = tenantSettings(scene);
	const sides = [
		...(policy.using === undefined ? [] : [{ side: "using" as const, expression: policy.using }]),
		...(policy.check === undefined ? [] : [{ side: "check" as const, expression: policy.check }]),
	];
	return sides.flatMap(({ side, expression }) => {
		const { open, arms } = judgeExpression(expression, guarded.columns);
		if (isBound(open) || isRestricted(scene, guarded, { policy, side })) return [];
		const settings = arms.flatMap((arm) => settingsOf(scene, arm)).filter((name) => !telling.has(name));
		const beside = guarded.policies.some(
			(other) =>
				other !== policy &&
				other.permissive &&
				counts(scene, other) &&
				meets(other, policy) &&
				asksTenant(other, guarded),
		);
		return [{ guarded, policy, side, expression, open, arms, settings: [...new Set(settings)], beside }];
	});
}

/** It is for everybody, or for one of the application's own roles. Roles that it can become have a check of their own. */
export function counts(scene: Scene, { roles }: Policy): boolean {
	return roles.some((oid) => oid === PUBLIC || scene.applications.some((role) => role.oid === oid));
}

const meets = (a: Policy, b: Policy): boolean => a.command === b.command || a.command === "*" || b.command === "*";

function asksTenant({ using, check }: Policy, { columns }: Guarded): boolean {
	return [using, check].some((text) => text !== undefined && isBound(judgeExpression(text, columns).open));
}

/** A restrictive policy that asks about the tenant holds whatever the permissive ones let through. */
function isRestricted(
	scene: Scene,
	{ policies, columns }: Guarded,
	{ policy, side }: Pick<Hole, "policy" | "side">,
): boolean {
	return policies.some((other) => {
		if (other.permissive || !(other.command === "*" || other.command === policy.command)) return false;
		if (!scene.applications.every((role) => other.roles.includes(PUBLIC) || other.roles.includes(role.oid)))
			return false;
		const text = side === "check" ? (other.check ?? other.using) : other.using;
		return text !== undefined && isBound(judgeExpression(text, columns).open);
	});
}

/** Another policy asks about the tenant, or another arm of this one does. */
export const isWide = ({ open, settings, beside, arms, expression }: Hole): boolean =>
	open === "other" && settings.length === 0 && (beside || arms.join() !== expression.replace(/^\((.*)\)$/s, "$1"));
