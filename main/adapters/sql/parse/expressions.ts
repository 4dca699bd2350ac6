import type { A_Expr, Node, FuncCall as TreeCall } from "libpg-query";
import type { Expression, FunctionCall } from "../../../core/ports.ts";
import { constantOf, nameFrom, type Places, strings } from "./tree.ts";

export function expressionOf(node: Node | undefined, places: Places): Expression | undefined {
	return node && readExpression(node, places);
}

function readExpression(node: Node, places: Places): Expression {
	const found: Found = { columns: new Set(), calls: [], flags: new Set(), settings: new Set(), first: undefined };
	collect(node, found, places, false);
	const written = constantOf(node);
	const constant = written === undefined ? sameOnBothSides(node) : written;
	return {
		at: places(found.first),
		columns: [...found.columns],
		calls: found.calls,
		flags: [...found.flags],
		settings: [...found.settings],
		...(constant === undefined ? {} : { constant }),
		...armsOf(node, places),
		...notNullOf(node),
		...plainColumnOf(node),
	};
}

function armsOf(node: Node, places: Places): Pick<Expression, "or" | "and"> {
	if (!("BoolExpr" in node)) return {};
	const { boolop } = node.BoolExpr;
	if (boolop !== "OR_EXPR" && boolop !== "AND_EXPR") return {};
	const arms = flatten(node, boolop).map((arm) => readExpression(arm, places));
	return boolop === "OR_EXPR" ? { or: arms } : { and: arms };
}

function flatten(node: Node, boolop: string): Node[] {
	if (!("BoolExpr" in node) || node.BoolExpr.boolop !== boolop) return [node];
	return (node.BoolExpr.args ?? []).flatMap((arm) => flatten(arm, boolop));
}

/** `1 = 1` is as true as `true`. */
function sameOnBothSides(node: Node): true | undefined {
	if (!("A_Expr" in node) || operatorOf(node.A_Expr) !== "=") return undefined;
	const [left, right] = [constantOf(node.A_Expr.lexpr), constantOf(node.A_Expr.rexpr)];
	return left !== undefined && left !== null && left === right ? true : undefined;
}

function notNullOf(node: Node): Pick<Expression, "notNull"> {
	if (!("NullTest" in node) || node.NullTest.nulltesttype !== "IS_NOT_NULL") return {};
	const column = columnName(node.NullTest.arg);
	return column === undefined ? {} : { notNull: column };
}

function plainColumnOf(node: Node): Pick<Expression, "plainColumn"> {
	const column = columnName("TypeCast" in node ? node.TypeCast.arg : node);
	return column === undefined ? {} : { plainColumn: column };
}

function columnName(node: Node | undefined): string | undefined {
	if (!node || !("ColumnRef" in node)) return undefined;
	const last = node.ColumnRef.fields?.at(-1);
	return last && "String" in last ? last.String.sval : undefined;
}

interface Found {
	columns: Set<string>;
	calls: FunctionCall[];
	flags: Set<string>;
	settings: Set<string>;
	/** The leftmost place of the expression, in the parser's count. */
	first: number | undefined;
}

/** Walks any part of the tree: what it holds is told by its keys. */
function collect(part: unknown, found: Found, places: Places, inQuery: boolean): void {
	if (Array.isArray(part)) {
		for (const each of part) collect(each, found, places, inQuery);
		return;
	}
	if (typeof part !== "object" || part === null) return;
	const node = part as Record<string, unknown>;
	noteColumn(node, found, inQuery);
	if (node.FuncCall) found.calls.push(readCall(node.FuncCall as TreeCall, places));
	noteFlags(node as Node, found);
	if (typeof node.location === "number" && node.location >= 0) {
		found.first = Math.min(found.first ?? node.location, node.location);
	}
	for (const [key, child] of Object.entries(node)) collect(child, found, places, inQuery || key === "SelectStmt");
}

function noteColumn(node: Record<string, unknown>, found: Found, inQuery: boolean): void {
	const column = inQuery ? undefined : columnName(node as Node);
	if (column !== undefined) found.columns.add(column);
}

function noteFlags(node: Node, found: Found): void {
	const setting = settingOf(node);
	if (setting) found.settings.add(setting);
	for (const flag of flagsOf(node)) found.flags.add(flag);
}

/** The calls in any part of a tree. */
export function callsIn(part: unknown, places: Places): FunctionCall[] {
	const found: Found = { columns: new Set(), calls: [], flags: new Set(), settings: new Set(), first: undefined };
	collect(part, found, places, false);
	return found.calls;
}

/** Custom settings that any part of a tree reads, and those that it takes for a flag. */
export function settingsIn(part: unknown): { flags: string[]; settings: string[] } {
	const found: Found = { columns: new Set(), calls: [], flags: new Set(), settings: new Set(), first: undefined };
	collect(part, found, () => 0, false);
	return { flags: [...found.flags], settings: [...found.settings] };
}

function readCall(call: TreeCall, places: Places): FunctionCall {
	const args = call.args ?? [];
	return {
		...nameFrom(strings(call.funcname)),
		at: places(call.location),
		arguments: args.map(constantOf),
		takesColumn: args.some(namesColumn),
	};
}

function namesColumn(part: unknown): boolean {
	if (typeof part !== "object" || part === null) return false;
	return "ColumnRef" in part || Object.values(part).some(namesColumn);
}

/** `current_setting('app.x')`: the name of a setting that is nobody's but ours, for it has a dot in it. */
function settingOf(node: Node): string | undefined {
	if (!("FuncCall" in node) || strings(node.FuncCall.funcname).at(-1) !== "current_setting") return undefined;
	const name = constantOf(node.FuncCall.args?.[0]);
	return typeof name === "string" && name.includes(".") ? name : undefined;
}

/** Settings that this node itself turns into a yes or no. Compared with '' one is only asked whether it is set. */
function flagsOf(node: Node): string[] {
	if ("TypeCast" in node) {
		const type = strings(node.TypeCast.typeName?.names).at(-1);
		return type === "bool" ? settingsUnder(node.TypeCast.arg) : [];
	}
	if (!("A_Expr" in node) || node.A_Expr.kind === "AEXPR_NULLIF") return [];
	const { lexpr, rexpr } = node.A_Expr;
	return [...comparedWith(lexpr, rexpr), ...comparedWith(rexpr, lexpr)];
}

function comparedWith(tested: Node | undefined, other: Node | undefined): string[] {
	const values = other && "List" in other ? (other.List.items ?? []).map(constantOf) : [constantOf(other)];
	const telling = values.length > 0 && values.every((value) => value !== undefined && value !== null && value !== "");
	return telling && !namesColumn(tested) ? settingsUnder(tested) : [];
}

function settingsUnder(part: unknown): string[] {
	if (typeof part !== "object" || part === null) return [];
	const own = settingOf(part as Node);
	return own ? [own] : Object.values(part).flatMap(settingsUnder);
}

function operatorOf({ kind, name }: A_Expr): string | undefined {
	return kind === "AEXPR_OP" ? strings(name).at(-1) : undefined;
}
