import type { ObjectName, Solo } from "../../core/ports.ts";
import { library } from "./library.ts";
import { scan } from "./scan.ts";

/**
 * Without one of these no statement is of this kind: to parse each of a large file would cost more than to run it, and to load the
 * parser at all as much as a small migration.
 */
const SUSPECTS = [
	/^(?:vacuum|cluster|reindex)\b/i,
	/^(?:create|drop)\b.*\b(?:concurrently|database|tablespace|subscription)\b/is,
	/^alter\b.*\b(?:concurrently|system|database|tablespace|subscription|value)\b/is,
	/^do\b.*\b(?:commit|rollback|spi_commit|spi_rollback)\b/is,
];

/** Whether it may be of this kind; `text` begins with its first word. */
export function isSuspect(text: string): boolean {
	return SUSPECTS.some((each) => each.test(text));
}

/**
 * What PostgreSQL refuses inside a transaction (PreventInTransactionBlock), judged on the parse tree. Undefined for everything else,
 * and for a text that the parser does not know: the server will say what it thinks of that.
 */
export function readSolo(text: string): Solo | undefined {
	try {
		const [first] = library().parseSync(text).stmts ?? [];
		const [kind, node] = Object.entries(first?.stmt ?? {})[0] ?? [];
		return kind === undefined ? undefined : judges[kind]?.(node as Node, text);
	} catch {
		return undefined;
	}
}

/** A node of libpg-query's tree, as far as it is read here. */
interface Node {
	concurrent?: boolean;
	idxname?: string;
	if_not_exists?: boolean;
	unique?: boolean;
	relation?: { schemaname?: string; relname?: string; inh?: boolean };
	removeType?: string;
	objects?: { List?: { items?: { String?: { sval?: string } }[] } }[];
	kind?: string;
	params?: Option[];
	options?: Option[];
	is_vacuumcmd?: boolean;
	cmds?: {
		AlterTableCmd?: { subtype?: string; def?: { PartitionCmd?: { concurrent?: boolean; name?: Node["relation"] } } };
	}[];
	newVal?: string;
	args?: Option[];
}

interface Option {
	DefElem?: { defname?: string; arg?: { String?: { sval?: string }; Boolean?: { boolval?: boolean } } };
}

const other: Solo = { kind: "other" };
const always = (): Solo => other;

const judges: Record<string, (node: Node, text: string) => Solo | undefined> = {
	IndexStmt: (node, text) =>
		node.concurrent
			? {
					kind: "create-index",
					...named("table", nameOf(node.relation)),
					...(node.idxname ? { index: node.idxname } : {}),
					...{ ifNotExists: node.if_not_exists ?? false, unique: node.unique ?? false },
					...{ only: !node.relation?.inh, tail: behindTable(text) },
				}
			: undefined,
	DropStmt: (node) =>
		node.concurrent && node.removeType === "OBJECT_INDEX"
			? { kind: "drop-index", indexes: (node.objects ?? []).flatMap(({ List }) => listName(List?.items ?? [])) }
			: undefined,
	ReindexStmt: ({ kind = "", params = [], relation }) => {
		const concurrent = params.some(({ DefElem }) => isOn(DefElem, "concurrently"));
		const what = reindexed[kind] ?? "database";
		if (!concurrent && (what === "index" || what === "table")) return undefined;
		return { kind: "reindex", what, concurrent, ...named("name", nameOf(relation)) };
	},
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
	DoStmt: ({ args = [] }) => (commits(args) ? other : undefined),
	AlterSubscriptionStmt: ({ kind = "", options = [] }) => (refreshes(kind, options) ? other : undefined),
	AlterDatabaseStmt: ({ options = [] }) =>
		options.some(({ DefElem }) => DefElem?.defname === "tablespace") ? other : undefined,
	AlterSystemStmt: always,
	CreatedbStmt: always,
	DropdbStmt: always,
	CreateTableSpaceStmt: always,
	DropTableSpaceStmt: always,
	CreateSubscriptionStmt: always,
	DropSubscriptionStmt: always,
};

const reindexed: Record<string, Extract<Solo, { kind: "reindex" }>["what"]> = {
	REINDEX_OBJECT_INDEX: "index",
	REINDEX_OBJECT_TABLE: "table",
	REINDEX_OBJECT_SCHEMA: "schema",
};

/** An option that is named is on, unless it says that it is off. */
function isOn(option: Option["DefElem"], name: string): boolean {
	if (option?.defname !== name) return false;
	const said = option.arg?.Boolean?.boolval ?? option.arg?.String?.sval ?? "on";
	return said !== false && said !== "false" && said !== "off";
}

/** What is named `commit` there: words outside strings and comments of a PL/pgSQL body, calls of another language's. */
function commits(args: readonly Option[]): boolean {
	const body = textOf(args, "as") ?? "";
	if ((textOf(args, "language") ?? "plpgsql") !== "plpgsql")
		return /\b(?:plpy\.|spi_)?(?:commit|rollback)\b/i.test(body);
	let [before, word] = [";", ""];
	try {
		for (const { kind, text } of scan(body)) {
			if (kind === "comment") continue;
			if (/^(?:commit|rollback)$/i.test(word) && (text === ";" || /^and$/i.test(text)) && beginsStatement.test(before))
				return true;
			[before, word] = [word, text];
		}
	} catch {
		return /\b(commit|rollback)\b\s*(;|and\b)/i.test(body);
	}
	return false;
}

/** What stands before a statement of PL/pgSQL. */
const beginsStatement = /^(?:;|begin|then|else|loop|>>)$/i;

function textOf(args: readonly Option[], name: string): string | undefined {
	return args.find(({ DefElem }) => DefElem?.defname === name)?.DefElem?.arg?.String?.sval;
}

/** It talks to the publisher, and makes and drops slots there. */
function refreshes(kind: string, options: readonly Option[]): boolean {
	const names = options.map(({ DefElem }) => DefElem?.defname ?? "");
	if (kind === "ALTER_SUBSCRIPTION_REFRESH") return true;
	if (kind === "ALTER_SUBSCRIPTION_OPTIONS") return names.includes("failover") || names.includes("two_phase");
	if (!/_(?:SET|ADD|DROP)_PUBLICATION$/.test(kind)) return false;
	return !names.includes("refresh") || options.some(({ DefElem }) => isOn(DefElem, "refresh"));
}

/** CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table [*] … */
function behindTable(text: string): string {
	const tokens = [...scan(text)].filter(({ kind }) => kind !== "comment");
	const isWord = (at: number, word: string): boolean => tokens[at]?.text.toLowerCase() === word;
	let at = tokens.findIndex(({ text: token }) => /^on$/i.test(token)) + 1;
	if (isWord(at, "only")) at += 1;
	while (isWord(at + 1, ".")) at += 2;
	at += isWord(at + 1, "*") ? 2 : 1;
	return text.slice(tokens[at]?.start);
}

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
