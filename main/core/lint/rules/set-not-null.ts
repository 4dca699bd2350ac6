import { quoteIdent } from "../../sql/quote.ts";
import { EVERY_VERSION, onClause, type Rule, type Target } from "../rule.ts";
import { bySize, derivedName, label, sqlName } from "../weigh.ts";

const setNotNull: Rule = {
	id: "set-not-null-scans",
	severity: "error",
	what: "SET NOT NULL on a column that no validated CHECK (column IS NOT NULL) covers",
	why: "Every row is read while nobody may read or write the table.",
	versions: `${EVERY_VERSION}; from 18 a NOT NULL can be added NOT VALID itself`,
	judge: onClause("set-not-null", ({ column }, { name, table }, { version }) => {
		if (table?.columns.get(column)?.notNull) return [];
		const proven = [...(table?.constraints.values() ?? [])].some((each) => each.notNull === column && each.validated);
		if (proven) return [];
		const message = `SET NOT NULL reads all of ${label(name)}: no validated CHECK says that ${column} is never null.`;
		return [{ message, severity: bySize(table, "error"), fix: provenFirst(name, column, version) }];
	}),
};

/** A constraint is proven under a lock that readers and writers pass, in a later transaction. */
function provenFirst(name: Target["name"], column: string, version: number | undefined): string {
	const [table, own] = [sqlName(name), quoteIdent(column)];
	if (version !== undefined && version >= 18) {
		const constraint = derivedName(name.name, column, "not_null");
		return [
			`ALTER TABLE ${table} ADD CONSTRAINT ${constraint} NOT NULL ${own} NOT VALID;`,
			`-- in a later migration:`,
			`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`,
		].join("\n");
	}
	const check = derivedName(name.name, column, "present");
	return [
		`ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${own} IS NOT NULL) NOT VALID;`,
		`-- in a later migration:`,
		`ALTER TABLE ${table} VALIDATE CONSTRAINT ${check};`,
		`ALTER TABLE ${table} ALTER COLUMN ${own} SET NOT NULL;`,
		`ALTER TABLE ${table} DROP CONSTRAINT ${check};`,
	].join("\n");
}

export const setNotNullRules: Rule[] = [setNotNull];
