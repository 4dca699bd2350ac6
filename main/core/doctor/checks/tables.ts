/** What a table with tenants is made of: its tenant column, its rules, where its changes are sent. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { CATALOGUE, quoted, revoke } from "../fixes.ts";
import { granteeName, holders, nameOf, namesOf } from "../scene.ts";

export const tenantNullable: Check = {
	name: "tenant-nullable",
	asks: "Has every row of a table with tenants a tenant?",
	judge: (scene) =>
		scene.tables
			.filter(({ columns, parent }) => columns.tenant !== "" && parent === undefined)
			.map(({ relation, columns }) => {
				const object = `column ${nameOf(relation)}.${columns.tenant}`;
				const column = columns.all.find(({ name }) => name === columns.tenant);
				if (!column || column.notNull) return ok(object);
				const [table, name] = [quoted(relation), quoteIdent(columns.tenant)];
				return found(object, {
					severity: "INFO",
					detail: `${columns.tenant} may be NULL: such a row belongs to nobody.`,
					why: "No tenant sees it, no export and no deletion of a tenant finds it; and the first policy that says OR tenant IS NULL shows it to all.",
					demonstration: askCatalogue(
						`${columns.tenant} of ${nameOf(relation)} may be NULL.`,
						`SELECT a.attname AS column, (SELECT pg_catalog.count(*) FROM ${table} WHERE ${name} IS NULL) AS "rows of nobody that this login sees" FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND a.attname = ${quoteLiteral(columns.tenant)} AND NOT a.attnotnull`,
					),
					fix: {
						sql: `ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL;`,
						undo: `ALTER TABLE ${table} ALTER COLUMN ${name} DROP NOT NULL;`,
						lock: "ACCESS EXCLUSIVE on the table while every row is read. On a large one: first a CHECK … NOT VALID, then VALIDATE, then this.",
						risk: "Fails where there are such rows; INSERTs without a tenant fail from then on.",
						holds: {
							name: `${nameOf(relation)}.${columns.tenant} is not null`,
							violations: `SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND a.attname = ${quoteLiteral(columns.tenant)} AND NOT a.attnotnull`,
						},
					},
				});
			}),
};

export const tenantType: Check = {
	name: "tenant-type",
	asks: "Has every tenant column the type of the tenants' own key?",
	judge: (scene) => {
		const key = scene.facts.tenancy.tenants?.id;
		if (!key) return [];
		return scene.tables
			.filter(({ columns }) => columns.tenant !== "")
			.map(({ relation, table }) => {
				const object = `column ${nameOf(relation)}.${table.tenant.name}`;
				if (table.tenant.type === key.type) return ok(object);
				return found(object, {
					severity: "INFO",
					detail: `It is ${table.tenant.type}, the tenants' key is ${key.type}.`,
					why: "Policies then compare by a cast: no foreign key can hold the value to a tenant that exists, and one id can be written in two ways.",
					demonstration: askCatalogue(
						"The types differ.",
						`SELECT ${quoteLiteral(table.tenant.type)} AS "type of the column", ${quoteLiteral(key.type)} AS "type of the key"`,
					),
				});
			});
	},
};

export const ruleOnTable: Check = {
	name: "rule-on-table",
	asks: "Has no table with tenants a rule, which would run with its owner's rights?",
	judge: (scene) =>
		scene.tables.flatMap(({ relation }) => {
			const rules = scene.facts.rules.filter(({ table }) => table === relation.oid);
			if (rules.length === 0) return [ok(`table ${nameOf(relation)}`)];
			return rules.map((rule) =>
				found(`rule ${rule.name} on ${nameOf(relation)}`, {
					severity: "WARN",
					detail: rule.definition.replaceAll(/\s+/g, " ").slice(0, 400),
					why: "A rule turns one statement into others, which are judged by the rights and policies of the rule's owner.",
					demonstration: askCatalogue(
						"The rule is there.",
						`SELECT w.rulename AS rule, pg_catalog.pg_get_ruledef(w.oid) AS definition FROM pg_catalog.pg_rewrite w WHERE w.ev_class = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND w.rulename = ${quoteLiteral(rule.name)}`,
					),
					fix: {
						sql: `DROP RULE IF EXISTS ${quoteIdent(rule.name)} ON ${quoted(relation)};`,
						undo: rule.definition.replace(/^CREATE RULE/, "CREATE OR REPLACE RULE"),
						lock: "ACCESS EXCLUSIVE on the table for a moment.",
						risk: "What the rule did is done no longer; a trigger does the same as the writer.",
						holds: {
							name: `${nameOf(relation)} has no rule ${rule.name}`,
							violations: `SELECT w.rulename FROM pg_catalog.pg_rewrite w WHERE w.ev_class = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND w.rulename = ${quoteLiteral(rule.name)}`,
						},
					},
				}),
			);
		}),
};

export const published: Check = {
	name: "published",
	asks: "Does no publication send tenants' rows out?",
	judge: (scene) =>
		scene.facts.publications.flatMap(({ name, table, allTables, filtered }) => {
			const guarded = scene.tables.find(({ relation }) => relation.oid === table);
			if (!guarded || filtered) return [];
			const { relation } = guarded;
			const held = `SELECT pubname FROM pg_catalog.pg_publication_tables WHERE pubname = ${quoteLiteral(name)} AND schemaname = ${quoteLiteral(relation.schema)} AND tablename = ${quoteLiteral(relation.name)}`;
			return [
				found(`publication ${name} of ${nameOf(relation)}`, {
					severity: "INFO",
					detail: `${name} sends every row of ${nameOf(relation)} to whoever subscribes${allTables ? ", as of every table" : ""}.`,
					why: "Replication asks no policy. The other side has to guard the rows once more.",
					demonstration: askCatalogue(
						"The table is published.",
						`SELECT pubname AS publication, schemaname AS schema, tablename AS "table" FROM pg_catalog.pg_publication_tables WHERE pubname = ${quoteLiteral(name)} AND schemaname = ${quoteLiteral(relation.schema)} AND tablename = ${quoteLiteral(relation.name)}`,
					),
					fix: allTables
						? undefined
						: {
								sql: onlyIf("EXISTS", held, `ALTER PUBLICATION ${quoteIdent(name)} DROP TABLE ${quoted(relation)};`),
								undo: onlyIf(
									"NOT EXISTS",
									held,
									`ALTER PUBLICATION ${quoteIdent(name)} ADD TABLE ${quoted(relation)};`,
								),
								lock: "SHARE UPDATE EXCLUSIVE on the table for a moment.",
								risk: "Subscribers get its changes no longer.",
								holds: {
									name: `${nameOf(relation)} is not published by ${name}`,
									violations: held,
								},
							},
				}),
			];
		}),
};

/** For what has no IF EXISTS of its own. */
const onlyIf = (how: "EXISTS" | "NOT EXISTS", query: string, statement: string): string =>
	`DO $do$ BEGIN IF ${how} (${query}) THEN ${statement} END IF; END $do$;`;

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
