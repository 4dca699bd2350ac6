import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok } from "../check.ts";
import { asRole } from "../demonstrations.ts";
import type { Relation, Role } from "../facts.ts";
import { MOMENT, quoted } from "../fixes.ts";
import { nameOf, type Scene } from "../scene.ts";

/** Tables that are named; the others are counted. */
const NAMED = 5;

export const roleOwner: Check = {
	name: "role-owner",
	asks: "Does the application's role, or the login of this connection, own tables with tenants?",
	judge: (scene) =>
		scene.subjects
			.filter((role) => !role.superuser)
			.map((role) => {
				const object = `role ${role.name}`;
				const oids = new Set(scene.reach(role).map((each) => each.role.oid));
				const owned = scene.tables.map(({ relation }) => relation).filter(({ owner }) => oids.has(owner));
				return owned[0] ? found(object, told(scene, role, owned as [Relation, ...Relation[]])) : ok(object);
			}),
};

function told(scene: Scene, role: Role, owned: [Relation, ...Relation[]]) {
	const [first] = owned;
	const names = owned.slice(0, NAMED).map(nameOf).join(", ");
	const more = owned.length > NAMED ? ` and ${owned.length - NAMED} more` : "";
	const application = scene.applications.includes(role);
	return {
		severity: application && role !== scene.login ? ("ERROR" as const) : ("WARN" as const),
		detail: `${role.name} owns ${names}${more}, itself or through a role that it can become.`,
		why: "An owner can turn row security off and drop policies; where it is not forced, the owner is not held back at all. An application needs neither.",
		demonstration: {
			says: `As ${role.name}, row security of ${nameOf(first)} is turned off in one statement, and rolled back.`,
			writes: true,
			steps: [
				...asRole(scene, role.name).filter((step) => !("tenant" in step)),
				{ run: `ALTER TABLE ${quoted(first)} DISABLE ROW LEVEL SECURITY` },
				{
					show: `SELECT ${quoteLiteral(nameOf(first))} AS "table", relrowsecurity AS "row security" FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(${quoteLiteral(quoted(first))}) AND NOT relrowsecurity`,
				},
			],
		},
		fix: application && role !== scene.login ? hand(scene, role, owned) : undefined,
	};
}

/** To whom most tables of tenants belong that are not this role's. */
function hand(scene: Scene, role: Role, owned: readonly Relation[]): Fix | undefined {
	const mine = owned.filter(({ owner }) => owner === role.oid);
	const votes = new Map<string, number>();
	for (const { relation } of scene.tables) {
		if (relation.owner !== role.oid) votes.set(relation.owner, (votes.get(relation.owner) ?? 0) + 1);
	}
	const [best] = [...votes].sort((a, b) => b[1] - a[1]);
	const owner = scene.roles.get(best?.[0] ?? scene.facts.database.owner);
	if (!owner || mine.length === 0 || owner.oid === role.oid) return undefined;
	const to = (name: string): string =>
		mine.map((each) => `ALTER TABLE ${quoted(each)} OWNER TO ${quoteIdent(name)};`).join("\n");
	return {
		sql: to(owner.name),
		undo: to(role.name),
		lock: MOMENT,
		risk: `${role.name} loses what only an owner may do, DDL and TRUNCATE among it; what it was granted stays.`,
		holds: {
			name: `${role.name} owns no table with tenants`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner WHERE r.rolname = ${quoteLiteral(role.name)} AND c.oid IN (${mine.map((each) => `pg_catalog.to_regclass(${quoteLiteral(quoted(each))})`).join(", ")})`,
		},
	};
}
