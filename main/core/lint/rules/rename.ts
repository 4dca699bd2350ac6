import type { Parsed } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { EVERY_VERSION, isFresh, on, type Rule } from "../rule.ts";
import { label, sqlName } from "../weigh.ts";

/** What programs call by its name. An index or a constraint they do not. */
const CALLED = new Set([
	"table",
	"view",
	"materialized view",
	"foreign table",
	"column",
	"attribute",
	"schema",
	"value",
	"type",
	"function",
	"sequence",
]);

const rename: Rule = {
	id: "rename",
	severity: "warning",
	what: "RENAME, or SET SCHEMA, of what programs call by its name: table, view, column, schema, enum value, function …",
	why: "From COMMIT on every program that still says the old name fails.",
	versions: EVERY_VERSION,
	judge: on("rename", (statement, context) => {
		const { object, name, part, to, moves } = statement;
		if (context.script.rollback || !CALLED.has(object) || isFresh(context, name)) return [];
		const what = part === undefined ? label(name) : `${label(name)}.${part}`;
		const fix = bothNames(statement);
		const message = moves ? `${object} ${what} moves to the schema ${to}.` : `${object} ${what} becomes ${to}.`;
		return [{ message, table: context.known.find(name), ...(fix ? { fix } : {}) }];
	}),
};

function bothNames({ object, name, part, to, moves }: Parsed<"rename">): string | undefined {
	if (object === "table") {
		const change = moves ? `SET SCHEMA ${quoteIdent(to)}` : `RENAME TO ${quoteIdent(to)}`;
		const now = moves ? { schema: to, name: name.name } : { ...name, name: to };
		return [
			`ALTER TABLE ${sqlName(name)} ${change};`,
			`CREATE VIEW ${sqlName(name)} WITH (security_invoker = true) AS TABLE ${sqlName(now)};  -- old programs go on; 15 and later`,
		].join("\n");
	}
	if (object !== "column" || part === undefined) return undefined;
	return [
		`ALTER TABLE ${sqlName(name)} ADD COLUMN ${quoteIdent(to)} …;`,
		`-- a trigger keeps both equal; fill the old rows in batches; drop ${quoteIdent(part)} when no program reads it`,
	].join("\n");
}

export const renameRules: Rule[] = [rename];
