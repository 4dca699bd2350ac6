/**
 * SQL as PostgreSQL's grammar reads it, in a view as small as what is judged by it. Each `at` is an offset in the text that was parsed,
 * in UTF-16 code units; names are as the server folds them.
 */

/** A name as a statement writes it; without a schema, search_path decides. */
export interface ObjectName {
	schema?: string;
	name: string;
}

export interface PlacedName extends ObjectName {
	at: number;
}

export interface TypeName {
	schema?: string;
	/** As pg_catalog has it where the grammar knows the type: int4, varchar, bpchar, timestamptz. */
	name: string;
	/** Length, precision, scale: only numbers. */
	modifiers: number[];
	array: boolean;
	at: number;
}

export type Constant = string | number | boolean | null;

export interface FunctionCall extends PlacedName {
	/** Those that are written out; undefined for every other expression. */
	arguments: (Constant | undefined)[];
	/** Whether an argument names a column. */
	takesColumn: boolean;
}

export interface Expression {
	at: number;
	constant?: Constant;
	/** Arms of an OR (an AND), nested ones taken apart too. */
	or?: Expression[];
	and?: Expression[];
	/** Columns that it names outside sub-selects, without their table. */
	columns: string[];
	/** Functions that it calls, in sub-selects too. */
	calls: FunctionCall[];
	/** Custom settings that it reads. */
	settings: string[];
	/** Those of them that it compares with a constant, or takes for a boolean. */
	flags: string[];
	/** `column IS NOT NULL` and nothing else. */
	notNull?: string;
	/** A column, or a cast of one, and nothing else. */
	plainColumn?: string;
}

export interface Constraint {
	kind: "check" | "foreign-key" | "unique" | "primary-key" | "exclusion" | "not-null";
	name?: string;
	/** Of a table constraint, or the column that carries it. */
	columns: string[];
	notValid: boolean;
	usingIndex?: string;
	expression?: Expression;
	references?: { table: ObjectName; columns: string[] };
	at: number;
}

export interface Column {
	name: string;
	/** Absent for a partition's column. */
	type?: TypeName;
	default?: Expression;
	identity: boolean;
	generated?: "stored" | "virtual";
	constraints: Constraint[];
	at: number;
}

export interface Write {
	what: "insert" | "update" | "delete" | "merge";
	table: PlacedName;
	/** Whether every row is meant: no WHERE, or one that is always true. Never for an INSERT or a MERGE. */
	everyRow: boolean;
	/** An INSERT that reads its rows from a query. */
	fromQuery: boolean;
}

/** What a query touches, wherever it stands in it. */
export interface Query {
	/** Tables and views that it reads; the names of its own WITH queries are left out. */
	reads: PlacedName[];
	writes: Write[];
	calls: FunctionCall[];
}

/** SQL in a body, with the place of its first character. */
export interface Inner {
	text: string;
	at: number;
}

/** The body of a function or a DO, as far as it can be read without running it. */
export interface Body {
	language: string;
	at: number;
	/** SQL that stands in it as it is. */
	statements: Inner[];
	/** EXECUTE of a text that is put together when it runs. */
	dynamic: { at: number }[];
	/** Custom settings that it reads. */
	settings: string[];
	/** Those of them that it compares with a constant, or takes for a boolean. */
	flags: string[];
	/** The text itself. */
	text: string;
	/** Why nothing of it was read. */
	unread?: string;
}

export interface Grantees {
	toPublic: boolean;
	roles: string[];
}

export type AlterAction = { at: number } & (
	| { action: "add-column"; column: Column; ifNotExists: boolean }
	| { action: "drop-column"; column: string; ifExists: boolean; cascade: boolean }
	| { action: "set-type"; column: string; type: TypeName; using?: Expression }
	| { action: "set-not-null" | "drop-not-null" | "add-identity" | "set-expression" | "set-default"; column: string }
	| { action: "add-constraint"; constraint: Constraint }
	| { action: "drop-constraint"; name: string; ifExists: boolean }
	| { action: "validate-constraint"; name: string }
	| { action: "enable-rls" | "disable-rls" | "force-rls" | "no-force-rls" }
	| { action: "attach-partition"; partition: ObjectName }
	| { action: "detach-partition"; partition: ObjectName; concurrent: boolean }
	| { action: "disable-trigger" | "enable-trigger"; trigger: string }
	| { action: "inherit"; parent: ObjectName }
	| { action: "rewrite"; how: string }
	| { action: "set-options"; securityInvoker?: boolean }
	| { action: "other" }
);

export interface Policy {
	name: string;
	table: PlacedName;
	command: "all" | "select" | "insert" | "update" | "delete";
	permissive: boolean;
	grantees: Grantees;
	using?: Expression;
	check?: Expression;
}

export interface FunctionFacts {
	name: ObjectName;
	definer?: boolean;
	volatility?: string;
	/** SET clauses: the setting and its values. */
	settings: { name: string; values: string[] }[];
}

export type ParsedStatement = { at: number } & (
	| {
			kind: "create-table";
			name: PlacedName;
			ifNotExists: boolean;
			temporary: boolean;
			columns: Column[];
			constraints: Constraint[];
			partitioned: boolean;
			/** What it is a partition or a child of. */
			parents: ObjectName[];
			/** Tables whose columns it copies, by LIKE: not their policies. */
			like: ObjectName[];
	  }
	| {
			kind: "create-table-as";
			name: PlacedName;
			what: "table" | "materialized view";
			temporary: boolean;
			ifNotExists: boolean;
			query: Query;
	  }
	| {
			kind: "create-view";
			name: PlacedName;
			replace: boolean;
			temporary: boolean;
			securityInvoker: boolean;
			query: Query;
	  }
	| { kind: "alter-table"; name: PlacedName; object: string; ifExists: boolean; actions: AlterAction[] }
	| {
			kind: "create-index";
			index?: string;
			table: PlacedName;
			concurrent: boolean;
			unique: boolean;
			ifNotExists: boolean;
			only: boolean;
			/** Key columns; undefined for an expression. */
			columns: (string | undefined)[];
	  }
	| {
			kind: "rename";
			/** "table", "column", "view", "schema", "value" of an enum … as SQL says it, in lower case. */
			object: string;
			name: ObjectName;
			part?: string;
			to: string;
			/** SET SCHEMA: `to` is the schema. */
			moves: boolean;
	  }
	| {
			kind: "drop";
			/** As SQL says it, in lower case: "table", "index", "materialized view", "database". */
			object: string;
			names: ObjectName[];
			/** Of a policy or a trigger: the names are their tables', these their own. */
			parts: string[];
			concurrent: boolean;
			ifExists: boolean;
			cascade: boolean;
	  }
	| { kind: "create-policy"; policy: Policy }
	| { kind: "alter-policy"; table: PlacedName; name: string; using?: Expression; check?: Expression }
	| {
			kind: "create-function";
			function: FunctionFacts;
			replace: boolean;
			procedure: boolean;
			/** Returns trigger or event_trigger: nobody can call it. */
			trigger: boolean;
			body?: Body;
	  }
	| { kind: "alter-function"; function: FunctionFacts }
	| { kind: "do"; body: Body }
	| {
			kind: "grant";
			grant: boolean;
			/** In capitals; empty for ALL. */
			privileges: string[];
			object: string;
			names: ObjectName[];
			/** Of every object of these schemas. */
			schemas: string[];
			grantees: Grantees;
	  }
	| {
			kind: "default-privileges";
			grant: boolean;
			privileges: string[];
			object: string;
			schemas: string[];
			grantees: Grantees;
	  }
	| { kind: "role"; create: boolean; name: string; bypassRls?: boolean; superuser?: boolean }
	| { kind: "truncate"; names: PlacedName[]; cascade: boolean }
	| { kind: "vacuum"; full: boolean; names: PlacedName[] }
	| { kind: "cluster"; name?: PlacedName }
	| { kind: "reindex"; what: string; concurrent: boolean; name?: PlacedName }
	| { kind: "refresh"; name: PlacedName; concurrent: boolean; withNoData: boolean }
	| { kind: "lock"; names: PlacedName[]; mode: number }
	| { kind: "query"; query: Query }
	| { kind: "set"; name: string; local: boolean }
	| { kind: "reset"; name?: string }
	| { kind: "transaction"; what: "begin" | "commit" | "rollback" | "other" }
	| { kind: "enum-value"; type: ObjectName; value: string; ifNotExists: boolean }
	| { kind: "domain-constraint"; domain: ObjectName; name?: string; notValid: boolean }
	/** Makes something that the rest of this view has no word for. */
	| { kind: "create"; object: string; name: ObjectName; ifNotExists: boolean; replace: boolean }
	| { kind: "other" }
	/** Too long, or nested too deep, for the parser in this program; the server may well take it. */
	| { kind: "unread"; why: string }
);

export type ParsedKind = ParsedStatement["kind"];
export type Parsed<Kind extends ParsedKind> = Extract<ParsedStatement, { kind: Kind }>;
