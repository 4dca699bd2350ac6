import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { quoted } from "../fixes.ts";
import { HELD_BY_OTHERS, nameOf } from "../scene.ts";

export const ruleOnTable: Check = {
	name: "rule-on-table",
	asks: "Has no table with tenants a rule, which would run with its owner's rights?",
	judge: (scene) =>
		scene.tables.flatMap(({ relation }) => {
			const rules = scene.facts.rules.filter(({ table }) => table === relation.oid);
			if (rules.length === 0) return [ok(`table ${nameOf(relation)}`)];
			return rules.map((rule) => {
				const object = `rule ${rule.name} on ${nameOf(relation)}`;
				const { definition } = rule;
				if (definition === undefined) return { object, notEvaluated: HELD_BY_OTHERS };
				return found(object, {
					severity: "WARN",
					detail: definition.replaceAll(/\s+/g, " ").slice(0, 400),
					why: "A rule turns one statement into others, which are judged by the rights and policies of the rule's owner.",
					demonstration: askCatalogue(
						"The rule is there.",
						`SELECT w.rulename AS rule, pg_catalog.pg_get_ruledef(w.oid) AS definition FROM pg_catalog.pg_rewrite w WHERE w.ev_class = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND w.rulename = ${quoteLiteral(rule.name)}`,
					),
					fix: {
						sql: `DROP RULE IF EXISTS ${quoteIdent(rule.name)} ON ${quoted(relation)};`,
						undo: definition.replace(/^CREATE RULE/, "CREATE OR REPLACE RULE"),
						lock: "ACCESS EXCLUSIVE on the table for a moment.",
						risk: "What the rule did is done no longer; a trigger does the same as the writer.",
						holds: {
							name: `${nameOf(relation)} has no rule ${rule.name}`,
							violations: `SELECT w.rulename FROM pg_catalog.pg_rewrite w WHERE w.ev_class = pg_catalog.to_regclass(${quoteLiteral(quoted(relation))}) AND w.rulename = ${quoteLiteral(rule.name)}`,
						},
					},
				});
			});
		}),
};
