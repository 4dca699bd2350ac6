import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { PUBLIC } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { OUTSIDE, withdrawAll } from "../grants.ts";
import { nameOf } from "../scene.ts";

export const grantPublic: Check = {
	name: "grant-public",
	asks: "Is nothing on tables with tenants granted to PUBLIC?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = relation.grants.filter(
				({ grantee, privilege }) => grantee === PUBLIC && !OUTSIDE.includes(privilege),
			);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))];
			return found(object, {
				severity: "WARN",
				detail: `PUBLIC has ${privileges.join(", ")} on ${nameOf(relation)}: every login of this server that gets into the database.`,
				why: "The policies are then all that stands between any login and the rows; the first gap in them is everybody's.",
				demonstration: {
					says: `${privileges.join(", ")} on ${nameOf(relation)} is everybody's.`,
					steps: [
						{
							show: `SELECT 'PUBLIC' AS grantee, x.privilege_type AS privilege FROM pg_catalog.pg_class c, LATERAL (SELECT * FROM pg_catalog.aclexplode(c.relacl) UNION ALL SELECT b.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) AS b WHERE a.attrelid = c.oid) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.grantee = 0`,
						},
					],
				},
				fix: withdrawAll(scene, relation, grants),
			});
		}),
};
