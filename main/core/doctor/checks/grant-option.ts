import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { PUBLIC } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { holding } from "../grants.ts";
import { granteeName, holders, nameOf, namesOf } from "../scene.ts";

export const grantOption: Check = {
	name: "grant-option",
	asks: "May the application hand its privileges on tables with tenants to nobody?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = holders(
				scene,
				relation.grants.filter(({ grantable }) => grantable),
				["SELECT", "INSERT", "UPDATE", "DELETE"],
				relation.owner,
			);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))].join(", ");
			const [first] = grants;
			const who = quoteIdent(granteeName(scene, first?.grantee ?? PUBLIC));
			return found(object, {
				severity: "WARN",
				detail: `${namesOf(scene, grants)} has ${privileges} on ${nameOf(relation)} WITH GRANT OPTION.`,
				why: "Whoever gets SQL into the application's session can open the table for every other login.",
				demonstration: holding(relation, privileges.split(", ")),
				fix: {
					sql: `REVOKE GRANT OPTION FOR ${privileges} ON TABLE ${quoted(relation)} FROM ${who};`,
					undo: `GRANT ${privileges} ON TABLE ${quoted(relation)} TO ${who} WITH GRANT OPTION;`,
					lock: "No table is locked against readers or writers.",
					risk: "Fails where the application has granted it to somebody already; add CASCADE after looking.",
					holds: {
						name: `nobody of the application may hand on ${nameOf(relation)}`,
						violations: `SELECT x.privilege_type FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS x WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND x.is_grantable AND x.grantee = pg_catalog.to_regrole(${quoteLiteral(who)})`,
					},
				},
			});
		}),
};
