import { type Check, type Fix, found, ok } from "../check.ts";
import { asApplication, foreignRows, readAs } from "../demonstrations.ts";
import { quoted, secure, tenantPolicy } from "../fixes.ts";
import { type Guarded, mayRead, nameOf, roots, type Scene } from "../scene.ts";
import { tenantTest } from "../tenant-test.ts";

const object = ({ relation }: Guarded): string => `table ${nameOf(relation)}`;

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
function isolate(scene: Scene, guarded: Guarded): Fix | undefined {
	const test = tenantTest(scene, guarded);
	if (test === undefined) return undefined;
	const on = secure(guarded.relation, { force: true });
	const policy = tenantPolicy(guarded.relation, test);
	return { ...on, sql: `${policy.sql}\n${on.sql}`, undo: `${on.undo}\n${policy.undo}` };
}
