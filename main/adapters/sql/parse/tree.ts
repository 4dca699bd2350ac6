/** Small readers of libpg-query's tree: names, constants and places. */
import type { A_Const, DefElem, Node, RangeVar, RoleSpec, TypeName as TreeType } from "libpg-query";
import type { Constant, Grantees, ObjectName, PlacedName, TypeName } from "../../../core/ports.ts";

/** Turns the parser's places (bytes of UTF-8) into offsets of the text; what has no place stands at its begin. */
export type Places = (location: number | undefined) => number;

export function placesOf(text: string): Places {
	const inOrder = (location: number | undefined): number => Math.max(location ?? 0, 0);
	if (Buffer.byteLength(text) === text.length) return inOrder;
	let table: Uint32Array | undefined;
	return (location) => {
		table ??= indexByByte(text);
		return table[inOrder(location)] ?? text.length;
	};
}

function indexByByte(text: string): Uint32Array {
	const table = new Uint32Array(Buffer.byteLength(text) + 1);
	let [byte, index] = [0, 0];
	for (const character of text) {
		const width = Buffer.byteLength(character);
		table.fill(index, byte, byte + width);
		byte += width;
		index += character.length;
	}
	table[byte] = index;
	return table;
}

/** What the tree calls a node, and the node. */
export function unwrap(node: Node | undefined): [kind: string, content: Record<string, unknown>] {
	return (Object.entries(node ?? {})[0] ?? ["", {}]) as [string, Record<string, unknown>];
}

export function stringOf(node: Node | undefined): string {
	return node && "String" in node ? (node.String.sval ?? "") : "";
}

export const strings = (nodes: readonly Node[] | undefined): string[] => (nodes ?? []).map(stringOf);

/** A possibly qualified name from its parts; of three, the database is left out. */
export function nameFrom(parts: readonly string[]): ObjectName {
	const name = parts.at(-1) ?? "";
	const schema = parts.at(-2);
	return schema === undefined ? { name } : { schema, name };
}

/** The name of whatever is dropped, granted or altered: a list, a string, a relation, a function or a type. */
export function nameOf(node: Node | undefined): ObjectName {
	if (!node) return { name: "" };
	if ("List" in node) return nameFrom(strings(node.List.items));
	if ("RangeVar" in node) return relationName(node.RangeVar);
	if ("ObjectWithArgs" in node) return nameFrom(strings(node.ObjectWithArgs.objname));
	if ("TypeName" in node) return nameFrom(strings(node.TypeName.names));
	return { name: stringOf(node) };
}

export function relationName(relation: RangeVar | undefined): ObjectName {
	return nameFrom([...(relation?.schemaname ? [relation.schemaname] : []), relation?.relname ?? ""]);
}

export function placedName(relation: RangeVar | undefined, places: Places): PlacedName {
	return { ...relationName(relation), at: places(relation?.location) };
}

/** The value of a constant that is written out, casts of it too; undefined for everything else. */
export function constantOf(node: Node | undefined): Constant | undefined {
	if (!node) return undefined;
	if ("TypeCast" in node) return constantOf(node.TypeCast.arg);
	if ("A_Const" in node) return literalOf(node.A_Const);
	if ("String" in node) return node.String.sval ?? "";
	if ("Boolean" in node) return node.Boolean.boolval ?? false;
	return "Integer" in node ? (node.Integer.ival ?? 0) : undefined;
}

/** The parser leaves out what is zero, false or empty. */
function literalOf({ ival, boolval, sval, fval, isnull }: A_Const): Constant {
	if (isnull) return null;
	if (boolval) return boolval.boolval ?? false;
	if (ival) return ival.ival ?? 0;
	return fval ? Number(fval.fval) : (sval?.sval ?? "");
}

export function typeOf(type: TreeType | undefined, places: Places): TypeName {
	const { schema, name } = nameFrom(strings(type?.names));
	const modifiers = (type?.typmods ?? []).map(constantOf).filter((value) => typeof value === "number");
	return {
		...(schema === undefined || schema === "pg_catalog" ? {} : { schema }),
		name,
		modifiers,
		array: (type?.arrayBounds ?? []).length > 0,
		at: places(type?.location),
	};
}

export function options(nodes: readonly Node[] | undefined): DefElem[] {
	return (nodes ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
}

/** An option that is on unless it says otherwise, as `security_invoker` or `full`. */
export function isOn(option: DefElem | undefined): boolean {
	if (!option) return false;
	const value = constantOf(option.arg);
	return value === undefined || !/^(false|off|no|0|f|n)$/i.test(String(value));
}

export function granteesOf(nodes: readonly Node[] | undefined): Grantees {
	const specs = (nodes ?? []).flatMap((node): RoleSpec[] => ("RoleSpec" in node ? [node.RoleSpec] : []));
	const roles = specs.flatMap(({ rolename }) => rolename ?? []);
	return { toPublic: specs.some(({ roletype }) => roletype === "ROLESPEC_PUBLIC"), roles };
}

/** OBJECT_MATVIEW as SQL says it. */
export function objectWord(type: string | undefined): string {
	const words: Record<string, string> = {
		OBJECT_MATVIEW: "materialized view",
		OBJECT_TABCONSTRAINT: "constraint",
		OBJECT_DOMCONSTRAINT: "constraint",
		OBJECT_FOREIGN_TABLE: "foreign table",
		OBJECT_ACCESS_METHOD: "access method",
		OBJECT_EVENT_TRIGGER: "event trigger",
	};
	return words[type ?? ""] ?? (type ?? "").replace(/^OBJECT_/, "").toLowerCase();
}
