import type { ColumnFact, TableFact } from "../facts.ts";
import { count, is, json, maybe, number, type Row, text } from "./read-rows.ts";

type ColumnCells = [number, string, string, string, boolean, string];

export function toTable(row: Row): TableFact {
	const options = json<string[]>(row, "options", []);
	const rows = number(row, "rows");
	return {
		...{ oid: text(row, "oid"), schema: text(row, "schema"), name: text(row, "name"), owner: text(row, "owner") },
		kind: text(row, "kind") as TableFact["kind"],
		...{ secured: is(row, "secured"), forced: is(row, "forced"), parent: maybe(row, "parent") },
		columns: json<ColumnCells[]>(row, "columns", []).map(toColumn),
		...{ heapBytes: count(row, "bytes"), pages: number(row, "pages") },
		rows: rows < 0 ? undefined : rows,
		fillfactor: Number(optionOf(options, "fillfactor") ?? 100),
		options,
		statisticsHidden: hidden(row),
		counters: {
			...{ sequentialScans: number(row, "sequentialScans"), sequentialRows: number(row, "sequentialRows") },
			...{ inserted: number(row, "inserted"), updated: number(row, "updated"), hotUpdated: number(row, "hotUpdated") },
			...{ deleted: number(row, "deleted"), live: number(row, "live"), dead: number(row, "dead") },
			changedSinceAnalyze: number(row, "changed"),
			...{ lastAnalyze: maybe(row, "analyzed"), lastVacuum: maybe(row, "vacuumed") },
			...{ blocksFetched: number(row, "fetched"), blocksHit: number(row, "hit") },
		},
		...{ xidAge: number(row, "xidAge"), multixactAge: number(row, "multixactAge") },
	};
}

const toColumn = ([number, name, type, typeOid, notNull, collation]: ColumnCells): ColumnFact => ({
	...{ number, name, type, typeOid, notNull, collation },
	statistics: undefined,
});

function hidden(row: Row): string | undefined {
	if (!is(row, "readable")) return "this login may not read the table, so that pg_stats shows nothing of it";
	if (is(row, "veiled")) return "row-level security hides the table's statistics from this login";
	return undefined;
}

/** Of pg_class.reloptions: `fillfactor=70`. */
export function optionOf(options: readonly string[], name: string): string | undefined {
	return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
}
