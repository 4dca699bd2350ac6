import { quoteIdent } from "../../sql/quote.ts";
import { type ActionOf, type Context, EVERY_VERSION, onClause, type Rule, type Target } from "../rule.ts";
import { bySize, derivedName, label, sqlName } from "../weigh.ts";
import { typeText } from "./change-type.ts";
import { suspect } from "./volatility.ts";

type AddColumn = ActionOf<"add-column">;

const rewrites: Rule = {
	id: "add-column-rewrites",
	severity: "error",
	what: "ADD COLUMN with a volatile default, serial, identity or GENERATED … STORED",
	why: "Each row gets a value of its own, so the whole table is written anew while nobody may read or write it.",
	versions: EVERY_VERSION,
	judge: onClause("add-column", ({ column }, { name, table }, context) => {
		const reason = reasonToRewrite(column, context);
		if (!reason) return [];
		const severity = bySize(table, reason.sure ? "error" : "warning");
		const message = `Adding ${column.name} to ${label(name)} rewrites the table: ${reason.text}.`;
		return [
			{ message, severity, fix: withoutRewrite(name, column), at: column.default?.at ?? column.type?.at ?? column.at },
		];
	}),
};

function reasonToRewrite(column: AddColumn["column"], { known }: Context): { text: string; sure: boolean } | undefined {
	if (column.identity) return { text: "each row gets its number", sure: true };
	if (column.generated === "stored") return { text: "each row's value is computed and stored", sure: true };
	if (isSerial(column)) return { text: `${column.type?.name} calls nextval() for each row`, sure: true };
	const found = column.default && suspect(known, column.default);
	if (!found) return undefined;
	const called = `${label(found.call)}()`;
	return found.sure
		? { text: `${called} is volatile`, sure: true }
		: { text: `${called} may be volatile, and is unless it was declared otherwise`, sure: false };
}

export function isSerial({ type }: Pick<AddColumn["column"], "type">): boolean {
	return /^(small|big)?serial[248]?$/.test(type?.name ?? "");
}

function withoutRewrite(name: Target["name"], column: AddColumn["column"]): string {
	const [table, own] = [sqlName(name), quoteIdent(column.name)];
	const type = plainType(column);
	if (column.generated === "stored") {
		return `ALTER TABLE ${table} ADD COLUMN ${own} ${type};  -- plain, kept up by a trigger, filled in batches; or GENERATED … VIRTUAL (18)`;
	}
	return [
		`ALTER TABLE ${table} ADD COLUMN ${own} ${type};`,
		`ALTER TABLE ${table} ALTER COLUMN ${own} SET DEFAULT …;  -- for new rows`,
		`UPDATE ${table} SET ${own} = … WHERE ${own} IS NULL AND …;  -- old rows, in batches, each in a transaction of its own`,
	].join("\n");
}

/** serial is no type of its own. */
function plainType({ type }: AddColumn["column"]): string {
	if (!type) return "…";
	const sizes: Record<string, string> = { smallserial: "int2", serial2: "int2", bigserial: "int8", serial8: "int8" };
	return isSerial({ type }) ? (sizes[type.name] ?? "int4") : typeText(type);
}

const required: Rule = {
	id: "add-column-not-null",
	severity: "error",
	what: "ADD COLUMN … NOT NULL without a default",
	why: "It fails as soon as the table has a row.",
	versions: EVERY_VERSION,
	judge: onClause("add-column", ({ column }, { name, table }) => {
		const notNull = column.constraints.find(({ kind }) => kind === "not-null" || kind === "primary-key");
		const filled = column.default && column.default.constant !== null;
		if (!notNull || filled || column.identity || column.generated || isSerial(column)) return [];
		const severity = table?.live?.empty ? "info" : "error";
		const message = `${label(name)}.${column.name} is NOT NULL and has no default: no row that is there can have it.`;
		return [{ message, severity, at: notNull.at, fix: nullableFirst(name, column) }];
	}),
};

function nullableFirst(name: Target["name"], column: AddColumn["column"]): string {
	const [table, own] = [sqlName(name), quoteIdent(column.name)];
	const check = derivedName(name.name, column.name, "present");
	return [
		`ALTER TABLE ${table} ADD COLUMN ${own} ${plainType(column)};  -- or with a constant DEFAULT, which fills old rows without touching them`,
		`ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${own} IS NOT NULL) NOT VALID;`,
		`-- fill the old rows, then, in a later migration:`,
		`ALTER TABLE ${table} VALIDATE CONSTRAINT ${check};`,
		`ALTER TABLE ${table} ALTER COLUMN ${own} SET NOT NULL;`,
	].join("\n");
}

export const addColumnRules: Rule[] = [rewrites, required];
