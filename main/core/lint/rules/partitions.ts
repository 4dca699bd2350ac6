import { EVERY_VERSION, isFresh, onClause, type Rule } from "../rule.ts";
import { bySize, derivedName, label, sqlName } from "../weigh.ts";

const attach: Rule = {
	id: "attach-partition-scans",
	severity: "warning",
	what: "ATTACH PARTITION of a table without a validated CHECK",
	why: "Every row of it is read to see that it belongs there, while nobody may read or write it.",
	versions: EVERY_VERSION,
	judge: onClause("attach-partition", ({ partition }, { name }, context) => {
		const table = context.known.find(partition);
		const checked = [...(table?.constraints.values() ?? [])].some(
			({ kind, validated, notNull }) => kind === "check" && validated && notNull === undefined,
		);
		if (checked || isFresh(context, partition)) return [];
		const [parent, child] = [sqlName(name), sqlName(partition)];
		const check = derivedName(partition.name, "bounds");
		const fix = [
			`ALTER TABLE ${child} ADD CONSTRAINT ${check} CHECK (…) NOT VALID;  -- the bounds, and IS NOT NULL of their columns`,
			`-- in a later migration:`,
			`ALTER TABLE ${child} VALIDATE CONSTRAINT ${check};`,
			`ALTER TABLE ${parent} ATTACH PARTITION ${child} …;`,
		];
		const message = `All of ${label(partition)} is read: no CHECK says that its rows fit the partition's bounds.`;
		return [{ message, severity: bySize(table, "warning"), table, fix: fix.join("\n") }];
	}),
};

const detach: Rule = {
	id: "detach-partition-blocks",
	severity: "warning",
	what: "DETACH PARTITION without CONCURRENTLY",
	why: "It waits for every query on the whole partitioned table, and everyone who comes later waits behind it.",
	versions: "14–18 (13 knows no other way)",
	judge: onClause("detach-partition", ({ partition, concurrent }, { name }, { version }) => {
		if (concurrent || version === 13) return [];
		const fix = `ALTER TABLE ${sqlName(name)} DETACH PARTITION ${sqlName(partition)} CONCURRENTLY;`;
		return [{ message: `Detaching ${label(partition)} locks all of ${label(name)}.`, fix }];
	}),
};

export const partitionRules: Rule[] = [attach, detach];
