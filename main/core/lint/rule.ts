/**
 * What a rule is. *Fault*: what a rule says of a unit; with its place, its rule and its severity it becomes a *finding*. *Fresh* is a
 * table that the same file has made: nobody uses it yet, and it is empty.
 */
import type { LintSeverity } from "../../contract/index.ts";
import type { AlterAction, ObjectName, Parsed, ParsedKind, ParsedStatement } from "../ports.ts";
import type { Known, KnownTable } from "./known.ts";
import type { Place, Script, Unit } from "./script.ts";

/** What the files are for, and what is asked of them. */
export interface Premises {
	/** Name of the column that holds a row's tenant. */
	tenantColumn: string;
	/** Major version of the server; undefined: any from 13. */
	version: number | undefined;
	/** The set says of itself that running it again changes nothing. */
	idempotent: boolean;
	/** The role that would run the files, where it is known. */
	role?: { name: string; bypassesRls: boolean };
}

export interface Context extends Premises {
	known: Known;
	script: Script;
	unit: Unit;
	/** Units of the same file behind this one, and before it. */
	later: readonly Unit[];
	earlier: readonly Unit[];
}

export interface Fault {
	message: string;
	/** Offset in the unit's text; default its begin. */
	at?: number;
	/** A safer form, in SQL. */
	fix?: string;
	/** Default: the rule's. */
	severity?: LintSeverity;
	/** The table it is about, for its size. */
	table?: KnownTable | undefined;
}

export interface PlacedFault extends Fault {
	place: Place;
}

/** What is known when every forward file has been read. */
export interface SetContext extends Premises {
	known: Known;
	scripts: readonly Script[];
}

export interface Rule {
	id: string;
	/** The usual one. Where a rule weighs the table, it is that of a table whose size nobody knows. */
	severity: LintSeverity;
	/** What is looked for, in a few words. */
	what: string;
	/** Why it matters, in one sentence. */
	why: string;
	/** Which PostgreSQL versions it is about. */
	versions: string;
	judge?: (statement: ParsedStatement, context: Context) => Fault[];
	/** Of a whole set: what is missing is only missing at its end. */
	judgeSet?: (context: SetContext) => PlacedFault[];
}

export const EVERY_VERSION = "13–18";

/** Judges statements of one kind only. */
export function on<Kind extends ParsedKind>(
	kind: Kind,
	judge: (statement: Parsed<Kind>, context: Context) => Fault[],
): (statement: ParsedStatement, context: Context) => Fault[] {
	return (statement, context) => (statement.kind === kind ? judge(statement as Parsed<Kind>, context) : []);
}

type ActionName = AlterAction["action"];
export type ActionOf<Name extends ActionName> = Extract<AlterAction, { action: Name }>;

/** The table of an ALTER TABLE: by its name, and what is known of it. */
export interface Target {
	name: ObjectName;
	table: KnownTable | undefined;
}

/** Judges one kind of clause of ALTER TABLE, on tables that were there before the file. */
export function onClause<Name extends ActionName>(
	action: Name,
	judge: (clause: ActionOf<Name>, target: Target, context: Context) => Fault[],
): (statement: ParsedStatement, context: Context) => Fault[] {
	return on("alter-table", ({ name, object, actions }, context) => {
		if (object === "index" || object === "sequence" || isFresh(context, name)) return [];
		const target = { name, table: context.known.find(name) };
		return actions
			.filter((each): each is ActionOf<Name> => each.action === action)
			.flatMap((clause) =>
				judge(clause, target, context).map((fault) => ({ at: clause.at, table: target.table, ...fault })),
			);
	});
}

/** Several judges of one rule. */
export function either(
	...judges: ((statement: ParsedStatement, context: Context) => Fault[])[]
): (statement: ParsedStatement, context: Context) => Fault[] {
	return (statement, context) => judges.flatMap((judge) => judge(statement, context));
}

export function isFresh({ known, script }: Pick<Context, "known" | "script">, name: ObjectName): boolean {
	const table = known.find(name);
	return table?.temporary === true || table?.made?.script === script;
}
