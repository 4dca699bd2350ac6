import type { ObjectName, Solo } from "../../core/ports.ts";
import { library } from "./library.ts";

/** Words without which no statement is of this kind: parsing each statement of a large file would cost more than running it. */
const SUSPECT =
	/^\s*(?:vacuum|cluster|reindex)\b|\b(?:concurrently|system|database|tablespace|subscription|value|commit|rollback)\b/i;

/**
 * What PostgreSQL refuses inside a transaction (PreventInTransactionBlock), judged on the parse tree. Undefined for everything else,
 * and for a text that the parser does not know: the server will say what it thinks of that.
 */
export function readSolo(text: string): Solo | undefined {
	if (!SUSPECT.test(text)) return undefined;
	try {
		const [first] = library().parseSync(text).stmts ?? [];
		const [kind, node] = Object.entries(first?.stmt ?? {})[0] ?? [];
		return kind === undefined ? undefined : judges[kind]?.(node as Node);
	} catch {
		return undefined;
	}
}

/** A node of libpg-query's tree, as far as it is read here. */
interface Node {
	concurrent?: boolean;
	idxname?: string;
	if_not_exists?: boolean;
	relation?: { schemaname?: string; relname?: string };
	removeType?: string;
	objects?: { List?: { items?: { String?: { sval?: string } }[] } }[];
	kind?: string;
	params?: { DefElem?: { defname?: string } }[];
	is_vacuumcmd?: boolean;
	cmds?: {
		AlterTableCmd?: { subtype?: string; def?: { PartitionCmd?: { concurrent?: boolean; name?: Node["relation"] } } };
	}[];
	newVal?: string;
	args?: { DefElem?: { arg?: { String?: { sval?: string } } } }[];
}

const other: Solo = { kind: "other" };
const always = (): Solo => other;

const judges: Record<string, (node: Node) => Solo | undefined> = {
	IndexStmt: (node) =>
		node.concurrent
			? {
					kind: "create-index",
					...named("table", nameOf(node.relation)),
					...(node.idxname ? { index: node.idxname } : {}),
					ifNotExists: node.if_not_exists ?? false,
				}
			: undefined,
	DropStmt: (node) =>
		node.concurrent && node.removeType === "OBJECT_INDEX"
			? { kind: "drop-index", indexes: (node.objects ?? []).flatMap(({ List }) => listName(List?.items ?? [])) }
			: undefined,
	ReindexStmt: ({ kind = "", params = [] }) =>
		params.some(({ DefElem }) => DefElem?.defname === "concurrently") || /SCHEMA|SYSTEM|DATABASE/.test(kind)
			? { kind: "reindex" }
			: undefined,
	AlterTableStmt: (node) => {
		const detached = node.cmds
			?.map(({ AlterTableCmd }) => AlterTableCmd?.def?.PartitionCmd)
			.find((def) => def?.concurrent);
		return detached
			? {
					kind: "detach-partition",
					...named("partition", nameOf(detached.name)),
					...named("table", nameOf(node.relation)),
				}
			: undefined;
	},
	AlterEnumStmt: ({ newVal }) => (newVal === undefined ? undefined : { kind: "enum-value", value: newVal }),
	VacuumStmt: ({ is_vacuumcmd }) => (is_vacuumcmd ? other : undefined),
	ClusterStmt: ({ relation }) => (relation ? undefined : other),
	DoStmt: ({ args = [] }) =>
		args.some(({ DefElem }) => /\b(commit|rollback)\b\s*(;|and\b)/i.test(DefElem?.arg?.String?.sval ?? ""))
			? other
			: undefined,
	AlterSystemStmt: always,
	CreatedbStmt: always,
	DropdbStmt: always,
	CreateTableSpaceStmt: always,
	DropTableSpaceStmt: always,
	CreateSubscriptionStmt: always,
	DropSubscriptionStmt: always,
};

function nameOf(relation: Node["relation"]): ObjectName | undefined {
	if (relation?.relname === undefined) return undefined;
	return { name: relation.relname, ...(relation.schemaname === undefined ? {} : { schema: relation.schemaname }) };
}

function named<Key extends string>(key: Key, name: ObjectName | undefined): { [K in Key]?: ObjectName } {
	return (name ? { [key]: name } : {}) as { [K in Key]?: ObjectName };
}

function listName(items: { String?: { sval?: string } }[]): ObjectName[] {
	const [first, second] = items.map(({ String: part }) => part?.sval ?? "");
	if (first === undefined) return [];
	return [second === undefined ? { name: first } : { schema: first, name: second }];
}
