/** Relations that hold tenants' rows, and for which there is no row security. */
import type { Check } from "../check.ts";
import { found, ok } from "../check.ts";
import { readAs } from "../demonstrations.ts";
import type { Relation } from "../facts.ts";
import { guardedBelow, holders, mayRead, nameOf, namesOf, type Scene } from "../scene.ts";
import { withdraw } from "./view-bypasses.ts";

const hasTenant = (scene: Scene, relation: Relation): boolean =>
	scene.guarded.some((each) => each.relation.oid === relation.oid);

function judge(scene: Scene, kind: string, words: { noun: string; why: string }) {
	return scene.facts.relations
		.filter((each) => each.kind === kind && !each.extension)
		.filter((each) => hasTenant(scene, each) || guardedBelow(scene, each).length > 0)
		.map((each) => {
			const object = `${words.noun} ${nameOf(each)}`;
			if (!mayRead(scene, each)) return ok(object);
			const readers = namesOf(scene, holders(scene, each.grants, ["SELECT"], each.owner)) || "its owner";
			const below = guardedBelow(scene, each).map(({ relation }) => nameOf(relation));
			return found(object, {
				severity: kind === "m" ? "ERROR" : "WARN",
				detail: `${nameOf(each)} holds tenants' rows${below.length > 0 ? ` of ${[...new Set(below)].join(", ")}` : ""}, and ${readers} may read it.`,
				why: words.why,
				demonstration: readAs(scene, each),
				fix: withdraw(scene, each),
			});
		});
}

export const materializedView: Check = {
	name: "materialized-view",
	asks: "Can the application read no materialised view of tenants' rows?",
	judge: (scene) =>
		judge(scene, "m", {
			noun: "materialized view",
			why: "Row-level security does not exist for materialised views: who may read one reads what every tenant put in.",
		}),
};

export const foreignTable: Check = {
	name: "foreign-table",
	asks: "Can the application read no foreign table of tenants' rows?",
	judge: (scene) =>
		judge(scene, "f", {
			noun: "foreign table",
			why: "Row-level security does not exist for foreign tables: only the other server can hold rows back, and it sees one login for all.",
		}),
};
