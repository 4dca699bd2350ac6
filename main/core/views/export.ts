import type { ViewColumn, ViewEvidence, ViewPiece } from "../../contract/index.ts";
import { csvCell } from "../csv-cell.ts";
import { elapsed } from "../elapsed.ts";
import type { Cell, Cursor } from "../ports.ts";
import { audited, hashOf } from "./audited-look.ts";
import type { Selection } from "./browse.ts";
import { type Channel, pieces } from "./channel.ts";
import { columnNamed, readColumns, withoutRequired } from "./columns.ts";
import { Bound, filterConditions, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable } from "./find-table.ts";
import { type Look, withLook } from "./look.ts";
import { orderBy, pagingOf } from "./paging.ts";
import { openQuery, readQuery } from "./run-sql.ts";
import { sayFailure } from "./say-failure.ts";
import { selectRows } from "./select-list.ts";
import { cutCells } from "./take-rows.ts";
import type { Looking } from "./view.ts";

/** Rows, and characters of a cell, that go into a file. */
const ROWS = 100_000;
const CELL = 1_000_000;
/** Rows that are fetched at once, and characters of a piece. */
const FETCHED = 500;
const PIECE = 256 * 1024;
/** Milliseconds that a file may take. */
const LIMIT = 600_000;

export interface ExportRequest {
	from: (Selection & { columns?: string[] | undefined }) | { sql: string };
	format: "csv" | "json";
	maxRows?: number | undefined;
}

interface Source {
	cursor: Cursor;
	columns: ViewColumn[];
	cuttable: number[];
	evidence: ViewEvidence;
	said(caught: unknown): unknown;
}

/** A table or a query as a file, in pieces; a reader who is slow holds the server up, not our memory. */
export async function* exportRows(
	deps: ViewDeps,
	view: Looking,
	request: ExportRequest,
	signal?: AbortSignal,
): AsyncGenerator<ViewPiece, void> {
	const { from, format, maxRows = ROWS } = request;
	const what =
		"sql" in from
			? { hash: hashOf(from.sql) }
			: { table: `${from.table.schema}.${from.table.name}`, hash: hashOf(JSON.stringify(from)) };
	const began = deps.ports.clock.monotonic();
	yield* pieces<ViewPiece>(async (channel, left) => {
		const stop = signal ? AbortSignal.any([signal, left]) : left;
		await audited(
			deps,
			view,
			{ action: "view-export", details: { ...what, format, maxRows } },
			async () => {
				const tree = "sql" in from ? await readQuery(deps, view, from.sql) : undefined;
				const tables = "sql" in from ? [] : [findTable(view, from.table).guarded];
				return withLook(deps, view, { tables, signal: stop, limitMs: LIMIT, isFile: true }, async (look) => {
					const source = tree
						? await openQuery(deps, look, view, tree, CELL)
						: await openTable(look, view, from as Selection & { columns?: string[] });
					const writer = format === "csv" ? csv(source.columns) : json(source.columns, view);
					return writeAll(source, { writer, maxRows, channel, ms: () => elapsed(deps.ports.clock, began) });
				});
			},
			(rows) => ({ rows }),
		);
	}, view.ended.signal);
}

async function openTable(
	look: Look,
	view: Looking,
	from: Selection & { columns?: string[] | undefined },
): Promise<Source> {
	const table = findTable(view, from.table);
	const all = await readColumns(look.session, table);
	const shown = from.columns ? from.columns.map((name) => columnNamed(all, name)) : all;
	const bound = new Bound();
	const conditions = [...tenantCondition(view, table, bound), ...filterConditions(from.filters, all, bound)];
	const tail = `${where(conditions)}${orderBy(pagingOf(table, all, from.sort))}`;
	const { statement, cuttable } = selectRows(table, { columns: shown, tail, most: CELL });
	const cursor = await look.session
		.open(statement, bound.values)
		.catch((caught: unknown) => Promise.reject(sayFailure(caught)));
	return {
		cursor,
		columns: shown.map(withoutRequired),
		cuttable,
		evidence: look.evidence,
		said: sayFailure,
	};
}

interface Writer {
	head: string;
	row(cells: readonly Cell[], first: boolean): string;
	foot: string;
}

function csv(columns: readonly ViewColumn[]): Writer {
	return {
		head: `${columns.map(({ name }) => csvCell(name)).join(",")}\r\n`,
		row: (cells) => `${cells.map((cell) => csvCell(cell)).join(",")}\r\n`,
		foot: "",
	};
}

/** Rows as lists, for two columns may have one name. The file says whose rows it holds. */
function json(columns: readonly ViewColumn[], { tenant, reason, ticket }: Looking): Writer {
	const about = {
		tenant,
		reason,
		...(ticket === undefined ? {} : { ticket }),
		columns: columns.map(({ name, type }) => ({ name, type })),
	};
	return {
		head: `${JSON.stringify(about).slice(0, -1)},"rows":[\n`,
		row: (cells, first) => `${first ? "" : ",\n"}${JSON.stringify(cells)}`,
		foot: "\n]}\n",
	};
}

async function writeAll(
	source: Source,
	{ writer, maxRows, channel, ms }: { writer: Writer; maxRows: number; channel: Channel<ViewPiece>; ms: () => number },
): Promise<number> {
	const width = source.columns.length;
	let [text, rows, sent, truncated] = [writer.head, 0, 0, false];
	for (let done = false; !done; ) {
		const fetched = await source.cursor
			.fetch(Math.min(FETCHED, maxRows + 1 - rows))
			.catch((caught: unknown) => Promise.reject(source.said(caught)));
		truncated ||= cutCells(fetched.rows, { cuttable: source.cuttable, width, most: CELL }).length > 0;
		for (const cells of fetched.rows.slice(0, maxRows - rows)) {
			text += writer.row(cells.slice(0, width), rows === 0);
			rows += 1;
			if (text.length < PIECE) continue;
			await channel.send({ text, rows: rows - sent });
			[text, sent] = ["", rows];
		}
		done = fetched.done || rows >= maxRows;
		truncated ||= done && (!fetched.done || fetched.rows.length > maxRows);
	}
	const end = { rows, truncated, evidence: source.evidence, ms: ms() };
	await channel.send({ text: text + writer.foot, rows: rows - sent, end });
	return rows;
}
