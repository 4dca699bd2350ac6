import { type Check, type Demonstration, found, ok } from "../check.ts";
import { asApplication } from "../demonstrations.ts";
import type { Relation } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { holding, OUTSIDE, withdrawAll } from "../grants.ts";
import { holders, nameOf, namesOf, type Scene } from "../scene.ts";

export const grantOutside: Check = {
	name: "grant-outside",
	asks: "Has the application no TRUNCATE, REFERENCES, TRIGGER or MAINTAIN on tables with tenants?",
	judge: (scene) =>
		scene.tables.map(({ relation }) => {
			const object = `table ${nameOf(relation)}`;
			const grants = holders(scene, relation.grants, OUTSIDE, relation.owner);
			if (grants.length === 0) return ok(object);
			const privileges = [...new Set(grants.map(({ privilege }) => privilege))];
			return found(object, {
				severity: privileges.includes("TRUNCATE") ? "ERROR" : "WARN",
				detail: `${namesOf(scene, grants)} may ${privileges.join(", ")} ${nameOf(relation)}.`,
				why: "Row-level security judges rows that are read and written. TRUNCATE empties the table of all tenants, TRIGGER puts code into everybody's writes, REFERENCES asks whether a row exists, MAINTAIN locks everybody out.",
				demonstration: privileges.includes("TRUNCATE") ? truncating(scene, relation) : holding(relation, privileges),
				fix: withdrawAll(scene, relation, grants),
			});
		}),
};

function truncating(scene: Scene, relation: Relation): Demonstration {
	const triggers = scene.facts.triggers.filter(({ table }) => table === relation.oid);
	const referenced = scene.facts.foreignKeys.filter(
		({ target, table }) => target === relation.oid && table !== relation.oid,
	);
	const says = `As ${scene.applications[0]?.name ?? "the login"}, tenant A empties ${nameOf(relation)}: rows of B are gone too. It is rolled back.`;
	if (referenced.length > 0)
		return {
			...holding(relation, ["TRUNCATE"]),
			says: `TRUNCATE of ${nameOf(relation)} is allowed, together with the tables that hang on it.`,
		};
	return {
		says,
		writes: true,
		steps: [
			...asApplication(scene),
			{ run: `TRUNCATE TABLE ONLY ${quoted(relation)}` },
			{ tenant: "B" },
			{
				show: `SELECT $2::pg_catalog.text AS tenant, pg_catalog.count(*) AS "rows left" FROM ${quoted(relation)} HAVING pg_catalog.count(*) = 0`,
			},
		],
		...(triggers.length > 0 ? { refused: "A trigger of the table could do what no rollback takes back." } : {}),
		...(relation.kind === "p" ? { refused: "Emptying a partitioned table locks all its parts." } : {}),
	};
}
