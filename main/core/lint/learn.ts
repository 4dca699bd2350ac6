/** What each statement changes in what is known. */
import type { AlterAction, Column, Constraint, ObjectName, Parsed, ParsedKind, Policy } from "../ports.ts";
import { type Known, type KnownTable, unknownTable } from "./known.ts";
import type { Place } from "./script.ts";

type Learner<Kind extends ParsedKind> = (known: Known, statement: Parsed<Kind>, place: Place) => void;

/** Takes in a statement, as if it had run. */
export function learn(known: Known, place: Place): void {
	const { statement } = place.unit;
	(learners[statement.kind] as Learner<ParsedKind> | undefined)?.(known, statement, place);
}

const learners: { [Kind in ParsedKind]?: Learner<Kind> } = {
	"create-table": (known, statement, place) => {
		if (statement.ifNotExists && known.find(statement.name)) return;
		const { name, columns, constraints, parents, like, partitioned, temporary } = statement;
		const table = known.put({ ...newTable(name, place), temporary, parents });
		if (partitioned) table.kind = "partitioned";
		for (const column of columns) addColumn(table, column, place);
		for (const constraint of constraints) addConstraint(table, constraint, place, true);
		for (const parent of [...parents, ...like]) {
			for (const [column, facts] of known.find(parent)?.columns ?? []) table.columns.set(column, facts);
		}
	},
	"create-table-as": (known, { name, what, temporary, ifNotExists }, place) => {
		if (ifNotExists && known.find(name)) return;
		known.put({ ...newTable(name, place), temporary, kind: what });
	},
	"create-view": (known, { name, temporary }, place) => {
		known.put({ ...newTable(name, place), temporary, kind: "view" });
	},
	"alter-table": (known, { name, actions, object }, place) => {
		if (object === "index" || object === "sequence") return;
		const table = known.table(name);
		for (const action of actions) alter(known, table, action, place);
	},
	"create-index": (known, { index, table }) => {
		if (index !== undefined && !known.indexes.has(index)) known.indexes.set(index, { table, valid: true });
	},
	rename: (known, { object, name, part, to, moves }) => {
		const table = known.find(name);
		if (!table) return;
		if (object === "table" && part === undefined) {
			known.forget(name);
			known.put(moves ? { ...table, schema: to } : { ...table, name: to });
		}
		const column = part === undefined ? undefined : table.columns.get(part);
		if (object !== "column" || !column) return;
		table.columns.delete(part ?? "");
		table.columns.set(to, column);
	},
	drop: (known, { object, names, parts }) => {
		for (const [at, name] of names.entries()) {
			if (object === "policy") known.find(name)?.policies.delete(parts[at] ?? "");
			else if (object === "index") known.indexes.delete(name.name);
			else if (object === "function") known.functions.delete(name.name);
			else if (/table|view/.test(object)) known.forget(name);
		}
	},
	"create-policy": (known, { policy }, place) => {
		known.table(policy.table).policies.set(policy.name, knownPolicy(policy, place));
	},
	"create-function": (known, { function: facts, body }, place) => {
		const { name, definer = false, volatility = "volatile", settings } = facts;
		if (place.unit.statement.kind === "create-function" && place.unit.statement.replace) {
			known.functions.delete(name.name);
		}
		const read = { reads: body?.settings ?? [], flags: body?.flags ?? [] };
		const language = body?.language ?? "c";
		known.putFunction({ name, definer, volatility, language, settings, ...read, made: place });
	},
	"alter-function": (known, { function: facts }) => {
		for (const found of known.functionsNamed(facts.name)) {
			if (facts.definer !== undefined) found.definer = facts.definer;
			if (facts.volatility !== undefined) found.volatility = facts.volatility;
			found.settings = [...found.settings, ...facts.settings];
		}
	},
	"default-privileges": (known, { grant, object, schemas, grantees }) => {
		if (/function|routine/.test(object) && schemas.length === 0 && grantees.toPublic) known.executeTaken = !grant;
	},
	do: (known, { body }, place) => {
		if (body.dynamic.length > 0 || body.unread) known.unread.push({ place, text: body.text });
	},
};

function newTable(name: ObjectName, place: Place): KnownTable {
	const { schema, name: own } = name;
	return {
		...unknownTable({ ...(schema === undefined ? {} : { schema }), name: own }),
		rls: false,
		forced: false,
		made: place,
	};
}

function knownPolicy({ name, command, permissive, grantees, using }: Policy, place: Place) {
	const namesColumn = using === undefined ? undefined : using.columns.length > 0;
	return { name, command, permissive, grantees, namesColumn, place };
}

/** `filled`: there are no rows that could speak against a constraint. */
function addColumn(table: KnownTable, column: Column, place: Place, filled = true): void {
	const notNull =
		column.identity || column.constraints.some(({ kind }) => kind === "not-null" || kind === "primary-key");
	table.columns.set(column.name, { type: column.type, notNull });
	for (const constraint of column.constraints) addConstraint(table, constraint, place, filled);
}

function addConstraint(table: KnownTable, constraint: Constraint, place: Place, filled: boolean): void {
	const { kind, columns, expression, notValid } = constraint;
	const notNull = kind === "not-null" ? columns[0] : expression?.notNull;
	const name = constraint.name ?? `${kind} ${columns.join(" ")} ${table.constraints.size}`;
	table.constraints.set(name, { kind, columns, notNull, validated: filled || !notValid, place });
	if (kind === "primary-key") {
		for (const column of columns) table.columns.set(column, { ...table.columns.get(column), notNull: true });
	}
	if (kind === "not-null" && (filled || !notValid)) setNotNull(table, columns[0] ?? "", true);
}

function setNotNull(table: KnownTable, column: string, notNull: boolean): void {
	table.columns.set(column, { ...table.columns.get(column), notNull });
}

function alter(known: Known, table: KnownTable, action: AlterAction, place: Place): void {
	const fresh = table.made?.script === place.script;
	const here = { ...place, at: action.at };
	switch (action.action) {
		case "add-column":
			if (!(action.ifNotExists && table.columns.has(action.column.name))) addColumn(table, action.column, here, fresh);
			return;
		case "drop-column":
			table.columns.delete(action.column);
			return;
		case "set-type":
			table.columns.set(action.column, { notNull: table.columns.get(action.column)?.notNull, type: action.type });
			return;
		case "set-not-null":
		case "drop-not-null":
			setNotNull(table, action.column, action.action === "set-not-null");
			return;
		case "add-constraint":
			addConstraint(table, action.constraint, here, fresh);
			return;
		case "drop-constraint":
			table.constraints.delete(action.name);
			return;
		case "validate-constraint":
			validate(table, action.name);
			return;
		case "inherit":
			table.parents.push(action.parent);
			return;
		case "attach-partition":
			known.table(action.partition).parents.push({ ...table });
			return;
		default:
			alterRls(table, action, here);
	}
}

function validate(table: KnownTable, name: string): void {
	const constraint = table.constraints.get(name);
	if (!constraint) return;
	constraint.validated = true;
	if (constraint.kind === "not-null" && constraint.notNull !== undefined) setNotNull(table, constraint.notNull, true);
}

function alterRls(table: KnownTable, { action }: AlterAction, place: Place): void {
	if (action === "enable-rls") Object.assign(table, { rls: true, enabled: place });
	if (action === "disable-rls") table.rls = false;
	if (action === "force-rls") table.forced = true;
	if (action === "no-force-rls") table.forced = false;
}
