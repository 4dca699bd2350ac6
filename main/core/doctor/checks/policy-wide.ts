import { type Check, found, ok } from "../check.ts";
import { findHoles, type Hole } from "../judge-policy.ts";
import { policies } from "./policies.ts";
import { effectOf, policyObject, toldOf } from "./policy-told.ts";

const isWide = ({ open, settings, beside, arms, expression }: Hole): boolean =>
	open === "other" && settings.length === 0 && (beside || arms.join() !== expression.replace(/^\((.*)\)$/s, "$1"));

export const policyWide: Check = {
	name: "policy-wide",
	asks: "Is no policy wider than the tenant's, by an OR of its own or by standing beside it?",
	judge(scene) {
		const holes = findHoles(scene).filter(isWide);
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `${hole.arms.join(" OR ")} does not ask about the tenant${hole.beside ? ", and is joined by OR to the policies that do" : ""}: where it is true, the application may ${effectOf(hole)}.`,
					why: "Permissive policies, and the arms of an OR, add up. What is for support belongs into a policy TO a role of its own; what narrows a tenant's rights into a RESTRICTIVE one.",
				}),
			);
		});
	},
};

export const policyWithoutTenant: Check = {
	name: "policy-without-tenant",
	asks: "Does each policy of a table with tenants ask about the tenant?",
	judge(scene) {
		const holes = findHoles(scene).filter(
			(hole) => hole.open === "other" && hole.settings.length === 0 && !isWide(hole),
		);
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `${hole.expression} does not compare ${hole.guarded.columns.tenant || "the way to the tenant"} with anything: where it is true, the application may ${effectOf(hole)}.`,
					why: "What a policy does not ask about, it does not guard.",
				}),
			);
		});
	},
};

export const sharedRows: Check = {
	name: "rows-of-nobody",
	asks: "Are rows without a tenant shown to nobody?",
	judge(scene) {
		const holes = findHoles(scene).filter(({ open }) => open === "shared");
		return policies(scene).map((object) => {
			const hole = holes.find((each) => policyObject(each) === object);
			if (!hole) return ok(object);
			return found(
				object,
				toldOf(scene, hole, {
					severity: "WARN",
					detail: `Rows whose ${hole.guarded.columns.tenant} is NULL are for everybody: ${hole.expression}.`,
					why: "A row that lost its tenant, by a fault or an import, is then shown to all of them; who may write such a row can speak to every tenant.",
				}),
			);
		});
	},
};
