import type { AlterAction, ParsedStatement } from "../../ports.ts";
import { EVERY_VERSION, either, type Fault, on, type Rule } from "../rule.ts";
import { label } from "../weigh.ts";

const notIdempotent: Rule = {
	id: "not-idempotent",
	severity: "warning",
	what: "a statement that fails the second time, in a set that calls itself idempotent (`--idempotent`, or `-- bulkhead: idempotent` in a file)",
	why: "Whoever runs the set again, as it says they may, is stopped here.",
	versions: EVERY_VERSION,
	judge: (statement, context) => {
		// In a DO block an IF around it may ask first.
		if (!context.idempotent || context.unit.nested) return [];
		return context.earlier.some((each) => drops(each.statement, statement)) ? [] : repeated(statement, context);
	},
};

/** DROP … IF EXISTS before it makes it repeatable. */
function drops(before: ParsedStatement, statement: ParsedStatement): boolean {
	if (before.kind !== "drop" || !before.ifExists) return false;
	if (statement.kind === "create-policy") {
		return before.object === "policy" && before.parts.includes(statement.policy.name);
	}
	if (statement.kind === "create" && (statement.object === "trigger" || statement.object === "rule")) {
		return before.object === statement.object && before.parts.some((part) => statement.name.name.endsWith(`.${part}`));
	}
	const name = "name" in statement && typeof statement.name === "object" ? statement.name.name : undefined;
	return name !== undefined && before.names.some((each) => each.name === name);
}

const there = (what: string, guard: string): Fault => unguarded(`${what} is there the second time`, guard);
const gone = (what: string, guard: string): Fault => unguarded(`${what} is gone the second time`, guard);

const repeated = either(
	on("create-table", ({ ifNotExists, name }) => (ifNotExists ? [] : [there(label(name), "IF NOT EXISTS")])),
	on("create-table-as", ({ ifNotExists, name }) => (ifNotExists ? [] : [there(label(name), "IF NOT EXISTS")])),
	on("create-index", ({ ifNotExists, index }) => (ifNotExists ? [] : [there(index ?? "the index", "IF NOT EXISTS")])),
	on("create", ({ ifNotExists, replace, name, object }) =>
		ifNotExists || replace ? [] : [there(label(name), guardOf(object))],
	),
	on("create-view", ({ replace, name }) => (replace ? [] : [there(label(name), "OR REPLACE")])),
	on("create-function", ({ replace, function: { name } }) => (replace ? [] : [there(label(name), "OR REPLACE")])),
	on("create-policy", ({ policy }) => [there(policy.name, "DROP POLICY IF EXISTS … before it")]),
	on("enum-value", ({ ifNotExists, value }) => (ifNotExists ? [] : [there(`'${value}'`, "IF NOT EXISTS")])),
	on("drop", ({ ifExists, object, names }) =>
		ifExists || object === "owned" ? [] : [gone(names.map(label).join(", "), "IF EXISTS")],
	),
	on("rename", ({ name }) => [unguarded(`${label(name)} has another name the second time`, LOOK_FIRST)]),
	on("alter-table", ({ actions }) => actions.flatMap(repeatedClause)),
);

const LOOK_FIRST = "a DO block that looks first";

function guardOf(object: string): string {
	if (object === "schema" || object === "extension" || object === "sequence") return "IF NOT EXISTS";
	return object === "trigger" ? "OR REPLACE (14 and later)" : LOOK_FIRST;
}

function repeatedClause(action: AlterAction): Fault[] {
	const fault = faultOf(action);
	return fault ? [{ at: action.at, ...fault }] : [];
}

function faultOf(action: AlterAction): Fault | undefined {
	switch (action.action) {
		case "add-column":
			return action.ifNotExists ? undefined : there(action.column.name, "IF NOT EXISTS");
		case "drop-column":
			return action.ifExists ? undefined : gone(action.column, "IF EXISTS");
		case "drop-constraint":
			return action.ifExists ? undefined : gone(action.name, "IF EXISTS");
		case "add-constraint":
			return action.constraint.name === undefined ? undefined : there(action.constraint.name, LOOK_FIRST);
		default:
			return undefined;
	}
}

function unguarded(what: string, guard: string): Fault {
	return { message: `This fails when it is run again: ${what}.`, fix: `-- ${guard}` };
}

export const idempotentRules: Rule[] = [notIdempotent];
