/**
 * Where a view's columns come from, read from the tree that the server keeps of its query (pg_rewrite.ev_action). The server notes a column's
 * origin where it is nothing but that column, through sub-selects too; of anything that is computed, and of both arms of a UNION, there is none.
 */

export interface ViewColumnOrigin {
	/** From 1. */
	place: number;
	/** Oid of a table or view, and the column's number in it; "0" and 0 where it is not one column of one relation. */
	relation: string;
	column: number;
}

/** Of the columns that the view shows, in their order. */
export function originsOf(tree: string): ViewColumnOrigin[] {
	const query = fieldsOf(tree, tree.indexOf("{QUERY"));
	return partsOf(query.get("targetList") ?? "").flatMap((entry) => {
		const fields = fieldsOf(entry, 0);
		if (fields.get("resjunk") === "true") return [];
		const number = (name: string): string => fields.get(name) ?? "0";
		return [{ place: Number(number("resno")), relation: number("resorigtbl"), column: Number(number("resorigcol")) }];
	});
}

/** It takes a row of one of its relations as a whole, and with it every column. */
export const takesWholeRows = (tree: string): boolean => /:varattno 0[ )}]/.test(tree);

/** The fields of the node that opens at this offset; `:name value`, and a value may hold nodes. */
function fieldsOf(text: string, open: number): Map<string, string> {
	const fields = new Map<string, string>();
	const end = closing(text, open);
	let name: string | undefined;
	let from = 0;
	for (let at = open + 1; at < end; at = next(text, at)) {
		if (text[at] !== ":" || text[at - 1] !== " ") continue;
		if (name !== undefined) fields.set(name, text.slice(from, at).trim());
		name = /^\w+/.exec(text.slice(at + 1, at + 64))?.[0] ?? "";
		from = at + 1 + name.length;
	}
	if (name !== undefined) fields.set(name, text.slice(from, end).trim());
	return fields;
}

/** The nodes of a list, `({…} {…})`. */
function partsOf(list: string): string[] {
	const parts: string[] = [];
	for (let at = list.indexOf("{"); at >= 0; at = list.indexOf("{", at)) {
		const end = closing(list, at) + 1;
		parts.push(list.slice(at, end));
		at = end;
	}
	return parts;
}

/** The next place behind this character, or behind the whole that opens here. */
const next = (text: string, at: number): number => {
	if (text[at] === "\\") return at + 2;
	return text[at] === "{" || text[at] === "(" || text[at] === "[" ? closing(text, at) + 1 : at + 1;
};

/** Where the bracket at this offset closes. In names a bracket has a backslash in front. */
function closing(text: string, open: number): number {
	let depth = 0;
	for (let at = open; at < text.length; at += text[at] === "\\" ? 2 : 1) {
		if ("{([".includes(text[at] ?? "")) depth += 1;
		else if ("})]".includes(text[at] ?? "")) {
			depth -= 1;
			if (depth === 0) return at;
		}
	}
	return text.length;
}
