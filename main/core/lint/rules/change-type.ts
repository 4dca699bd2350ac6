import type { TypeName } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type ActionOf, EVERY_VERSION, type Fault, onClause, type Rule } from "../rule.ts";
import { bySize, label, sqlName } from "../weigh.ts";

/** What a change of type costs. `unknown`: it depends on the type that the column has. */
export type Cost = "nothing" | "rewrite" | "unknown";

const changeType: Rule = {
	id: "type-change-rewrites",
	severity: "error",
	what: "ALTER COLUMN … TYPE that writes the table anew",
	why: "The table and its indexes are written anew while nobody may read or write it.",
	versions: EVERY_VERSION,
	judge: onClause("set-type", (clause, { name, table }): Fault[] => {
		const before = table?.columns.get(clause.column)?.type;
		const cost = usesMore(clause) ? "rewrite" : costOf(before, clause.type);
		if (cost === "nothing") return [];
		const change = `${before ? `${typeText(before)} to ` : "to "}${typeText(clause.type)}`;
		const sure = cost === "rewrite";
		return [
			{
				at: clause.type.at,
				severity: bySize(table, sure ? "error" : "warning"),
				message: sure
					? `Changing ${label(name)}.${clause.column} ${change} rewrites the table.`
					: `Changing ${label(name)}.${clause.column} ${change} rewrites the table, unless the type it has is a shorter one of the same kind.`,
				fix: besideIt(sqlName(name), clause),
			},
		];
	}),
};

/** A USING that is more than the column itself computes each value. */
function usesMore({ using, column }: ActionOf<"set-type">): boolean {
	return using !== undefined && using.plainColumn !== column;
}

/** A longer length or precision, which takes every value as it is. Where none is said afterwards, that holds for every type. */
const growing: Record<string, (before: readonly number[], after: readonly number[]) => boolean> = {
	varchar: lengthGrows,
	varbit: lengthGrows,
	numeric: ([was, scaleWas = 0], [is = 0, scale = 0]) => was !== undefined && is >= was && scale === scaleWas,
	timestamp: secondsGrow,
	timestamptz: secondsGrow,
	time: secondsGrow,
	timetz: secondsGrow,
	// The first number tells the fields (HOUR TO MINUTE …), the second the digits of the seconds.
	interval: ([fields, ...was], [fieldsAfter, ...is]) => fields === fieldsAfter && secondsGrow(was, is),
};

function lengthGrows([was]: readonly number[], [is = 0]: readonly number[]): boolean {
	return was !== undefined && is >= was;
}

/** Seconds have six digits after the point where nothing is said. */
function secondsGrow([was = 6]: readonly number[], [is = 6]: readonly number[]): boolean {
	return is >= was;
}

/** Kinds that are stored alike, so that one is read as the other where no length is asked for. */
const alike: Record<string, readonly string[]> = {
	varchar: ["text", "bpchar"],
	text: ["varchar", "bpchar"],
	xml: ["text", "varchar", "bpchar"],
	citext: ["text", "varchar"],
	cidr: ["inet"],
	bit: ["varbit"],
	oid: ["int4"],
	int4: ["oid"],
};

/** Kinds that a column is often changed to for nothing, from another or from a shorter one of their own. */
const perhapsFree = new Set([...Object.keys(growing), "text", "bpchar", "inet", "citext", "oid"]);

export function costOf(before: TypeName | undefined, after: TypeName): Cost {
	if (!before) return perhapsFree.has(after.name) || after.schema !== undefined ? "unknown" : "rewrite";
	if (isSame(before, after)) return "nothing";
	if (before.schema !== undefined || after.schema !== undefined) return "unknown";
	if (before.array !== after.array) return "rewrite";
	if (before.name === after.name) return grows(before, after) ? "nothing" : "rewrite";
	const free = alike[before.name]?.includes(after.name) && after.modifiers.length === 0 && !after.array;
	return free ? "nothing" : "rewrite";
}

function grows(before: TypeName, after: TypeName): boolean {
	if (after.modifiers.length === 0) return true;
	return !after.array && (growing[after.name]?.(before.modifiers, after.modifiers) ?? false);
}

function isSame(before: TypeName, after: TypeName): boolean {
	return typeText(before) === typeText(after) && before.schema === after.schema;
}

export function typeText({ schema, name, modifiers, array }: TypeName): string {
	const length = modifiers.length > 0 ? `(${modifiers.join(",")})` : "";
	return `${schema === undefined ? "" : `${schema}.`}${name}${length}${array ? "[]" : ""}`;
}

function besideIt(table: string, { column, type }: ActionOf<"set-type">): string {
	const [old, fresh] = [quoteIdent(column), quoteIdent(`${column}_new`)];
	return [
		`ALTER TABLE ${table} ADD COLUMN ${fresh} ${typeText(type)};`,
		`-- a trigger keeps ${fresh} equal to ${old}; old rows are filled in batches, each in a transaction of its own; then:`,
		`ALTER TABLE ${table} DROP COLUMN ${old};`,
		`ALTER TABLE ${table} RENAME COLUMN ${fresh} TO ${old};`,
	].join("\n");
}

export const changeTypeRules: Rule[] = [changeType];
