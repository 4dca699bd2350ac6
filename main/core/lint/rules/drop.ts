/** What takes data away. In a rollback file that is the purpose: there Bulkhead counts it first and keeps it in a snapshot. */
import type { LintSeverity } from "../../../contract/index.ts";
import { type Context, EVERY_VERSION, isFresh, on, onClause, type Rule } from "../rule.ts";
import { byRows, label, sqlName } from "../weigh.ts";

function lost(context: Context, severity: LintSeverity): LintSeverity {
	return context.script.rollback ? "info" : severity;
}

const dropTable: Rule = {
	id: "drop-table",
	severity: "warning",
	what: "DROP TABLE (or a materialized view) that the file did not make",
	why: "Its rows are gone with COMMIT, and programs that still read it fail.",
	versions: EVERY_VERSION,
	judge: on("drop", ({ object, names }, context) => {
		if (object !== "table" && object !== "materialized view" && object !== "foreign table") return [];
		return names.flatMap((name) => {
			if (isFresh(context, name)) return [];
			const table = context.known.find(name);
			const severity = lost(context, object === "table" ? byRows(table, "warning") : "info");
			const fix = `ALTER TABLE ${sqlName(name)} RENAME TO …;  -- first, for as long as nobody misses it`;
			return [{ message: `${object} ${label(name)} goes, with its rows.`, severity, table, fix }];
		});
	}),
};

const dropColumn: Rule = {
	id: "drop-column",
	severity: "warning",
	what: "DROP COLUMN of a table that the file did not make",
	why: "Its values are gone with COMMIT, and programs that still name it fail.",
	versions: EVERY_VERSION,
	judge: onClause("drop-column", ({ column }, { name, table }, context) => {
		const message = `${label(name)}.${column} goes, with its values.`;
		const fix = "-- First release programs that no longer name the column; then drop it, in a migration of its own.";
		return [{ message, severity: lost(context, byRows(table, "warning")), fix }];
	}),
};

const dropSchema: Rule = {
	id: "drop-schema",
	severity: "error",
	what: "DROP SCHEMA … CASCADE, DROP DATABASE, DROP OWNED",
	why: "It takes whatever is in there, and the statement does not say what that is.",
	versions: EVERY_VERSION,
	judge: on("drop", ({ object, names, cascade }, { earlier }) => {
		const wide = object === "database" || object === "owned" || (object === "schema" && cascade);
		const own = names.every((name) =>
			earlier.some(({ statement }) => statement.kind === "create" && statement.name.name === name.name),
		);
		if (!wide || (own && names.length > 0)) return [];
		const fix = "-- Drop by name what is in it; without CASCADE the rest is refused instead of taken along.";
		return [{ message: `${object} ${names.map(label).join(", ")}: all of it goes.`, fix }];
	}),
};

const cascade: Rule = {
	id: "drop-cascade",
	severity: "warning",
	what: "DROP … CASCADE",
	why: "Views, foreign keys and policies that hang on it go without a word; a table that loses its policies shows nothing, or everything.",
	versions: EVERY_VERSION,
	judge: (statement, context) => {
		if (
			statement.kind === "drop" &&
			statement.cascade &&
			statement.object !== "schema" &&
			statement.object !== "owned"
		) {
			const known = statement.names.filter((name) => !isFresh(context, name));
			if (known.length === 0) return [];
			const message = `CASCADE takes along what hangs on ${known.map(label).join(", ")}.`;
			return [{ message, fix: "-- Leave CASCADE out: what is in the way is named, and can be dropped by name." }];
		}
		return dropColumnCascade(statement, context);
	},
};

const dropColumnCascade = onClause("drop-column", ({ column, cascade: wide }, { name }) =>
	wide
		? [
				{
					message: `CASCADE takes along what hangs on ${label(name)}.${column}, policies too.`,
					fix: "-- Leave CASCADE out: what is in the way is named, and can be dropped by name.",
				},
			]
		: [],
);

const truncate: Rule = {
	id: "truncate",
	severity: "warning",
	what: "TRUNCATE of a table that the file did not make",
	why: "Every row goes, of every tenant: row-level security does not hold it.",
	versions: EVERY_VERSION,
	judge: on("truncate", ({ names, cascade: wide }, context) =>
		names.flatMap((name) => {
			if (isFresh(context, name)) return [];
			const table = context.known.find(name);
			const message = `All rows of ${label(name)} go${wide ? ", and those of every table that refers to it" : ""}.`;
			const fix = `DELETE FROM ${sqlName(name)} WHERE …;`;
			return [{ message, severity: lost(context, byRows(table, wide ? "error" : "warning")), table, at: name.at, fix }];
		}),
	),
};

export const dropRules: Rule[] = [dropTable, dropColumn, dropSchema, cascade, truncate];
