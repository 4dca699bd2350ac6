/** Changes of data. */
import type { Write } from "../../ports.ts";
import { type Context, EVERY_VERSION, type Fault, isFresh, on, type Rule } from "../rule.ts";
import { bySize, label, sqlName } from "../weigh.ts";

const everyRow: Rule = {
	id: "write-without-where",
	severity: "warning",
	what: "UPDATE or DELETE without WHERE, or with one that is always true",
	why: "Every row is written in one transaction, of every tenant: it takes long, bloats the table, and cannot be taken back later.",
	versions: EVERY_VERSION,
	judge: on("query", ({ query }, context) =>
		query.writes.flatMap(({ what, table: name, everyRow: all }) => {
			if (!all || isFresh(context, name)) return [];
			const table = context.known.find(name);
			const verb = what === "delete" ? "DELETE FROM" : "UPDATE";
			const message = `${verb} ${label(name)} means every row.`;
			const severity = what === "delete" ? "warning" : bySize(table, "warning");
			return [{ message, severity, table, at: name.at, fix: inBatches(what, sqlName(name)) }];
		}),
	),
};

function inBatches(what: Write["what"], table: string): string {
	if (what === "delete") return `DELETE FROM ${table} WHERE …;`;
	return `UPDATE ${table} SET … WHERE … AND "id" BETWEEN … AND …;  -- in batches, each in a transaction of its own`;
}

const blind: Rule = {
	id: "blind-write",
	severity: "warning",
	what: "UPDATE, DELETE, MERGE or INSERT … SELECT on a table whose policies bind who runs the migration: FORCE, or not the owner (seen on the server)",
	why: "Whom the policies bind changes no row and hears of success; Bulkhead turns that into an error that names the table.",
	versions: EVERY_VERSION,
	judge: on("query", ({ query }, context) => [
		...query.writes.filter(({ what }) => what !== "insert").flatMap(({ table }) => bound(context, table)),
		// An INSERT of values is held by WITH CHECK, which raises; one from a query copies what it is let see.
		...(query.writes.some(({ fromQuery }) => fromQuery) ? query.reads.flatMap((read) => bound(context, read)) : []),
	]),
};

function bound(context: Context, name: Write["table"]): Fault[] {
	const table = context.known.find(name);
	const foreign = table?.live?.ownedByRole === false;
	if (!table?.rls || (!table.forced && !foreign) || context.role?.bypassesRls) return [];
	const who = context.role
		? `${context.role.name} sees of it what the policies let it see`
		: "unless the role has BYPASSRLS";
	const under = table.forced ? "FORCE ROW LEVEL SECURITY" : "row-level security";
	return [
		{
			message: `${label(name)} is under ${under}: ${who}.`,
			severity: context.role ? "error" : "warning",
			table,
			at: name.at,
			fix: foreign
				? "-- Run it as a role with BYPASSRLS, or as the owner, or set the tenant first."
				: lifted(sqlName(name)),
		},
	];
}

function lifted(table: string): string {
	return [
		`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;`,
		`-- the change`,
		`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;  -- in the same transaction; or a role with BYPASSRLS, or a tenant set`,
	].join("\n");
}

const catalogue: Rule = {
	id: "catalogue-write",
	severity: "error",
	what: "INSERT, UPDATE or DELETE on a table of pg_catalog (to take a value out of an enum, for one)",
	why: "Nothing checks it: rows and indexes that hold the value can no longer be read.",
	versions: EVERY_VERSION,
	judge: on("query", ({ query }) =>
		query.writes.flatMap(({ table }) => {
			if (table.schema !== "pg_catalog" && !(table.schema === undefined && /^pg_[a-z_]+$/.test(table.name))) return [];
			const aboutEnum = table.name === "pg_enum";
			const fix = aboutEnum
				? "-- CREATE TYPE … AS ENUM with the values that stay, then ALTER TABLE … ALTER COLUMN … TYPE, then DROP TYPE of the old one."
				: undefined;
			const message = aboutEnum
				? "PostgreSQL cannot take a value out of an enum."
				: `${table.name} is the server's own.`;
			return [{ message, at: table.at, ...(fix ? { fix } : {}) }];
		}),
	),
};

export const writeRules: Rule[] = [everyRow, blind, catalogue];
