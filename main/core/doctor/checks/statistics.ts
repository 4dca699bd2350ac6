import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { CATALOGUE, revoke } from "../fixes.ts";
import { granteeName, holders, namesOf } from "../scene.ts";

/** Roles that see what other logins run, values and all. */
const WATCHERS = ["pg_read_all_stats", "pg_monitor", "pg_stat_scan_tables"];

export const statistics: Check = {
	name: "statistics",
	asks: "Can the application read neither the planner's samples of columns nor other logins' statements?",
	judge: (scene) => [
		...scene.facts.statistics.map(({ name, grants }) => {
			const object = `catalogue pg_catalog.${name}`;
			const held = holders(scene, grants, ["SELECT"], "10");
			const [first] = held;
			if (!first) return ok(object);
			const from = first.grantee === "0" ? "PUBLIC" : quoteIdent(granteeName(scene, first.grantee));
			return found(object, {
				severity: "WARN",
				detail: `${namesOf(scene, held)} may read pg_catalog.${name}.`,
				why: "It holds common values of every column, of all tenants together.",
				demonstration: askCatalogue(
					"The most common values are there to be read.",
					`SELECT x.grantee::pg_catalog.regrole::pg_catalog.text AS grantee, x.privilege_type AS privilege FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS x WHERE c.oid = 'pg_catalog.${name}'::pg_catalog.regclass AND x.grantee <> c.relowner`,
				),
				fix: {
					...revoke({
						privileges: ["SELECT"],
						on: `TABLE pg_catalog.${quoteIdent(name)}`,
						from,
						acl: `SELECT c.relacl AS acl, 'r'::"char" AS kind, c.relowner AS owner FROM pg_catalog.pg_class c WHERE c.oid = 'pg_catalog.${name}'::pg_catalog.regclass`,
					}),
					lock: CATALOGUE,
				},
			});
		}),
		...scene.applications.flatMap((role) =>
			scene
				.reach(role)
				.filter((reached) => WATCHERS.includes(reached.role.name))
				.slice(0, 1)
				.map((reached) =>
					found(`role ${role.name} as ${reached.role.name}`, {
						severity: "WARN",
						detail: `${role.name} is a member of ${reached.role.name} (${[role.name, ...reached.via].join(" → ")}).`,
						why: "It sees the statements of every login, with the values of other tenants in them.",
						demonstration: askCatalogue(
							"The membership is there.",
							`SELECT m.member::pg_catalog.regrole::pg_catalog.text AS member, m.roleid::pg_catalog.regrole::pg_catalog.text AS role FROM pg_catalog.pg_auth_members m WHERE m.member = pg_catalog.to_regrole(${quoteLiteral(quoteIdent(role.name))})`,
						),
						fix: {
							sql: `REVOKE ${quoteIdent(reached.via[0] ?? "")} FROM ${quoteIdent(role.name)};`,
							undo: `GRANT ${quoteIdent(reached.via[0] ?? "")} TO ${quoteIdent(role.name)};`,
							lock: CATALOGUE,
							risk: "Roles belong to the whole cluster: other databases are concerned too.",
							holds: {
								name: `${role.name} is no member of ${reached.via[0]}`,
								violations: `SELECT m.member FROM pg_catalog.pg_auth_members m WHERE m.member = pg_catalog.to_regrole(${quoteLiteral(quoteIdent(role.name))}) AND m.roleid = pg_catalog.to_regrole(${quoteLiteral(quoteIdent(reached.via[0] ?? ""))})`,
							},
						},
					}),
				),
		),
	],
};
