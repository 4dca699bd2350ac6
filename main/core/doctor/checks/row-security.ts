/** Whether row security is on, forced, and has something to ask. */

import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { asApplication, askCatalogue, foreignRows, readAs } from "../demonstrations.ts";
import { MOMENT, quoted, secure } from "../fixes.ts";
import { type Guarded, mayRead, nameOf, type Scene } from "../scene.ts";
import { tenantTest } from "../tenant-test.ts";

const object = ({ relation }: Guarded): string => `table ${nameOf(relation)}`;

/** Children of a table with tenants have a check of their own. */
const roots = (scene: Scene): Guarded[] => scene.tables.filter(({ parent }) => parent === undefined);

export const rowSecurityOff: Check = {
	name: "row-security-off",
	asks: "Is row security on, on every table that holds tenants' rows?",
	judge: (scene) =>
		roots(scene).map((each) => {
			if (each.relation.secured || each.policies.length > 0) return ok(object(each));
			const reads = mayRead(scene, each.relation);
			return found(object(each), {
				severity: reads ? "ERROR" : "WARN",
				detail: `${nameOf(each.relation)} holds tenants' rows; row security is off, and it has no policy.${reads ? "" : " The application may not read it today."}`,
				why: reads
					? "Whoever may read the table reads the rows of every tenant."
					: "The first GRANT gives every tenant's rows away.",
				demonstration: reads ? readAs(scene, each.relation) : unheld(scene, each),
				fix: isolate(scene, each),
			});
		}),
};

function unheld(scene: Scene, { relation }: Guarded) {
	return {
		says: `With SELECT granted and rolled back, tenant A reads rows of other tenants in ${nameOf(relation)}.`,
		writes: true,
		steps: [
			{ run: `GRANT SELECT ON ${quoted(relation)} TO PUBLIC` },
			...asApplication(scene),
			{ show: foreignRows(scene, relation) },
		],
	};
}

/** On, forced, and with a policy that asks what the others ask; undefined where no other policy says how. */
function isolate(scene: Scene, guarded: Guarded) {
	const test = tenantTest(scene, guarded);
	if (test === undefined) return undefined;
	const { relation } = guarded;
	const on = secure(relation, { force: true });
	const name = `"${`${relation.name}_tenant`.slice(0, 50).replaceAll('"', '""')}"`;
	return {
		...on,
		sql: `CREATE POLICY ${name} ON ${quoted(relation)} USING (${test}) WITH CHECK (${test});\n${on.sql}`,
		undo: `${on.undo}\nDROP POLICY ${name} ON ${quoted(relation)};`,
		lock: MOMENT,
	};
}

export const policiesOff: Check = {
	name: "policies-not-asked",
	asks: "Is row security on, on every table that has policies?",
	judge: (scene) =>
		scene.facts.relations
			.filter(({ oid, extension }) => !extension && scene.facts.policies.some(({ table }) => table === oid))
			.map((relation) => {
				const guarded = scene.guarded.find((each) => each.relation.oid === relation.oid);
				const name = `table ${nameOf(relation)}`;
				if (relation.secured) return ok(name);
				const count = scene.facts.policies.filter(({ table }) => table === relation.oid).length;
				return found(name, {
					severity: guarded ? "ERROR" : "WARN",
					detail: `${nameOf(relation)} has ${count} ${count === 1 ? "policy" : "policies"}, but its row security is off.`,
					why: "Nothing asks the policies: the table looks guarded, and is open to whoever may read it.",
					demonstration: readAs(scene, relation),
					fix: secure(relation, { force: true }),
				});
			}),
};

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

export const noPolicy: Check = {
	name: "no-policy",
	asks: "Has every table whose row security is on a policy?",
	judge: (scene) =>
		roots(scene)
			.filter(({ relation }) => relation.secured)
			.map((each) => {
				const permissive = each.policies.filter((policy) => policy.permissive);
				if (permissive.length > 0) return ok(object(each));
				const test = tenantTest(scene, each);
				const name = `"${`${each.relation.name}_tenant`.slice(0, 50).replaceAll('"', '""')}"`;
				return found(object(each), {
					severity: "WARN",
					detail: `${nameOf(each.relation)} has row security on and no policy that lets anything through.`,
					why: "Nobody but a role that bypasses row security sees a row: the application works only with such a role, or not at all.",
					demonstration: askCatalogue(
						`No policy of ${nameOf(each.relation)} lets a row through.`,
						`SELECT c.oid::pg_catalog.regclass::pg_catalog.text AS "table", pg_catalog.count(p.oid) AS "permissive policies" FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid AND p.polpermissive WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(each.relation))}) GROUP BY c.oid HAVING pg_catalog.count(p.oid) = 0`,
					),
					fix:
						test === undefined
							? undefined
							: {
									sql: `CREATE POLICY ${name} ON ${quoted(each.relation)} USING (${test}) WITH CHECK (${test});`,
									undo: `DROP POLICY ${name} ON ${quoted(each.relation)};`,
									lock: MOMENT,
									risk: "Rows become visible to their own tenant.",
									holds: {
										name: `${nameOf(each.relation)} has a policy`,
										violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(each.relation))}) AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)`,
									},
								},
				});
			}),
};
