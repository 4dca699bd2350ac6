/** Statements that make, change and drop tables and what belongs to them. */
import type { AlterTableStmt, CreateStmt, DropStmt, Node, RenameStmt } from "libpg-query";
import type { ObjectName } from "../../../core/ports.ts";
import { alterActionOf } from "./alter-table.ts";
import { clauseStarts } from "./clauses.ts";
import { columnOf, constraintOf } from "./columns.ts";
import { queryOf } from "./queries.ts";
import type { Bare, Readers, Source } from "./reader.ts";
import {
	isOn,
	nameFrom,
	nameOf,
	objectWord,
	options,
	type Places,
	placedName,
	relationName,
	stringOf,
	strings,
	unwrap,
} from "./tree.ts";

export const tableReaders: Readers = {
	CreateStmt: createTable,
	CreateForeignTableStmt: ({ base }, source) => createTable(base ?? {}, source),
	CreateTableAsStmt: ({ query, into, objtype, if_not_exists }, { places }) => ({
		kind: "create-table-as",
		name: placedName(into?.rel, places),
		what: objtype === "OBJECT_MATVIEW" ? "materialized view" : "table",
		temporary: into?.rel?.relpersistence === "t",
		ifNotExists: if_not_exists ?? false,
		query: queryOf(query, places),
	}),
	ViewStmt: ({ view, query, replace, options: listed }, { places }) => ({
		kind: "create-view",
		name: placedName(view, places),
		replace: replace ?? false,
		temporary: view?.relpersistence === "t",
		securityInvoker: isOn(options(listed).find(({ defname }) => defname === "security_invoker")),
		query: queryOf(query, places),
	}),
	AlterTableStmt: alterTable,
	IndexStmt: (node, { places }) => ({
		kind: "create-index",
		...(node.idxname ? { index: node.idxname } : {}),
		table: placedName(node.relation, places),
		concurrent: node.concurrent ?? false,
		unique: node.unique ?? false,
		ifNotExists: node.if_not_exists ?? false,
		only: node.relation?.inh !== true,
		columns: (node.indexParams ?? []).map((param) => ("IndexElem" in param ? param.IndexElem.name : undefined)),
	}),
	DropStmt: drop,
	DropdbStmt: ({ dbname = "", missing_ok }) => dropped("database", [{ name: dbname }], missing_ok ?? false),
	DropOwnedStmt: ({ behavior }) => ({ ...dropped("owned", [], false), cascade: behavior === "DROP_CASCADE" }),
	RenameStmt: rename,
	AlterObjectSchemaStmt: ({ objectType, relation, object, newschema = "" }) => ({
		kind: "rename",
		object: objectWord(objectType),
		name: relation ? relationName(relation) : nameOf(object),
		to: newschema,
		moves: true,
	}),
	TruncateStmt: ({ relations, behavior }, { places }) => ({
		kind: "truncate",
		names: placedNames(relations, places),
		cascade: behavior === "DROP_CASCADE",
	}),
	LockStmt: ({ relations, mode = 0 }, { places }) => ({ kind: "lock", names: placedNames(relations, places), mode }),
};

function createTable(node: CreateStmt, { places }: Source): Bare {
	const elements = (node.tableElts ?? []).map((element) => element);
	const tableConstraints = [...elements, ...(node.constraints ?? [])].flatMap((element) =>
		"Constraint" in element ? (constraintOf(element.Constraint, places) ?? []) : [],
	);
	return {
		kind: "create-table",
		name: placedName(node.relation, places),
		ifNotExists: node.if_not_exists ?? false,
		temporary: node.relation?.relpersistence === "t",
		columns: elements.flatMap((element) => ("ColumnDef" in element ? columnOf(element.ColumnDef, places) : [])),
		constraints: tableConstraints,
		partitioned: node.partspec !== undefined,
		parents: (node.inhRelations ?? []).map(nameOf),
		like: elements.flatMap((element) =>
			"TableLikeClause" in element ? [relationName(element.TableLikeClause.relation)] : [],
		),
	};
}

function alterTable(node: AlterTableStmt, { text, places }: Source): Bare {
	const name = placedName(node.relation, places);
	const commands = (node.cmds ?? []).flatMap((command) => ("AlterTableCmd" in command ? [command.AlterTableCmd] : []));
	const starts = clauseStarts(text, name.at);
	const placed = starts.length === commands.length;
	return {
		kind: "alter-table",
		name,
		object: objectWord(node.objtype),
		ifExists: node.missing_ok ?? false,
		actions: commands.map((command, at) => alterActionOf(command, placed ? (starts[at] ?? 0) : 0, places)),
	};
}

function placedNames(nodes: readonly Node[] | undefined, places: Places) {
	return (nodes ?? []).flatMap((node) => ("RangeVar" in node ? [placedName(node.RangeVar, places)] : []));
}

/** What is named behind its table: `DROP POLICY p ON t`. */
const PARTS = new Set(["policy", "trigger", "rule"]);

function drop({ objects = [], removeType, behavior, missing_ok, concurrent }: DropStmt): Bare {
	const object = objectWord(removeType);
	const lists = objects.map((node) => ("List" in node ? strings(node.List.items) : [stringOf(node)]));
	const parts = PARTS.has(object) ? lists.map((list) => list.at(-1) ?? "") : [];
	const names = PARTS.has(object) ? lists.map((list) => nameFrom(list.slice(0, -1))) : objects.map(nameOf);
	return {
		...dropped(object, names, missing_ok ?? false),
		parts,
		concurrent: concurrent ?? false,
		cascade: behavior === "DROP_CASCADE",
	};
}

function dropped(object: string, names: ObjectName[], ifExists: boolean) {
	return { kind: "drop" as const, object, names, parts: [] as string[], concurrent: false, ifExists, cascade: false };
}

function rename({ renameType, relation, object, subname, newname = "" }: RenameStmt): Bare {
	const [kind] = unwrap(object);
	const named = relation ? relationName(relation) : kind === "" ? { name: subname ?? "" } : nameOf(object);
	const part = relation ? subname : undefined;
	return {
		kind: "rename",
		object: objectWord(renameType),
		name: named,
		...(part ? { part } : {}),
		to: newname,
		moves: false,
	};
}
