/** Queries, upkeep, settings, transactions, and what is merely made. */
import type { Node, RangeVar } from "libpg-query";
import type { ObjectName } from "../../../core/ports.ts";
import { constraintOf } from "./columns.ts";
import { queryOf } from "./queries.ts";
import type { Bare, Readers, Source } from "./reader.ts";
import { isOn, nameFrom, objectWord, options, placedName, relationName, strings } from "./tree.ts";

const asQuery =
	(kind: string) =>
	(node: unknown, { places }: Source): Bare => ({ kind: "query", query: queryOf({ [kind]: node }, places) });

export const otherReaders: Readers = {
	SelectStmt: (node, source) => {
		const { intoClause } = node;
		const query = queryOf({ SelectStmt: { ...node, intoClause: undefined } }, source.places);
		if (!intoClause) return { kind: "query", query };
		const temporary = intoClause.rel?.relpersistence === "t";
		const name = placedName(intoClause.rel, source.places);
		return { kind: "create-table-as", name, what: "table", temporary, ifNotExists: false, query };
	},
	InsertStmt: asQuery("InsertStmt"),
	UpdateStmt: asQuery("UpdateStmt"),
	DeleteStmt: asQuery("DeleteStmt"),
	MergeStmt: asQuery("MergeStmt"),
	CallStmt: asQuery("CallStmt"),
	VacuumStmt: ({ is_vacuumcmd, options: listed, rels = [] }, { places }) =>
		is_vacuumcmd
			? {
					kind: "vacuum",
					full: isOn(options(listed).find(({ defname }) => defname === "full")),
					names: rels.flatMap((node) =>
						"VacuumRelation" in node ? [placedName(node.VacuumRelation.relation, places)] : [],
					),
				}
			: undefined,
	ClusterStmt: ({ relation }, { places }) => ({
		kind: "cluster",
		...(relation ? { name: placedName(relation, places) } : {}),
	}),
	ReindexStmt: ({ kind = "", relation, params }, { places }) => ({
		kind: "reindex",
		what: kind.replace("REINDEX_OBJECT_", "").toLowerCase(),
		concurrent: isOn(options(params).find(({ defname }) => defname === "concurrently")),
		...(relation ? { name: placedName(relation, places) } : {}),
	}),
	RefreshMatViewStmt: ({ relation, concurrent, skipData }, { places }) => ({
		kind: "refresh",
		name: placedName(relation, places),
		concurrent: concurrent ?? false,
		withNoData: skipData ?? false,
	}),
	VariableSetStmt: ({ kind, name, is_local }) => {
		if (kind === "VAR_RESET_ALL") return { kind: "reset" };
		if (kind === "VAR_RESET" || kind === "VAR_SET_DEFAULT") return { kind: "reset", ...(name ? { name } : {}) };
		// SET TRANSACTION and SET SESSION CHARACTERISTICS are no settings of their own.
		return kind === "VAR_SET_MULTI" ? undefined : { kind: "set", name: name ?? "", local: is_local ?? false };
	},
	TransactionStmt: ({ kind }) => ({ kind: "transaction", what: transactionWords[kind ?? ""] ?? "other" }),
	AlterEnumStmt: ({ typeName, newVal = "", oldVal, skipIfNewValExists }) => {
		const name = nameFrom(strings(typeName));
		if (oldVal) return { kind: "rename", object: "value", name, part: oldVal, to: newVal, moves: false };
		return { kind: "enum-value", type: name, value: newVal, ifNotExists: skipIfNewValExists ?? false };
	},
	AlterDomainStmt: ({ subtype, typeName, def }, { places }) => {
		const constraint = def && "Constraint" in def ? constraintOf(def.Constraint, places) : undefined;
		if (subtype !== "C" || !constraint) return undefined;
		const { name, notValid } = constraint;
		return { kind: "domain-constraint", domain: nameFrom(strings(typeName)), notValid, ...(name ? { name } : {}) };
	},
	CreateSchemaStmt: ({ schemaname = "", if_not_exists }) => made("schema", { name: schemaname }, if_not_exists),
	CreateExtensionStmt: ({ extname = "", if_not_exists }) => made("extension", { name: extname }, if_not_exists),
	CreateSeqStmt: ({ sequence, if_not_exists }) => made("sequence", relationName(sequence), if_not_exists),
	CreateEnumStmt: ({ typeName }) => made("type", nameFrom(strings(typeName))),
	CreateRangeStmt: ({ typeName }) => made("type", nameFrom(strings(typeName))),
	CompositeTypeStmt: ({ typevar }) => made("type", relationName(typevar)),
	CreateDomainStmt: ({ domainname }) => made("domain", nameFrom(strings(domainname))),
	DefineStmt: ({ kind, defnames, if_not_exists, replace }) =>
		made(objectWord(kind), nameFrom(strings(defnames)), if_not_exists, replace),
	CreateTrigStmt: ({ trigname, relation, replace }) => partOf("trigger", trigname, relation, replace),
	RuleStmt: ({ rulename, relation, replace }) => partOf("rule", rulename, relation, replace),
};

const transactionWords: Record<string, "begin" | "commit" | "rollback"> = {
	TRANS_STMT_BEGIN: "begin",
	TRANS_STMT_START: "begin",
	TRANS_STMT_COMMIT: "commit",
	TRANS_STMT_PREPARE: "commit",
	TRANS_STMT_ROLLBACK: "rollback",
};

function made(object: string, name: ObjectName, ifNotExists = false, replace = false): Bare {
	return { kind: "create", object, name, ifNotExists, replace };
}

/** Named within its table: two tables may each have one of that name. */
function partOf(object: string, name = "", relation: RangeVar | undefined, replace = false): Bare {
	const { name: table, ...schema } = relationName(relation);
	return made(object, { ...schema, name: `${table}.${name}` }, false, replace);
}

/** The statement that an EXPLAIN, a PREPARE or a CREATE SCHEMA carries. */
export function carried(node: Node): Node[] {
	if ("ExplainStmt" in node) return node.ExplainStmt.query ? [node.ExplainStmt.query] : [];
	if ("CreateSchemaStmt" in node) return [node, ...(node.CreateSchemaStmt.schemaElts ?? [])];
	return [node];
}
