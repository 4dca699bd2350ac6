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

/** Types that take any shorter value of their own kind as it is: only then is nothing written. */
const growing: Record<string, (before: TypeName, after: TypeName) => boolean> = {
	varchar: ({ modifiers: [was] }, { modifiers: [is] }) => is === undefined || (was !== undefined && is >= was),
	varbit: ({ modifiers: [was] }, { modifiers: [is] }) => is === undefined || (was !== undefined && is >= was),
	numeric: ({ modifiers: [was, scaleWas = 0] }, { modifiers: [is, scale = 0] }) =>
		is === undefined || (was !== undefined && is >= was && scale === scaleWas),
	timestamp: precisionGrows,
	timestamptz: precisionGrows,
	time: precisionGrows,
	timetz: precisionGrows,
};

/** Seconds have six digits after the point where nothing is said. */
function precisionGrows({ modifiers: [was = 6] }: TypeName, { modifiers: [is = 6] }: TypeName): boolean {
	return is >= was;
}

/** Kinds that are stored alike, so that one is read as the other. */
const alike: Record<string, readonly string[]> = {
	varchar: ["text"],
	text: ["varchar"],
	cidr: ["inet"],
	citext: ["text", "varchar"],
	xml: ["text"],
	varbit: ["bit"],
};

/** Kinds that some other kind, or a shorter one of their own, turns into for nothing. */
const perhapsFree = new Set([...Object.keys(growing), ...Object.values(alike).flat(), "interval", "citext"]);

export function costOf(before: TypeName | undefined, after: TypeName): Cost {
	if (after.array !== (before?.array ?? after.array)) return "rewrite";
	if (!before) return perhapsFree.has(after.name) || after.schema !== undefined ? "unknown" : "rewrite";
	if (isSame(before, after)) return "nothing";
	if (before.schema !== undefined || after.schema !== undefined) return "unknown";
	if (before.name === after.name) return growing[after.name]?.(before, after) ? "nothing" : "rewrite";
	const free = alike[before.name]?.includes(after.name) && after.modifiers.length === 0 && !after.array;
	return free ? "nothing" : "rewrite";
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
