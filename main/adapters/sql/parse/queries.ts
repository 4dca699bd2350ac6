import type { Node, RangeVar } from "libpg-query";
import type { PlacedName, Query, Write } from "../../../core/ports.ts";
import { callsIn, expressionOf } from "./expressions.ts";
import { type Places, placedName } from "./tree.ts";

interface Touched {
	reads: PlacedName[];
	writes: Write[];
	places: Places;
}

/** Whatever a query touches; `part` is any part of the tree that holds it. */
export function queryOf(part: unknown, places: Places): Query {
	const touched: Touched = { reads: [], writes: [], places };
	walk(part, touched, new Set());
	return { reads: touched.reads, writes: touched.writes, calls: callsIn(part, places) };
}

/** `known` are the WITH queries whose names hide tables here. */
function walk(part: unknown, touched: Touched, known: ReadonlySet<string>): void {
	if (Array.isArray(part)) {
		for (const each of part) walk(each, touched, known);
		return;
	}
	if (typeof part !== "object" || part === null) return;
	const { withClause, ...rest } = part as { withClause?: WithClause };
	const visible = withClause ? walkWith(withClause, touched, known) : known;
	for (const [key, child] of Object.entries(rest)) {
		const write = writers[key];
		if (key === "RangeVar") noteRead(child as RangeVar, touched, visible);
		else if (write) {
			const { relation, ...others } = child as WriteNode;
			touched.writes.push(write(relation, others, touched.places));
			walk(others, touched, visible);
		} else walk(child, touched, visible);
	}
}

interface WithClause {
	recursive?: boolean;
	ctes?: { CommonTableExpr?: { ctename?: string; ctequery?: Node } }[];
}

/** Each query of a WITH sees the ones before it, a recursive one all; answers with what the statement itself sees. */
function walkWith({ recursive, ctes = [] }: WithClause, touched: Touched, known: ReadonlySet<string>): Set<string> {
	const names = ctes.map(({ CommonTableExpr }) => CommonTableExpr?.ctename ?? "");
	const visible = new Set([...known, ...(recursive ? names : [])]);
	for (const [at, { CommonTableExpr }] of ctes.entries()) {
		walk(CommonTableExpr?.ctequery, touched, new Set(visible));
		visible.add(names[at] ?? "");
	}
	return visible;
}

function noteRead(relation: RangeVar, { reads, places }: Touched, known: ReadonlySet<string>): void {
	if (relation.schemaname === undefined && known.has(relation.relname ?? "")) return;
	reads.push(placedName(relation, places));
}

interface WriteNode {
	relation?: RangeVar;
	whereClause?: Node;
	selectStmt?: { SelectStmt?: { valuesLists?: Node[] } };
}

type Writer = (relation: RangeVar | undefined, node: WriteNode, places: Places) => Write;

const writers: Record<string, Writer> = {
	InsertStmt: (relation, { selectStmt }, places) => ({
		what: "insert",
		table: placedName(relation, places),
		everyRow: false,
		fromQuery: selectStmt !== undefined && !selectStmt.SelectStmt?.valuesLists,
	}),
	UpdateStmt: (relation, { whereClause }, places) => ({
		what: "update",
		table: placedName(relation, places),
		everyRow: isAlways(whereClause, places),
		fromQuery: false,
	}),
	DeleteStmt: (relation, { whereClause }, places) => ({
		what: "delete",
		table: placedName(relation, places),
		everyRow: isAlways(whereClause, places),
		fromQuery: false,
	}),
	MergeStmt: (relation, _node, places) => ({
		what: "merge",
		table: placedName(relation, places),
		everyRow: false,
		fromQuery: true,
	}),
};

function isAlways(where: Node | undefined, places: Places): boolean {
	return where === undefined || expressionOf(where, places)?.constant === true;
}
