import type { Parsed } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { EVERY_VERSION, isFresh, on, type Rule } from "../rule.ts";
import { bySize, label, sqlName } from "../weigh.ts";

const blockingIndex: Rule = {
	id: "index-blocks-writes",
	severity: "warning",
	what: "CREATE INDEX without CONCURRENTLY on a table that was there before",
	why: "Nobody may write to the table until the index is built.",
	versions: EVERY_VERSION,
	judge: on("create-index", (statement, context) => {
		const { table: name, concurrent, index } = statement;
		if (concurrent || isFresh(context, name)) return [];
		const table = context.known.find(name);
		const message = `Building ${index ?? "the index"} on ${label(name)} stops all writes to it.`;
		const severity = bySize(table, "warning");
		if (table?.kind === "partitioned") return [{ message, severity, table, at: name.at, fix: byPartition(statement) }];
		return [{ message, severity, table, at: name.at, fix: concurrently(statement) }];
	}),
};

type CreateIndex = Parsed<"create-index">;

function indexed({ columns, table }: CreateIndex): string {
	return `${sqlName(table)} (${columns.map((column) => (column === undefined ? "…" : quoteIdent(column))).join(", ")})`;
}

function concurrently(statement: CreateIndex): string {
	const unique = statement.unique ? "UNIQUE " : "";
	const name = statement.index === undefined ? "" : `${quoteIdent(statement.index)} `;
	return `CREATE ${unique}INDEX CONCURRENTLY ${name}ON ${indexed(statement)};`;
}

function byPartition(statement: CreateIndex): string {
	const name = quoteIdent(statement.index ?? "…");
	return [
		`CREATE INDEX ${name} ON ONLY ${indexed(statement)};`,
		`-- for each partition:`,
		`CREATE INDEX CONCURRENTLY "…" ON "partition" (…);`,
		`ALTER INDEX ${name} ATTACH PARTITION "…";`,
	].join("\n");
}

const onPartitioned: Rule = {
	id: "concurrently-on-partitioned",
	severity: "warning",
	what: "CREATE INDEX CONCURRENTLY on a partitioned table",
	why: "PostgreSQL refuses it. Bulkhead builds the index on each partition and attaches it; every other runner fails at this line.",
	versions: EVERY_VERSION,
	judge: on("create-index", (statement, { known }) => {
		const table = known.find(statement.table);
		if (!statement.concurrent || statement.only || table?.kind !== "partitioned") return [];
		const message = `${label(statement.table)} is partitioned: only Bulkhead runs this, partition by partition.`;
		return [{ message, table, at: statement.table.at, fix: byPartition(statement) }];
	}),
};

const invalidKept: Rule = {
	id: "invalid-index-kept",
	severity: "error",
	what: "CREATE INDEX IF NOT EXISTS over an index of that name that is invalid (seen on the server)",
	why: "IF NOT EXISTS looks at the name alone: the statement succeeds, and the index goes on being of no use.",
	versions: EVERY_VERSION,
	judge: on("create-index", ({ index, ifNotExists, table }, { known }) => {
		if (index === undefined || !ifNotExists || known.indexes.get(index)?.valid !== false) return [];
		const message = `${index} is there and invalid, left by a build that broke off; this statement keeps it.`;
		const fix = `DROP INDEX CONCURRENTLY ${sqlName({ ...table, name: index })};`;
		return [{ message, table: known.find(table), fix }];
	}),
};

const blockingDrop: Rule = {
	id: "drop-index-blocks",
	severity: "warning",
	what: "DROP INDEX without CONCURRENTLY",
	why: "It waits for every query on the table, and everyone who comes later waits behind it.",
	versions: EVERY_VERSION,
	judge: on("drop", ({ object, names, concurrent }, context) => {
		if (object !== "index" || concurrent) return [];
		return names.flatMap((name) => {
			const owner = context.known.indexes.get(name.name)?.table;
			if (owner && isFresh(context, owner)) return [];
			const message = `Dropping ${label(name)} locks its table against readers and writers.`;
			return [{ message, table: owner && context.known.find(owner), fix: `DROP INDEX CONCURRENTLY ${sqlName(name)};` }];
		});
	}),
};

const blockingReindex: Rule = {
	id: "reindex-blocks",
	severity: "warning",
	what: "REINDEX without CONCURRENTLY",
	why: "Nobody may write to the table, or use the index, until it is built again.",
	versions: EVERY_VERSION,
	judge: on("reindex", ({ what, name, concurrent }, context) => {
		if (concurrent || what === "system" || (name && isFresh(context, name))) return [];
		const table = name && (context.known.find(name) ?? tableOfIndex(name.name, context.known));
		const target = name ? sqlName(name) : "…";
		const message = `REINDEX of ${name ? label(name) : `a ${what}`} stops writes until it is done.`;
		const fix = `REINDEX ${what.toUpperCase()} CONCURRENTLY ${target};`;
		return [{ message, severity: bySize(table, "warning"), table, fix }];
	}),
};

function tableOfIndex(index: string, known: Parameters<typeof isFresh>[0]["known"]) {
	const owner = known.indexes.get(index)?.table;
	return owner && known.find(owner);
}

const blockingRefresh: Rule = {
	id: "refresh-blocks",
	severity: "warning",
	what: "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
	why: "Nobody may read the view until it is filled again.",
	versions: EVERY_VERSION,
	judge: on("refresh", ({ name, concurrent, withNoData }, context) => {
		if (concurrent || withNoData || isFresh(context, name)) return [];
		const table = context.known.find(name);
		const fix = `REFRESH MATERIALIZED VIEW CONCURRENTLY ${sqlName(name)};  -- needs a unique index on plain columns`;
		const message = `Refreshing ${label(name)} keeps its readers waiting.`;
		return [{ message, severity: bySize(table, "warning"), table, at: name.at, fix }];
	}),
};

export const indexRules: Rule[] = [
	blockingIndex,
	onPartitioned,
	invalidKept,
	blockingDrop,
	blockingReindex,
	blockingRefresh,
];
