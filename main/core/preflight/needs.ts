/** What each kind of statement asks of the role that runs it (PostgreSQL, "Privileges", and the reference of each command). */
import type { AlterAction, Constraint, ObjectName, Parsed, ParsedKind, ParsedStatement, Query } from "../ports.ts";

/** As GRANT names them. */
export type Right =
	| "SELECT"
	| "INSERT"
	| "UPDATE"
	| "DELETE"
	| "TRUNCATE"
	| "REFERENCES"
	| "TRIGGER"
	| "MAINTAIN"
	| "GRANT OPTION";

export type Need =
	/** `orSchema`: the schema's owner may too. `orRight`: so may who has that right. */
	| { need: "owner"; of: ObjectName; orSchema?: boolean; orRight?: Right; may?: boolean }
	| { need: "right"; of: ObjectName; right: Right }
	/** Rows that policies could hide: the runner's guard makes that an error. */
	| { need: "rows"; of: ObjectName }
	/** Something new in this schema, or in the first of search_path; in that of a relation, where it stands beside it. */
	| { need: "create-in"; schema: string | undefined; beside?: ObjectName }
	| { need: "create-schema" }
	| { need: "attribute"; attribute: "CREATEROLE" | "CREATEDB" | "SUPERUSER" | "BYPASSRLS"; may?: boolean };

/** `what`: the statement in a word or two, for sentences. */
export interface Needed {
	what: string;
	need: Need;
	/** IF EXISTS: nothing is asked of what is not there. */
	ifExists?: boolean;
}

/** What a statement needs, in no order that matters. */
export function needsOf(statement: ParsedStatement): Needed[] {
	return (readers[statement.kind] as Reader<ParsedKind> | undefined)?.(statement) ?? [];
}

type Reader<Kind extends ParsedKind> = (statement: Parsed<Kind>) => Needed[];

const owner = (what: string, of: ObjectName, more: Partial<Needed> = {}): Needed => {
	return { what, need: { need: "owner", of }, ...more };
};
const right = (what: string, of: ObjectName, wanted: Right): Needed => {
	return { what, need: { need: "right", of, right: wanted } };
};
const rows = (what: string, of: ObjectName): Needed => ({ what, need: { need: "rows", of } });
const createIn = (what: string, { schema }: ObjectName): Needed => ({ what, need: { need: "create-in", schema } });
const createBeside = (what: string, beside: ObjectName): Needed => {
	return { what, need: { need: "create-in", schema: beside.schema, beside } };
};
const upkeep = (what: string, of: ObjectName, may = false): Needed => {
	return { what, need: { need: "owner", of, orRight: "MAINTAIN", ...(may ? { may } : {}) } };
};

const readers: { [Kind in ParsedKind]?: Reader<Kind> } = {
	"create-table": ({ name, temporary, columns, constraints, parents, like }) => {
		const what = "CREATE TABLE";
		const all = [...constraints, ...columns.flatMap((column) => column.constraints)];
		return [
			...(temporary ? [] : [createIn(what, name)]),
			...parents.map((parent) => owner(what, parent)),
			...like.map((table) => right(what, table, "SELECT")),
			...referenced(what, all),
		];
	},
	"create-table-as": ({ name, temporary, query, what: made }) => [
		...(temporary ? [] : [createIn(`CREATE ${made.toUpperCase()}`, name)]),
		...readsOf(query),
	],
	"create-view": ({ name, temporary }) => (temporary ? [] : [createIn("CREATE VIEW", name)]),
	"alter-table": ({ name, object, ifExists, actions }) => {
		const what = `ALTER ${object.toUpperCase()}`;
		return [owner(what, name, { ifExists }), ...actions.flatMap((action) => besides(what, action))];
	},
	"create-index": ({ table }) => [owner("CREATE INDEX", table), createBeside("CREATE INDEX", table)],
	rename: ({ object, name, part, to, moves }) => {
		if (!isRelation(object) && part === undefined) return [];
		const what = `ALTER ${object.toUpperCase()}`;
		if (part !== undefined) return object === "value" ? [] : [owner(what, name)];
		return [owner(what, name), moves ? createIn(what, { schema: to, name: name.name }) : createBeside(what, name)];
	},
	drop: ({ object, names, parts, ifExists }) => {
		const what = `DROP ${object.toUpperCase()}`;
		if (object === "role") return [{ what, need: { need: "attribute", attribute: "CREATEROLE" } }];
		if (parts.length > 0) return names.map((name) => owner(what, name, { ifExists }));
		if (!isRelation(object)) return [];
		return names.map((of): Needed => ({ what, need: { need: "owner", of, orSchema: true }, ifExists }));
	},
	"create-policy": ({ policy }) => [owner("CREATE POLICY", policy.table)],
	"alter-policy": ({ table }) => [owner("ALTER POLICY", table)],
	"create-function": ({ function: { name }, procedure }) => [
		createIn(procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION", name),
	],
	grant: ({ grant, object, names }) =>
		object === "table" ? names.map((of) => right(grant ? "GRANT" : "REVOKE", of, "GRANT OPTION")) : [],
	role: ({ create, bypassRls, superuser }) => {
		const what = create ? "CREATE ROLE" : "ALTER ROLE";
		const attributes = [
			"CREATEROLE",
			...(bypassRls ? ["BYPASSRLS"] : []),
			...(superuser ? ["SUPERUSER"] : []),
		] as const;
		return attributes.map((attribute) => ({ what, need: { need: "attribute", attribute } }) as Needed);
	},
	truncate: ({ names }) => names.map((name) => right("TRUNCATE", name, "TRUNCATE")),
	// What may not be vacuumed is passed over, with a warning.
	vacuum: ({ names }) => names.map((name) => upkeep("VACUUM", name, true)),
	cluster: ({ name }) => (name ? [upkeep("CLUSTER", name)] : []),
	reindex: ({ what, name }) =>
		name && (what === "table" || what === "index") ? [upkeep(`REINDEX ${what.toUpperCase()}`, name)] : [],
	refresh: ({ name }) => [upkeep("REFRESH MATERIALIZED VIEW", name)],
	// SQL that is put together when it runs is not read, but for the words that make roles.
	do: ({ body }) =>
		body.dynamic.length > 0 && MAKES_ROLE.test(body.text)
			? [{ what: "CREATE ROLE", need: { need: "attribute", attribute: "CREATEROLE", may: true } }]
			: [],
	query: ({ query }) => [...writesOf(query), ...readsOf(query)],
	create: ({ object, name }) => created(object, name),
};

const MAKES_ROLE = /\bcreate\s+(role|user)\b/i;

const RELATIONS = new Set(["table", "view", "materialized view", "index", "sequence", "foreign table"]);

export function isRelation(object: string): boolean {
	return RELATIONS.has(object);
}

/** What a clause asks of another table than its own. */
function besides(what: string, action: AlterAction): Needed[] {
	switch (action.action) {
		case "add-constraint":
			return referenced(what, [action.constraint]);
		case "add-column":
			return referenced(what, action.column.constraints);
		case "attach-partition":
			return [owner(what, action.partition)];
		case "inherit":
			return [owner(what, action.parent)];
		default:
			return [];
	}
}

function referenced(what: string, constraints: readonly Constraint[]): Needed[] {
	return constraints.flatMap(({ references }) => (references ? [right(what, references.table, "REFERENCES")] : []));
}

function readsOf({ reads }: Query): Needed[] {
	return reads.flatMap((table) => [right("SELECT", table, "SELECT"), rows("SELECT", table)]);
}

const writes = { insert: ["INSERT"], update: ["UPDATE"], delete: ["DELETE"], merge: [] } as const;

/** Which rights a MERGE needs stands in its arms, which this view does not have. */
function writesOf(query: Query): Needed[] {
	return query.writes.flatMap(({ what, table }) => {
		const word = what.toUpperCase();
		return [...writes[what].map((wanted) => right(word, table, wanted)), rows(word, table)];
	});
}

function created(object: string, name: ObjectName): Needed[] {
	const what = `CREATE ${object.toUpperCase()}`;
	switch (object) {
		case "schema":
			return [{ what, need: { need: "create-schema" } }];
		case "database":
			return [{ what, need: { need: "attribute", attribute: "CREATEDB" } }];
		case "sequence":
		case "type":
		case "domain":
			return [createIn(what, name)];
		case "trigger":
			return [right(what, tableOfPart(name), "TRIGGER")];
		case "rule":
			return [owner(what, tableOfPart(name))];
		default:
			return [];
	}
}

/** Triggers and rules are named within their table: `table.trigger`. */
function tableOfPart({ name, ...schema }: ObjectName): ObjectName {
	return { ...schema, name: name.slice(0, name.lastIndexOf(".")) };
}
