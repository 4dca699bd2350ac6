import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue, readAs } from "../demonstrations.ts";
import { quoted, secure } from "../fixes.ts";
import { type Guarded, nameOf } from "../scene.ts";

const object = ({ relation }: Guarded): string => `table ${nameOf(relation)}`;

export const notForced: Check = {
	name: "not-forced",
	asks: "Is row security forced on the owner too, on every table that holds tenants' rows?",
	judge: (scene) =>
		scene.tables
			.filter(({ relation }) => relation.secured)
			.map((each) => {
				const { relation } = each;
				if (relation.forced) return ok(object(each));
				const owner = scene.roles.get(relation.owner);
				const ours = scene.subjects.find((role) =>
					scene.reach(role).some((reached) => reached.role.oid === relation.owner),
				);
				return found(object(each), {
					severity: ours && !ours.superuser ? "ERROR" : "WARN",
					detail: `${nameOf(relation)} does not force row security: its owner ${owner?.name ?? relation.owner} sees every tenant's rows${ours && !ours.superuser ? `, and ${ours.name} can act as the owner` : ""}.`,
					why: "Views, functions and jobs of the owner pass the policies by, and so does a login that owns the tables.",
					demonstration:
						owner?.superuser === false
							? readAs(scene, relation, owner.name)
							: askCatalogue(
									`Row security of ${nameOf(relation)} is not forced.`,
									`SELECT oid::pg_catalog.regclass::pg_catalog.text AS "table", relforcerowsecurity AS forced FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND NOT relforcerowsecurity`,
								),
					fix: secure(relation, { force: true }),
				});
			}),
};
