import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { quoted } from "../fixes.ts";
import { nameOf } from "../scene.ts";

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
