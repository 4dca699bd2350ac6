/** Keys of tables with tenants: a key without the tenant tells one tenant what another has. */
import type { Column, Constraint, ObjectName, ParsedStatement } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type Context, EVERY_VERSION, type Fault, type Rule } from "../rule.ts";
import { label, sqlColumns, sqlName } from "../weigh.ts";
import { hasTenants } from "./guarded.ts";

interface Added {
	table: ObjectName;
	constraint: Constraint;
	/** The table has tenants, by what is known or by this very statement. */
	tenants: boolean;
}

/** Every constraint that a statement adds, with its table or later. */
function addedIn(statement: ParsedStatement, context: Context): Added[] {
	if (statement.kind === "create-table") {
		const constraints = [...statement.constraints, ...statement.columns.flatMap((column) => column.constraints)];
		const tenants = statement.columns.some(({ name }) => name === context.tenantColumn);
		return constraints.map((constraint) => ({ table: statement.name, constraint, tenants }));
	}
	if (statement.kind !== "alter-table") return [];
	const columns = statement.actions.flatMap((each): Column[] => (each.action === "add-column" ? [each.column] : []));
	const tenants =
		hasTenants(context.known.find(statement.name), context) ||
		columns.some(({ name }) => name === context.tenantColumn);
	const constraints = statement.actions.flatMap((each) => {
		if (each.action === "add-constraint") return [each.constraint];
		return each.action === "add-column" ? each.column.constraints : [];
	});
	return constraints.map((constraint) => ({ table: statement.name, constraint, tenants }));
}

const unique: Rule = {
	id: "unique-without-tenant",
	severity: "warning",
	what: "a unique key of a table with tenants that leaves the tenant column out (primary keys aside)",
	why: "Two tenants cannot have the same value, and the error tells one of them that another has it: row-level security does not hide that.",
	versions: EVERY_VERSION,
	judge: (statement, context) => {
		const constraints = addedIn(statement, context).flatMap(({ table, constraint, tenants }): Fault[] => {
			const { kind, columns, usingIndex, at } = constraint;
			if (!tenants || kind !== "unique" || usingIndex !== undefined || columns.includes(context.tenantColumn))
				return [];
			return [{ at, ...told(table, columns, context) }];
		});
		return [...constraints, ...uniqueIndex(statement, context)];
	},
};

function uniqueIndex(statement: ParsedStatement, context: Context): Fault[] {
	if (statement.kind !== "create-index" || !statement.unique || statement.columns.includes(context.tenantColumn))
		return [];
	if (!hasTenants(context.known.find(statement.table), context)) return [];
	const columns = statement.columns.map((column) => column ?? "…");
	return [{ at: statement.table.at, ...told(statement.table, columns, context) }];
}

function told(name: ObjectName, columns: string[], { known, tenantColumn }: Context): Fault {
	const fix = `UNIQUE (${[quoteIdent(tenantColumn), ...columns.map((each) => (each === "…" ? each : quoteIdent(each)))].join(", ")})`;
	return {
		message: `A value of ${label(name)} (${columns.join(", ")}) is one tenant's for all.`,
		table: known.find(name),
		fix,
	};
}

const foreignKey: Rule = {
	id: "foreign-key-without-tenant",
	severity: "warning",
	what: "a foreign key from one table with tenants to another that leaves the tenant column out",
	why: "Foreign keys are checked past row-level security: a row can refer to another tenant's, and the error tells which keys there are.",
	versions: EVERY_VERSION,
	judge: (statement, context) =>
		addedIn(statement, context).flatMap(({ table, constraint, tenants }): Fault[] => {
			const { references, columns, at } = constraint;
			if (!tenants || !references || columns.includes(context.tenantColumn)) return [];
			const far = context.known.find(references.table);
			const itself = label(references.table) === label(table);
			if (!itself && !hasTenants(far, context)) return [];
			const tenant = quoteIdent(context.tenantColumn);
			const to = references.columns.length > 0 ? sqlColumns(references.columns) : "…";
			const fix = [
				`ALTER TABLE ${sqlName(references.table)} ADD UNIQUE (${tenant}, ${to});`,
				`ALTER TABLE ${sqlName(table)} ADD FOREIGN KEY (${tenant}, ${sqlColumns(columns)}) REFERENCES ${sqlName(references.table)} (${tenant}, ${to});`,
			];
			const message = `${label(table)} (${columns.join(", ")}) can refer to a row of ${label(references.table)} that is another tenant's.`;
			return [{ at, message, table: far, fix: fix.join("\n") }];
		}),
};

export const tenantKeyRules: Rule[] = [unique, foreignKey];
