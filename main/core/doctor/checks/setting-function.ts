import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { signature } from "../fixes.ts";
import { findHoles } from "../judge-policy.ts";
import { publicMayCall, withdrawExecute } from "../routines.ts";
import { settingsSet } from "../settings.ts";
import { tenantSettings } from "../tenant-settings.ts";

export const settingFunction: Check = {
	name: "setting-function",
	asks: "Can not everybody call a function that sets what opens a policy?",
	judge: (scene) => {
		const flags = new Set(findHoles(scene).flatMap(({ settings }) => settings));
		const tenant = tenantSettings(scene);
		return scene.facts.routines
			.filter(
				({ extension, body }) =>
					!extension && settingsSet({ body }).some((name) => flags.has(name) || tenant.has(name)),
			)
			.map((routine) => {
				const object = `function ${routine.schema}.${routine.name}(${routine.argumentTypes})`;
				const set = settingsSet(routine).filter((name) => flags.has(name));
				if (set.length === 0) {
					return {
						object,
						accepted: `It sets ${settingsSet(routine).join(", ")}, which tells the tenant: whoever may not call it can still say SET.`,
					};
				}
				if (!publicMayCall(routine)) return ok(object);
				return found(object, {
					severity: "WARN",
					detail: `It sets ${set.join(", ")}, which policies read without asking about the tenant, and PUBLIC may call it.`,
					why: "A new function is everybody's to call. Taking EXECUTE away is not enough: the setting itself stays writable, so the flag has to go from the policies.",
					demonstration: {
						says: "PUBLIC may call it.",
						steps: [
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, 'PUBLIC' AS "may call it" FROM pg_catalog.pg_proc p WHERE p.oid = pg_catalog.to_regprocedure(${quoteLiteral(signature(routine))}) AND EXISTS (SELECT FROM pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS x WHERE x.grantee = 0)`,
							},
						],
					},
					fix: withdrawExecute(routine),
				});
			});
	},
};
