import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import type { ForeignKey } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { list, own } from "../keys.ts";
import { type Guarded, nameOf, type Scene } from "../scene.ts";

export const foreignKeyCrosses: Check = {
	name: "foreign-key-crosses",
	asks: "Does every foreign key between tables with tenants name the tenant?",
	judge: (scene) =>
		scene.facts.foreignKeys.flatMap((key) => {
			const from = own(scene, key.table);
			const to = own(scene, key.target);
			if (!from || !to || to.relation.oid === scene.facts.tenancy.tenants?.oid) return [];
			const object = `foreign key ${key.name} on ${nameOf(from.relation)}`;
			const at = key.columns.indexOf(from.columns.tenant);
			if (at >= 0 && key.targetColumns[at] === to.columns.tenant) return [ok(object)];
			// Where the key is the tenant's own column, the row it points to is of that tenant.
			if (at >= 0 || key.targetColumns.includes(to.columns.tenant)) return [ok(object)];
			return [
				found(object, {
					severity: "WARN",
					detail: `${nameOf(from.relation)} (${key.columns.join(", ")}) points to ${nameOf(to.relation)} (${key.targetColumns.join(", ")}) without the tenant: a row can hang on another tenant's.`,
					why: "The server checks foreign keys past every policy. It tells whether another tenant's row exists, and what happens to that row (ON DELETE, a join of support's) then happens across tenants.",
					demonstration: crossing({ from, to, key }),
					fix: withTenant(scene, { from, to, key }),
				}),
			];
		}),
};

interface Crossing {
	from: Guarded;
	to: Guarded;
	key: ForeignKey;
}

/** Rows that hang on another tenant's already; else that nothing keeps one from it. */
function crossing({ from, to, key }: Crossing) {
	const on = key.columns.map((column, at) => `a.${quoteIdent(column)} = b.${quoteIdent(key.targetColumns[at] ?? "")}`);
	const [mine, theirs] = [`a.${quoteIdent(from.columns.tenant)}`, `b.${quoteIdent(to.columns.tenant)}`];
	return askCatalogue(
		`Rows of ${nameOf(from.relation)} hang on another tenant's row of ${nameOf(to.relation)}, or nothing keeps them from it.`,
		`(SELECT ${mine}::pg_catalog.text AS "row of", ${theirs}::pg_catalog.text AS "hangs on a row of" FROM ${quoted(from.relation)} AS a JOIN ${quoted(to.relation)} AS b ON ${on.join(" AND ")} WHERE ${mine}::pg_catalog.text IS DISTINCT FROM ${theirs}::pg_catalog.text LIMIT 20)
UNION ALL SELECT 'any tenant', 'any tenant: ' || pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k WHERE k.conname = ${quoteLiteral(key.name)} AND k.conrelid = pg_catalog.to_regclass(${quoteLiteral(quoted(from.relation))})`,
	);
}

/**
 * Needs a unique key with the tenant on the other side, which is made where there is none. What ON DELETE and ON UPDATE say is kept;
 * undefined where they would empty the tenant as well.
 */
function withTenant(scene: Scene, { from, to, key }: Crossing): Fix | undefined {
	const actions = actionsOf(key, scene.facts.version);
	if (actions === undefined) return undefined;
	const columns = [from.columns.tenant, ...key.columns];
	const targets = [to.columns.tenant, ...key.targetColumns];
	const served = scene.facts.uniqueKeys.some(
		(unique) => unique.table === to.relation.oid && !unique.hasExpression && same(unique.columns, targets),
	);
	const unique = quoteIdent(`${to.relation.name}_tenant_key`.slice(0, 60));
	const [name, mine, theirs] = [quoteIdent(key.name), quoted(from.relation), quoted(to.relation)];
	const without = `ALTER TABLE ${mine} DROP CONSTRAINT IF EXISTS ${name};`;
	const unkeyed = served ? [] : [`ALTER TABLE ${theirs} DROP CONSTRAINT IF EXISTS ${unique};`];
	const keyed = served ? [] : [`ALTER TABLE ${theirs} ADD CONSTRAINT ${unique} UNIQUE (${list(targets)});`];
	const wanted = `FOREIGN KEY (${list(columns)}) REFERENCES ${theirs} (${list(targets)})${actions} NOT VALID`;
	return {
		sql: [without, ...unkeyed, ...keyed, `ALTER TABLE ${mine} ADD CONSTRAINT ${name} ${wanted};`].join("\n"),
		undo: [without, `ALTER TABLE ${mine} ADD CONSTRAINT ${name} ${key.definition};`, ...unkeyed].join("\n"),
		lock: `SHARE ROW EXCLUSIVE on both tables for a moment${served ? "" : "; building the unique key locks the target's writers out until it is built"}.`,
		risk: "NOT VALID: rows that hang on another tenant's today stay, and no new one is let in. VALIDATE CONSTRAINT once they are mended.",
		holds: {
			name: `${key.name} on ${nameOf(from.relation)} names the tenant`,
			violations: `SELECT k.conname FROM pg_catalog.pg_constraint k WHERE k.conname = ${quoteLiteral(key.name)} AND k.conrelid = pg_catalog.to_regclass(${quoteLiteral(mine)}) AND pg_catalog.cardinality(k.conkey) < ${columns.length}`,
		},
	};
}

/** What stands behind the columns of the other table: ON DELETE, ON UPDATE, DEFERRABLE. SET NULL names its columns from 15 on. */
function actionsOf({ definition, columns }: ForeignKey, version: number): string | undefined {
	const behind = definition.replace(/^FOREIGN KEY \(.*?\) REFERENCES .*?\(.*?\)/s, "").replace(/ NOT VALID$/, "");
	if (/ON UPDATE SET/.test(behind)) return undefined;
	if (!/ON DELETE SET (NULL|DEFAULT)/.test(behind)) return behind;
	if (version < 150_000) return undefined;
	return behind.replace(/ON DELETE SET (NULL|DEFAULT)(?: \(.*?\))?/, `ON DELETE SET $1 (${list(columns)})`);
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && a.every((name) => b.includes(name));
