/** Statements that hold a table for long, or rewrite it. */
import type { PlacedName } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type Context, EVERY_VERSION, either, type Fault, isFresh, on, onClause, type Rule } from "../rule.ts";
import { bySize, label, sqlName } from "../weigh.ts";

function heavy(context: Context, name: PlacedName | undefined, words: string): Fault[] {
	if (name && isFresh(context, name)) return [];
	const table = name && context.known.find(name);
	const fix = "-- pg_repack or pg_squeeze (extensions) do the same while the table is in use.";
	const message = `${words} of ${name ? label(name) : "every table"} rewrites it while nobody may read or write it.`;
	return [{ message, severity: bySize(table, "error"), table, fix, ...(name ? { at: name.at } : {}) }];
}

const vacuumFull: Rule = {
	id: "vacuum-full",
	severity: "error",
	what: "VACUUM FULL, CLUSTER",
	why: "The table and its indexes are written anew while nobody may read or write it.",
	versions: EVERY_VERSION,
	judge: either(
		on("vacuum", ({ full, names }, context) => {
			if (!full) return [];
			return names.length === 0
				? heavy(context, undefined, "VACUUM FULL")
				: names.flatMap((name) => heavy(context, name, "VACUUM FULL"));
		}),
		on("cluster", ({ name }, context) => heavy(context, name, "CLUSTER")),
	),
};

const rewrite: Rule = {
	id: "table-rewrite",
	severity: "error",
	what: "SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD, SET EXPRESSION",
	why: "The table is copied or written anew while nobody may read or write it.",
	versions: `${EVERY_VERSION}; SET ACCESS METHOD from 15, SET EXPRESSION from 17`,
	judge: either(
		onClause("rewrite", ({ how }, { name, table }) => [
			{ message: `${how} writes all of ${label(name)} anew.`, severity: bySize(table, "error") },
		]),
		onClause("set-expression", ({ column }, { name, table }) => [
			{
				message: `SET EXPRESSION computes ${label(name)}.${column} anew for each row.`,
				severity: bySize(table, "error"),
			},
		]),
	),
};

/** SHARE and above: what keeps writers out. */
const SHARE = 5;
const MODES = ["", "", "", "", "", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"];

const lockTable: Rule = {
	id: "lock-table",
	severity: "warning",
	what: "LOCK TABLE in a mode that keeps writers out",
	why: "Everyone waits until the transaction ends, whatever else it does meanwhile.",
	versions: EVERY_VERSION,
	judge: on("lock", ({ names, mode }, context) =>
		names.flatMap((name) => {
			if (mode < SHARE || isFresh(context, name)) return [];
			const message = `${label(name)} is locked (${MODES[mode] ?? "ACCESS EXCLUSIVE"}) until COMMIT.`;
			const fix = `LOCK TABLE ${sqlName(name)} IN SHARE UPDATE EXCLUSIVE MODE;  -- keeps other migrations out, and no one else`;
			return [{ message, table: context.known.find(name), at: name.at, fix }];
		}),
	),
};

const disableTrigger: Rule = {
	id: "disable-trigger",
	severity: "warning",
	what: "DISABLE TRIGGER without ENABLE TRIGGER further down in the file",
	why: "It stays off for everyone, foreign keys too where ALL is said, and nothing reminds anybody of it.",
	versions: EVERY_VERSION,
	judge: onClause("disable-trigger", ({ trigger }, { name }, { later }) => {
		const again = later.some(
			({ statement }) =>
				statement.kind === "alter-table" &&
				statement.name.name === name.name &&
				statement.actions.some((each) => each.action === "enable-trigger" && each.trigger === trigger),
		);
		if (again) return [];
		const all = trigger === "ALL" || trigger === "USER";
		const fix = `ALTER TABLE ${sqlName(name)} ENABLE TRIGGER ${all ? trigger : quoteIdent(trigger)};`;
		return [{ message: `${trigger === "ALL" ? "Every trigger" : trigger} of ${label(name)} stays off.`, fix }];
	}),
};

export const heavyRules: Rule[] = [vacuumFull, rewrite, lockTable, disableTrigger];
