import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { quoted } from "../fixes.ts";
import { nameOf } from "../scene.ts";

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
