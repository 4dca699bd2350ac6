import type { ViewColumn, ViewRows } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Cursor, LookTree, ReadSession, Session, TypedName } from "../ports.ts";
import { lineAndColumn, offsetAt, offsetOf, type Place } from "../position.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { audited, hashOf } from "./audited-look.ts";
import { isLong } from "./columns.ts";
import { ROW, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { proveLook } from "./evidence.ts";
import { type Judged, judgeSql, requireQuery } from "./judge-sql.ts";
import { type Look, withLook } from "./look.ts";
import { MASK } from "./masks.ts";
import { CELL, cutTo, lengthsOf } from "./select-list.ts";
import { cutCells, takeRows } from "./take-rows.ts";
import type { Looking } from "./view.ts";

const ROWS = 1_000;
/** Of PostgreSQL's 1,664; one is for the lengths. */
const MOST_COLUMNS = 1_663;

/** Errors: REFUSED at level structured, with the ways up. */
export function requireFreeSql({ level, why, waysUp }: Looking): void {
	if (level !== "structured") return;
	throw new AppError("REFUSED", "Free SQL is not allowed in this view: nothing would keep it inside the tenant.", {
		hint: waysUp[0] ?? "Browse tables instead.",
		data: { reasons: [...why, ...waysUp], state: "Nothing was run." },
	});
}

/** One query of the reader's own. Errors: REFUSED, BAD_INPUT with its place, STATEMENT_FAILED. */
export async function runSql(
	deps: ViewDeps,
	view: Looking,
	{ text, maxRows = ROWS }: { text: string; maxRows?: number | undefined },
	signal?: AbortSignal,
): Promise<ViewRows> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	return atOffset(text, () =>
		audited(
			deps,
			view,
			{ action: "view-sql", details: { hash: hashOf(text) } },
			async () => {
				const tree = await readQuery(deps, view, text);
				return withLook(deps, view, { tables: [], signal }, async (look) => {
					const opened = await openQuery(deps, look, view, tree, CELL);
					const { columns, cuttable, evidence } = opened;
					const { rows, full } = await takeRows(opened.cursor, maxRows + 1).catch((caught: unknown) =>
						Promise.reject(opened.said(caught)),
					);
					const kept = rows.slice(0, maxRows);
					const cut = cutCells(kept, { cuttable, width: columns.length });
					return {
						columns,
						rows: kept.map((row) => row.slice(0, columns.length)),
						...{ cut, truncated: full || rows.length > maxRows, evidence, ms: elapsed(clock, began) },
					};
				});
			},
			({ rows }) => ({ rows: rows.length }),
		),
	);
}

/** An error that has a place in the text gets its offset too. */
async function atOffset<T>(text: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		if (!(caught instanceof AppError)) throw caught;
		const { line, column, file } = caught.data;
		if (line === undefined || column === undefined || file !== undefined) throw caught;
		const data = { ...caught.data, offset: offsetAt(text, { line, column }) };
		throw new AppError(caught.code, caught.message, data, caught);
	}
}

/** Errors: REFUSED and BAD_INPUT, before a session is opened. */
export async function readQuery({ ports }: ViewDeps, view: Looking, text: string): Promise<LookTree> {
	requireFreeSql(view);
	const tree = await ports.sql.look(text);
	requireQuery(tree);
	return tree;
}

export interface OpenQuery {
	cursor: Cursor;
	columns: ViewColumn[];
	cuttable: number[];
	evidence: Look["evidence"];
	/** An error of the server with its place in the text that was given. */
	said(caught: unknown): unknown;
}

/** The query, judged and wrapped so that the server cuts its cells, in the open look. */
export async function openQuery(
	deps: ViewDeps,
	{ session }: Look,
	view: Looking,
	tree: LookTree,
	most: number,
): Promise<OpenQuery> {
	const judged = await judgeSql(session, view, tree);
	const evidence = await proveLook(
		session,
		{ view, tables: judged.tables.map(({ guarded }) => guarded) },
		deps.ports.clock,
	);
	const { text, placeBefore } = await withinTenant(session, tree.text, judged, view);
	const unmasked = text === tree.text;
	const said = (caught: unknown): unknown => sayQueryFailure(caught, { detailed: unmasked });
	try {
		// Alone first: whatever the text is, the server takes it for one statement or not at all.
		const { columns: own } = await session.open(text).catch((caught: unknown) =>
			Promise.reject(
				sayQueryFailure(caught, {
					detailed: unmasked,
					placed: (position) => placeIn(tree, placeBefore(offsetOf(text, 0, position - 1))),
				}),
			),
		);
		if (own.length > MOST_COLUMNS) throw new AppError("REFUSED", `The query has more than ${MOST_COLUMNS} columns.`);
		const types = await typesOf(session, own);
		const { statement, cuttable } = wrapped(text, types, most);
		const columns = own.map(({ name }, at) => ({ name, type: types[at] ?? "" }));
		return { cursor: await session.open(statement), columns, cuttable, evidence, said };
	} catch (caught) {
		throw said(caught);
	}
}

async function typesOf(session: ReadSession, columns: readonly TypedName[]): Promise<string[]> {
	const rows = await session.query<{ type: string }>(
		`SELECT pg_catalog.format_type(oid::oid, NULL) AS type FROM pg_catalog.json_array_elements_text($1::json) WITH ORDINALITY AS t (oid, place) ORDER BY place`,
		[JSON.stringify(columns.map(({ typeOid }) => String(typeOid)))],
	);
	return rows.map(({ type }) => type);
}

/** Its columns under names of ours, for two of them may be called the same. */
function wrapped(text: string, types: readonly string[], most: number): { statement: string; cuttable: number[] } {
	const names = types.map((_, at) => `c${at + 1}`);
	const cuttable = [...types.keys()].filter((at) => isLong(types[at] ?? "", most));
	const long = new Set(cuttable);
	const list = names.map((name, at) => (long.has(at) ? cutTo(name, most) : name));
	const lengths = cuttable.length > 0 ? [lengthsOf(cuttable.map((at) => names[at] ?? ""))] : [];
	const aliases = names.length > 0 ? ` (${names.join(", ")})` : "";
	return {
		statement: `SELECT ${[...list, ...lengths].join(", ")} FROM (\n${text}\n) AS bulkhead_query${aliases}`,
		cuttable,
	};
}

/**
 * In place of each table that has masked columns stands a query of it in which they are masked: what is not there cannot be read. At level
 * `tool` every table is asked for the tenant's rows alone, whatever the policies and the statement that chooses the tenant let through.
 */
async function withinTenant(session: Session, text: string, { named }: Judged, view: Looking): Promise<Within> {
	let masked = text;
	/** From the last to the first: UTF-16 offsets in the text as it was given, and how long what stands there now is. */
	const edits: { from: number; to: number; length: number }[] = [];
	const bounds = view.level === "tool";
	const found = named.filter(({ table }) => bounds || (table?.shown.masked.length ?? 0) > 0);
	for (const { relation, table } of found.sort((a, b) => b.relation.at - a.relation.at)) {
		if (!table) continue;
		const columns = await session.query<{ name: string }>(
			`SELECT a.attname AS name FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
			    AND pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') ORDER BY a.attnum`,
			[table.guarded.oid],
		);
		const hidden = new Set(table.shown.masked);
		const list = columns.map(({ name }) => {
			const column = quoteIdent(name);
			return hidden.has(name)
				? `CASE WHEN ${column} IS NOT NULL THEN ${quoteLiteral(MASK)}::pg_catalog.text END AS ${column}`
				: column;
		});
		const own = bounds ? where([belongsTo(table.guarded, ROW, quoteLiteral(view.tenant.id))]) : "";
		const [, before = "", word = ""] = /^(.*?)(\b(?:table|only)\s+)?$/is.exec(masked.slice(0, relation.at)) ?? [];
		const only = /^only/i.test(word) ? "ONLY " : "";
		const query = `(SELECT ${list.join(", ")} FROM ${only}${quoteQualified(table.guarded.schema, table.guarded.name)} AS ${ROW}${own})`;
		const alias = relation.aliased ? "" : ` AS ${quoteIdent(relation.name)}`;
		const whole = /^table/i.test(word) ? "SELECT * FROM " : "";
		const instead = `${whole}${query}${alias}`;
		const to = relation.at + relation.length;
		edits.push({ from: before.length, to, length: instead.length });
		masked = `${before}${instead}${masked.slice(to)}`;
	}
	return { text: masked, placeBefore: (at) => placeBefore(edits.toReversed(), at) };
}

interface Within {
	text: string;
	/** Of an offset in it, the one in the text that was given; of what was put in, that of the table it stands for. */
	placeBefore(at: number): number;
}

function placeBefore(edits: readonly { from: number; to: number; length: number }[], at: number): number {
	let longer = 0;
	for (const { from, to, length } of edits) {
		if (at < from + longer) break;
		if (at < from + longer + length) return from;
		longer += length - (to - from);
	}
	return at - longer;
}

/** A masked statement's details are not told. `placed`: a position of the server's in the text that was given; a wrapped one has other places. */
function sayQueryFailure(
	caught: unknown,
	{ detailed, placed }: { detailed: boolean; placed?: (position: number) => Place },
): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	const { message, sqlstate, hint, detail, position } = caught;
	const place = placed && position !== undefined ? placed(position) : undefined;
	return new AppError(
		"STATEMENT_FAILED",
		message,
		{
			sqlstate,
			...(hint === undefined ? {} : { hint }),
			...(detail === undefined || !detailed ? {} : { detail }),
			...place,
			data: { state: "It could only read, and was rolled back." },
		},
		caught,
	);
}

function placeIn({ text, start }: LookTree, at: number): Place {
	const { line, column } = lineAndColumn(text, at);
	return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
