import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import type { Relation, UniqueKey } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { list, own } from "../keys.ts";
import { type Guarded, HELD_BY_OTHERS, holders, nameOf, type Scene } from "../scene.ts";

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
			if (guarded.relation.held) return [{ object, notEvaluated: HELD_BY_OTHERS }];
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
