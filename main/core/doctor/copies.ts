/** Relations that hold tenants' rows, and for which there is no row security. */
import { found, ok } from "./check.ts";
import { readAs } from "./demonstrations.ts";
import type { Relation } from "./facts.ts";
import { withdrawAll } from "./grants.ts";
import { guardedBelow, holders, mayRead, nameOf, namesOf, type Scene } from "./scene.ts";

export const hasTenant = (scene: Scene, relation: Relation): boolean =>
	scene.guarded.some((each) => each.relation.oid === relation.oid);

export function judgeCopies(scene: Scene, kind: string, words: { noun: string; why: string }) {
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
				fix: withdrawAll(scene, each, holders(scene, each.grants, ["SELECT"], each.owner)),
			});
		});
}
