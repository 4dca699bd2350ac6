/** A query as it is judged before it is run: what is not known to only read is named. */
import type { ColumnRef, FuncCall, RangeVar, TypeName } from "libpg-query";
import { AppError } from "../../core/errors.ts";
import type { LookTree, NamedRelation, ObjectName } from "../../core/ports.ts";
import { lineAndColumn, offsetOf } from "../../core/position.ts";
import { library } from "./library.ts";
import { nameFrom, type Places, placesOf, relationName, stringOf, strings, unwrap } from "./parse/tree.ts";
import { scan } from "./scan.ts";
import { splitStatements } from "./split-statements.ts";

/** Characters that are parsed: the tree takes some fifty times as much memory. */
const LONGEST = 256 * 1024;

/** Kinds of nodes that a query may be made of. Whatever a later grammar adds is not among them until somebody has looked at it. */
const known: ReadonlySet<string> = new Set(
	`SelectStmt ResTarget ColumnRef A_Star A_Const A_Expr BoolExpr FuncCall NamedArgExpr SubLink RangeVar RangeSubselect RangeFunction
	 RangeTableSample JoinExpr CommonTableExpr SortBy WindowDef CaseExpr CaseWhen CoalesceExpr MinMaxExpr NullTest BooleanTest TypeCast
	 A_ArrayExpr RowExpr A_Indirection A_Indices String Integer Float Boolean BitString List GroupingSet GroupingFunc SQLValueFunction
	 CollateClause ParamRef TypeName JsonObjectConstructor JsonArrayConstructor JsonKeyValue JsonValueExpr JsonIsPredicate`.split(
		/\s+/,
	),
);

export function readLook(text: string): LookTree {
	const bad = unreadable(text);
	if (bad) throw bad;
	const statements = splitStatements(text, scan(text));
	const parsed = statements.length === 0 ? [] : parse(text);
	const [first] = statements;
	const alone = statements.length === 1 ? (first?.text ?? "") : text;
	const start = { line: first?.line ?? 1, column: first?.column ?? 1 };
	const tree: LookTree = {
		...{ text: alone, statements: parsed.length, refused: [], functions: [], operators: [], types: [] },
		...{ start, fields: [], relations: [], withNames: [], parameters: false },
	};
	if (parsed.length !== 1 || statements.length !== 1)
		return { ...tree, statements: Math.max(parsed.length, statements.length) };
	// Places are those of the statement alone, which is what is run.
	const [only] = parse(alone);
	const [kind, content] = unwrap(only?.stmt);
	if (kind !== "SelectStmt") return { ...tree, notQuery: wordOf(kind) };
	walkAll(content, { tree, text: alone, places: placesOf(alone) });
	return tree;
}

function unreadable(text: string): AppError | undefined {
	if (text.length > LONGEST) return new AppError("REFUSED", `The statement is longer than ${LONGEST / 1024} KB.`);
	if (text.includes("\0"))
		return new AppError("BAD_INPUT", "It holds a NUL character.", lineAndColumn(text, text.indexOf("\0")));
	return text.isWellFormed()
		? undefined
		: new AppError("BAD_INPUT", "It holds half of a character (a lone surrogate).");
}

function parse(text: string) {
	try {
		return library().parseSync(text).stmts ?? [];
	} catch (caught) {
		if (!library().hasSqlDetails(caught) || !caught.sqlDetails) {
			throw tooDeep(caught);
		}
		const at = offsetOf(text, 0, caught.sqlDetails.cursorPosition);
		throw new AppError("BAD_INPUT", caught.message, lineAndColumn(text, at), caught);
	}
}

/** InsertStmt as SQL says it. */
const wordOf = (kind: string): string =>
	kind
		.replace(/Stmt$/, "")
		.replaceAll(/([a-z])([A-Z])/g, "$1 $2")
		.toUpperCase();

interface Walking {
	tree: LookTree;
	text: string;
	places: Places;
}

function walkAll(content: object, walking: Walking): void {
	try {
		walk("SelectStmt", content, walking);
	} catch (caught) {
		if (caught instanceof RangeError) throw tooDeep(caught);
		throw caught;
	}
}

const tooDeep = (cause: unknown): AppError =>
	new AppError("REFUSED", "The statement is nested too deep to be read.", {}, cause);

function walk(kind: string, part: unknown, walking: Walking): void {
	if (Array.isArray(part)) {
		for (const each of part) walk("", each, walking);
		return;
	}
	if (typeof part !== "object" || part === null) return;
	note(kind, part, walking);
	for (const [key, child] of Object.entries(part)) {
		// The tree names a node by its kind, in capitals; fields are in small letters.
		const isNode = /^[A-Z]/.test(key);
		const refused = isNode && !known.has(key) ? wordOf(key) : clauses[key];
		if (refused) walking.tree.refused.push(refused);
		walk(isNode ? key : (bare[key] ?? ""), child, walking);
	}
}

const clauses: Readonly<Record<string, string>> = { intoClause: "INTO", lockingClause: "FOR UPDATE or FOR SHARE" };

/** Fields that hold a node without naming its kind. */
const bare: Readonly<Record<string, string>> = { larg: "SelectStmt", rarg: "SelectStmt", typeName: "TypeName" };

function note(kind: string, node: object, { tree, text, places }: Walking): void {
	if (kind === "FuncCall") tree.functions.push(nameFrom(strings((node as FuncCall).funcname)));
	else if (kind === "A_Expr" || kind === "SubLink" || kind === "SortBy") tree.operators.push(...operatorsOf(node));
	else if (kind === "TypeName") tree.types.push(...typesOf(node as TypeName));
	else if (kind === "ParamRef") tree.parameters = true;
	else if (kind === "ColumnRef")
		tree.fields.push(
			...strings((node as ColumnRef).fields)
				.slice(1)
				.filter(Boolean),
		);
	else if (kind === "A_Indirection") tree.fields.push(...fieldsOf(node));
	else if (kind === "CommonTableExpr") tree.withNames.push((node as { ctename?: string }).ctename ?? "");
	else if (kind === "RangeVar") tree.relations.push(relationOf(node as RangeVar, text, places));
	else if (kind === "RangeTableSample") {
		const { method } = node as { method?: Parameters<typeof strings>[0] };
		const name = nameFrom(strings(method));
		if (!["bernoulli", "system"].includes(name.name)) tree.refused.push(`TABLESAMPLE ${name.name}`);
	}
}

function operatorsOf(node: object): ObjectName[] {
	const parts = [
		"name" in node ? node.name : undefined,
		"operName" in node ? node.operName : undefined,
		"useOp" in node ? node.useOp : undefined,
	];
	return parts.flatMap((each) => (Array.isArray(each) && each.length > 0 ? [nameFrom(strings(each))] : []));
}

function typesOf({ names }: TypeName): ObjectName[] {
	const name = nameFrom(strings(names));
	return name.schema === "pg_catalog" ? [] : [name];
}

function fieldsOf(node: object): string[] {
	const { indirection = [] } = node as { indirection?: Parameters<typeof strings>[0] };
	return indirection.map(stringOf).filter(Boolean);
}

function relationOf(relation: RangeVar, text: string, places: Places): NamedRelation {
	const at = places(relation.location);
	const parts = [relation.catalogname, relation.schemaname, relation.relname].filter((part) => part !== undefined);
	return {
		...relationName(relation),
		at,
		length: nameLength(text, at, parts.length),
		aliased: relation.alias !== undefined,
	};
}

/** Of a name of so many parts: its tokens and the dots between them. */
function nameLength(text: string, at: number, parts: number): number {
	let seen = 0;
	for (const token of scan(text.slice(at))) {
		if (token.kind === "comment") continue;
		seen += 1;
		if (seen === parts * 2 - 1) return token.end;
	}
	return 0;
}
