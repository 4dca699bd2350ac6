/** Keys that reach, or tell, across tenants: constraints are checked past every policy. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import type { ForeignKey, Relation, UniqueKey } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { type Guarded, holders, nameOf, type Scene } from "../scene.ts";

const own = (scene: Scene, oid: string): Guarded | undefined =>
	scene.tables.find(({ relation, columns }) => relation.oid === oid && columns.tenant !== "");

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

const list = (names: readonly string[]): string => names.map(quoteIdent).join(", ");

const same = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && a.every((name) => b.includes(name));

/** Columns whose values nobody guesses: what they tell is that a secret of 128 bits is taken. */
const SECRET = /(hash|digest|token|secret|checksum|fingerprint)$/i;

export const uniqueKeyTells: Check = {
	name: "unique-key-tells",
	asks: "Does every unique key of a table with tenants name the tenant?",
	judge: (scene) =>
		scene.facts.uniqueKeys.flatMap((key) => {
			const guarded = own(scene, key.table);
			if (!guarded || guarded.relation.oid === scene.facts.tenancy.tenants?.oid) return [];
			const object = `unique key ${key.name} on ${nameOf(guarded.relation)}`;
			return [tells(scene, guarded, key) ? found(object, told(guarded, key)) : ok(object)];
		}),
};

/** What the server fills by itself, a secret's hash, and what the application cannot write tell nothing that can be asked for. */
function tells(scene: Scene, { relation, columns }: Guarded, key: UniqueKey): boolean {
	if (key.columns.includes(columns.tenant)) return false;
	const typed = key.columns.map((name) => relation.columns.find((column) => column.name === name));
	const quiet = typed.every(
		(column) => !column || column.generated || column.type === "uuid" || SECRET.test(column.name),
	);
	if (quiet && !key.hasExpression) return false;
	return (
		holders(scene, relation.grants, ["INSERT", "UPDATE"], relation.owner).length > 0 ||
		scene.applications[0] === scene.login
	);
}

function told({ relation, columns }: Guarded, key: UniqueKey) {
	const table = quoted(relation);
	return {
		severity: "INFO" as const,
		detail: `${key.columns.join(", ") || "An expression"} has to be different in all tenants together: the error of a duplicate says that another tenant has the value.`,
		why: "A unique key is checked past every policy, so trying a value answers whether anybody else has it; and one tenant can take a value from the others.",
		demonstration: askCatalogue(
			`${key.name} does not name the tenant.`,
			`SELECT x.indexrelid::pg_catalog.regclass::pg_catalog.text AS key, pg_catalog.pg_get_indexdef(x.indexrelid) AS definition FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND i.relname = ${quoteLiteral(key.name)}`,
		),
		fix: withTenantFirst(relation, columns.tenant, key),
	};
}

/** Of a plain constraint; an index alone, and a key with more to it, is for people to say anew. */
function withTenantFirst(relation: Relation, tenant: string, key: UniqueKey): Fix | undefined {
	if (key.definition !== `UNIQUE (${key.columns.map(asWritten).join(", ")})`) return undefined;
	const [table, name] = [quoted(relation), quoteIdent(key.name)];
	const anew = (columns: readonly string[]): string =>
		`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}, ADD CONSTRAINT ${name} UNIQUE (${list(columns)});`;
	return {
		sql: anew([tenant, ...key.columns]),
		undo: anew(key.columns),
		lock: "ACCESS EXCLUSIVE on the table until the new index is built.",
		risk: "The same value may then be there once a tenant: whoever looks a row up by it alone has to name the tenant. Fails where a foreign key hangs on it.",
		holds: {
			name: `${key.name} on ${nameOf(relation)} names the tenant`,
			violations: `SELECT k.conname FROM pg_catalog.pg_constraint k WHERE k.conname = ${quoteLiteral(key.name)} AND k.conrelid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND pg_catalog.cardinality(k.conkey) = ${key.columns.length}`,
		},
	};
}

/** As pg_get_constraintdef writes a column. */
const asWritten = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdent(name));
