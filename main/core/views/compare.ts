import type { ComparedRow, Comparison } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { Cell, Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { chooseTenant } from "../tenancy/choose-tenant.ts";
import { findKnownTenant } from "../tenancy/find-known-tenant.ts";
import type { FoundTenant } from "../tenancy/find-tenant.ts";
import { castName } from "../tenancy/tenant-type.ts";
import { audited, hashOf } from "./audited-look.ts";
import type { Page } from "./browse.ts";
import { columnNamed, keyOf, type ReadColumn, readColumns, withoutRequired } from "./columns.ts";
import { Bound, filterConditions, ROW, tenantCondition, where } from "./conditions.ts";
import type { ViewDeps } from "./deps.ts";
import { findTable } from "./find-table.ts";
import { type Look, withLook } from "./look.ts";
import { behind, orderBy, pagingOf, positionColumns } from "./paging.ts";
import { sayFailure } from "./say-failure.ts";
import { CELL, cutTo, selectRows } from "./select-list.ts";
import { cutCells, takeRows } from "./take-rows.ts";
import type { Looking, ShownTable } from "./view.ts";

const ROWS = 100;

export interface CompareRequest extends Page {
	other?: string | undefined;
	reason: string;
}

/** One of those who look: a tenant with its role, or the login itself. */
interface Eyes {
	name: keyof ComparedRow["seenBy"];
	view: Looking | undefined;
}

/**
 * A page of one table in one snapshot, as this tenant, as another and as the connection's own login. All of it is Bulkhead's own SQL, in a
 * session of the connection's login. Errors: REFUSED without a primary key; NOT_FOUND for the other tenant.
 */
export function compare(
	deps: ViewDeps,
	view: Looking,
	request: CompareRequest,
	signal?: AbortSignal,
): Promise<Comparison> {
	const { clock } = deps.ports;
	const began = clock.monotonic();
	const table = findTable(view, request.table);
	// The one-time login sees one tenant; whoever compares looks as the connection.
	const own: Looking = { ...view, login: undefined, level: "structured", role: undefined };
	const details = {
		table: `${table.shown.schema}.${table.shown.name}`,
		hash: hashOf(JSON.stringify([request.table, request.filters ?? [], request.sort ?? []])),
		...(request.other === undefined ? {} : { other: request.other }),
	};
	return audited(
		deps,
		view,
		{ action: "view-compare", reason: request.reason, details },
		() =>
			withLook(deps, own, { tables: [table.guarded], signal }, async (look) => {
				const other =
					request.other === undefined ? undefined : await findKnownTenant(look.session, view.tenancy, request.other);
				const result = await comparePage(look, { view, other, table, request });
				return { ...result, ms: elapsed(clock, began) };
			}),
		({ rows, counts }) => ({ rows: rows.length, ...counts }),
	);
}

interface Comparing {
	view: Looking;
	other: FoundTenant | undefined;
	table: ShownTable;
	request: CompareRequest;
}

interface Seen {
	rows: Cell[][];
	full: boolean;
}

async function comparePage(look: Look, { view, other, table, request }: Comparing): Promise<Omit<Comparison, "ms">> {
	const { session, evidence } = look;
	const { limit = ROWS } = request;
	const all = await readColumns(session, table);
	const key = keyOf(all);
	if (key.length === 0) {
		throw new AppError("REFUSED", "Rows are matched by primary key, and this table has none that can be read.", {
			hint: "Browse it as each tenant instead.",
		});
	}
	const shown = request.columns ? request.columns.map((name) => columnNamed(all, name)) : all;
	const own = { ...view, login: undefined, level: "structured", role: view.actsAs } as const;
	const asTenant = (tenant: FoundTenant): Looking => ({ ...own, tenant });
	const eyes: Eyes[] = [
		{ name: "tenant", view: asTenant(view.tenant) },
		...(other ? [{ name: "other" as const, view: asTenant(other) }] : []),
		{ name: "admin", view: undefined },
	];
	const plan: Plan = { table, request, all, shown, key, limit };
	const seen = new Map<string, { cells: Cell[]; position: Cell[]; by: Set<string> }>();
	const width = shown.length + key.length;
	let full = false;
	for (const each of eyes) {
		const found = await seenBy(session, plan, each);
		full ||= found.full;
		for (const row of found.rows) {
			const id = JSON.stringify(row.slice(shown.length, width));
			const kept = seen.get(id) ?? {
				cells: row.slice(0, shown.length),
				position: row.slice(width),
				by: new Set<string>(),
			};
			kept.by.add(each.name);
			seen.set(id, kept);
		}
	}
	const ordered = await inOrder(session, plan, [...seen.entries()]);
	const page = ordered.slice(0, limit);
	const rows = page.map(
		([id, { cells, by }]): ComparedRow => ({
			key: (JSON.parse(id) as Cell[]).map((cell) => cell ?? ""),
			cells,
			seenBy: { tenant: by.has("tenant"), other: by.has("other"), admin: by.has("admin") },
		}),
	);
	const counted = (name: keyof ComparedRow["seenBy"]): number => rows.filter(({ seenBy: by }) => by[name]).length;
	const last = page.at(-1);
	const bound = evidence.rowSecurity.some(({ active }) => active);
	return {
		columns: shown.map(withoutRequired),
		rows,
		...(other ? { other } : {}),
		counts: { tenant: counted("tenant"), other: counted("other"), admin: counted("admin") },
		...(bound
			? { adminNote: `Policies hold the login ${evidence.sessionUser} as well: it is no superuser of these rows.` }
			: {}),
		...((full || ordered.length > limit) && last ? { next: last[1].position } : {}),
		evidence,
	};
}

interface Plan {
	table: ShownTable;
	request: CompareRequest;
	all: ReadColumn[];
	shown: ReadColumn[];
	key: ReadColumn[];
	limit: number;
}

/** In a savepoint: tenant and role are taken back with it. */
async function seenBy(
	session: Session,
	{ table, request, all, shown, key, limit }: Plan,
	{ view }: Eyes,
): Promise<Seen> {
	await session.execute("SAVEPOINT bulkhead_eyes");
	try {
		if (view) await chooseTenant(session, view.tenancy, view.tenant.id);
		if (view?.role !== undefined) await session.execute(`SET LOCAL ROLE ${quoteIdent(view.role)}`);
		const bound = new Bound();
		const conditions = [
			...(view ? tenantCondition(view, table, bound) : []),
			...filterConditions(request.filters, all, bound),
		];
		const paging = pagingOf(table, all, request.sort);
		const { condition } = behind(paging, request.after, bound);
		const hidden = [...key.map(({ name }) => cutTo(`${ROW}.${quoteIdent(name)}`, CELL)), ...positionColumns(paging)];
		const tail = `${where(condition === undefined ? conditions : [...conditions, condition])}${orderBy(paging)} LIMIT ${limit + 1}`;
		const { statement, cuttable } = selectRows(table, { columns: shown, hidden, tail });
		const { rows, full } = await takeRows(await session.open(statement, bound.values), limit + 1);
		cutCells(rows, { cuttable, width: shown.length });
		// The lengths are told of no cell here.
		if (cuttable.length > 0) for (const row of rows) row.splice(shown.length, 1);
		return { rows, full: full || rows.length > limit };
	} catch (caught) {
		throw sayFailure(caught);
	} finally {
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_eyes; RELEASE SAVEPOINT bulkhead_eyes").catch(() => {});
	}
}

type Entry = [string, { cells: Cell[]; position: Cell[]; by: Set<string> }];

/** The server alone knows the order of its types and collations. */
async function inOrder(session: Session, { table, all, request }: Plan, entries: Entry[]): Promise<Entry[]> {
	if (entries.length < 2) return entries;
	const { steps } = pagingOf(table, all, request.sort);
	const order = steps.map(({ type, desc }, at) => `(row ->> ${at})::${castName(type)}${desc ? " DESC" : ""}`);
	const rows = await session.query<{ place: string }>(
		`SELECT (place - 1)::text AS place FROM pg_catalog.json_array_elements($1::json) WITH ORDINALITY AS r (row, place) ORDER BY ${order.join(", ")}`,
		[JSON.stringify(entries.map(([, { position }]) => position))],
	);
	return rows.map(({ place }) => entries[Number(place)] as Entry);
}
