import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue, readAs } from "../demonstrations.ts";
import { createPolicy, MOMENT, quoted, secure } from "../fixes.ts";
import { type Guarded, mayRead, nameOf, type Scene } from "../scene.ts";

export const partitionOpen: Check = {
	name: "partition-open",
	asks: "Is every partition and child of a table with tenants guarded by itself too?",
	judge: (scene) =>
		scene.tables
			.filter(({ parent }) => parent?.secured)
			.map((each) => {
				const { relation, parent } = each;
				const object = `table ${nameOf(relation)}`;
				if (relation.secured || !parent) return ok(object);
				const reads = mayRead(scene, relation);
				return found(object, {
					severity: reads ? "ERROR" : "INFO",
					detail: `${nameOf(relation)} is a part of ${nameOf(parent)}, whose row security does not count when the part is named directly${reads ? ", and the application may read it" : "; the application may not read it today"}.`,
					why: "Policies are asked for the table that a statement names. A part that anybody was granted, or will be, is a second door.",
					demonstration: reads
						? readAs(scene, relation)
						: askCatalogue(
								`Row security of ${nameOf(relation)} is off, of ${nameOf(parent)} it is on.`,
								`SELECT oid::pg_catalog.regclass::pg_catalog.text AS part, relrowsecurity AS "row security" FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND NOT relrowsecurity`,
							),
					fix: asParent(scene, each),
				});
			}),
};

/** The parent's policies once more, then on and forced. */
function asParent(scene: Scene, { relation, parent, policies }: Guarded) {
	const guarded = scene.tables.find((each) => each.relation.oid === parent?.oid);
	if (guarded?.unread) return undefined;
	const missing = (guarded?.policies ?? []).filter(({ name }) => !policies.some((own) => own.name === name));
	const on = secure(relation, { force: true });
	return {
		...on,
		sql: [...missing.map((policy) => `${createPolicy(scene, relation, policy)};`), on.sql].join("\n"),
		undo: [
			on.undo,
			...missing.map(({ name }) => `DROP POLICY IF EXISTS "${name.replaceAll('"', '""')}" ON ${quoted(relation)};`),
		].join("\n"),
		lock: MOMENT,
	};
}
