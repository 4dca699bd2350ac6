import type { ParsedStatement } from "../../ports.ts";
import { type Context, EVERY_VERSION, on, type Rule } from "../rule.ts";
import type { Unit } from "../script.ts";
import { label, sqlName } from "../weigh.ts";

/** What PostgreSQL refuses in a transaction block, for being done in several of its own. */
function isConcurrent(statement: ParsedStatement): boolean {
	if (statement.kind === "alter-table") {
		return statement.actions.some((each) => each.action === "detach-partition" && each.concurrent);
	}
	if (statement.kind === "vacuum") return true;
	return "concurrent" in statement && statement.concurrent && statement.kind !== "refresh";
}

/** Whether the file itself has opened a transaction that is open here. */
function inOwnTransaction({ earlier }: Pick<Context, "earlier">): boolean {
	return openAfter(earlier) !== undefined;
}

function openAfter(units: readonly Unit[]): Unit | undefined {
	let open: Unit | undefined;
	for (const unit of units) {
		if (unit.statement.kind !== "transaction" || unit.nested) continue;
		const { what } = unit.statement;
		if (what === "begin") open ??= unit;
		if (what === "commit" || what === "rollback") open = undefined;
	}
	return open;
}

const concurrentInTransaction: Rule = {
	id: "concurrently-in-transaction",
	severity: "error",
	what: "CONCURRENTLY or VACUUM between the file's own BEGIN and COMMIT, or in a DO block",
	why: "PostgreSQL refuses it there, so the file fails at that line.",
	versions: EVERY_VERSION,
	judge: (statement, context) => {
		if (!isConcurrent(statement)) return [];
		if (!context.unit.nested && !inOwnTransaction(context)) return [];
		const where = context.unit.nested ? "a DO block" : "a transaction";
		const fix =
			"-- Take BEGIN and COMMIT out: Bulkhead runs this statement by itself and the others around it in transactions.";
		return [{ message: `This cannot run in ${where}.`, fix }];
	},
};

const ownTransaction: Rule = {
	id: "own-transaction",
	severity: "warning",
	what: "BEGIN, COMMIT or ROLLBACK in a file",
	why: "Bulkhead opens the transaction itself, and takes one BEGIN … COMMIT around all of a file for its own; of several blocks, what is committed stays when the next fails.",
	versions: EVERY_VERSION,
	judge: on("transaction", ({ what }, { unit }) =>
		what === "other" || unit.nested ? [] : [{ message: `${what.toUpperCase()} stands in the file.` }],
	),
};

const freshEnumValue: Rule = {
	id: "enum-value-in-transaction",
	severity: "warning",
	what: "a value that ALTER TYPE … ADD VALUE has just added, used in the same file",
	why: "Until COMMIT the value cannot be used; Bulkhead commits before its use, so the file is no longer all or nothing.",
	versions: EVERY_VERSION,
	judge: on("enum-value", ({ type, value }, context) => {
		const end = context.later.findIndex(({ statement }) => statement.kind === "transaction");
		const same = inOwnTransaction(context) && end >= 0 ? context.later.slice(0, end) : context.later;
		const used = same.find(({ source }) => source.text.includes(`'${value.replaceAll("'", "''")}'`));
		if (!used) return [];
		const severity = inOwnTransaction(context) ? "error" : "warning";
		const message = `'${value}' of ${label(type)} is used further down, before it is committed.`;
		const fix = `-- In a migration of its own:\nALTER TYPE ${sqlName(type)} ADD VALUE '${value.replaceAll("'", "''")}';`;
		return [{ message, severity, fix }];
	}),
};

export const transactionRules: Rule[] = [concurrentInTransaction, ownTransaction, freshEnumValue];
