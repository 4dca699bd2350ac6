import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { MOMENT, quoted, tenantPolicy } from "../fixes.ts";
import { type Guarded, nameOf, roots, type Scene } from "../scene.ts";
import { tenantTest } from "../tenant-test.ts";

export const noPolicy: Check = {
	name: "no-policy",
	asks: "Has every table whose row security is on a policy?",
	judge: (scene) =>
		roots(scene)
			.filter(({ relation }) => relation.secured)
			.map((each) => {
				const { relation, policies } = each;
				const object = `table ${nameOf(relation)}`;
				if (policies.some(({ permissive }) => permissive)) return ok(object);
				return found(object, {
					severity: "WARN",
					detail: `${nameOf(relation)} has row security on and no policy that lets anything through.`,
					why: "Nobody but a role that bypasses row security sees a row: the application works only with such a role, or not at all.",
					demonstration: askCatalogue(
						`No policy of ${nameOf(relation)} lets a row through.`,
						`SELECT c.oid::pg_catalog.regclass::pg_catalog.text AS "table", pg_catalog.count(p.oid) AS "permissive policies" FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid AND p.polpermissive WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) GROUP BY c.oid HAVING pg_catalog.count(p.oid) = 0`,
					),
					fix: admit(scene, each),
				});
			}),
};

function admit(scene: Scene, guarded: Guarded): Fix | undefined {
	const test = tenantTest(scene, guarded);
	if (test === undefined) return undefined;
	const { relation } = guarded;
	const { sql, undo } = tenantPolicy(relation, test);
	return {
		...{ sql, undo, lock: MOMENT, risk: "Rows become visible to their own tenant." },
		holds: {
			name: `${nameOf(relation)} has a policy`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)`,
		},
	};
}
