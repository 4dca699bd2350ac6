import type { OpenedView, ViewFilter, ViewLevel, ViewRows, ViewSort } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type TableCell, table } from "../output.ts";
import { tenancyOption } from "../tenancy-option.ts";
import { say, told } from "../words/say.ts";

export interface AsTenantOptions {
	reason?: string;
	ticket?: string;
	table?: string;
	where?: string[];
	sort?: string[];
	limit?: string;
	after?: string;
	sql?: string;
	require?: string;
	tenancy?: string;
}

/** Characters of a cell on a line. */
const SHOWN = 60;
const levels: readonly string[] = ["server", "tool", "structured"];

/** One look: the view is opened, asked once, and closed. */
export async function asTenant(context: Context, tenant: string, options: AsTenantOptions): Promise<number> {
	const reason = requireUsage(options);
	const asked = {
		...{ tenant, reason, ...tenancyOption(options.tenancy) },
		...(options.ticket === undefined ? {} : { ticket: options.ticket }),
		...(options.require === undefined ? {} : { require: options.require as ViewLevel }),
	};
	const read = reader(options);
	const { id: connection } = await connect(context);
	const { views } = context.client;
	const signal = context.interrupted;
	const view = await views.open({ connection, ...asked }, { signal });
	try {
		const seen = await read(context, view);
		const { evidence, columns, rows, truncated, ms, cut, next } = seen;
		const document = { evidence, columns, rows, truncated, ms, cut, ...(next ? { next } : {}) };
		const about = { tenant: view.tenant, why: view.why, waysUp: view.waysUp };
		context.out.answer({ ...document, ...about }, describe(context.out, view, seen));
		return 0;
	} finally {
		await views.close({ view: view.view });
	}
}

function requireUsage({ reason, table: name, sql, require, where, sort, after }: AsTenantOptions): string {
	const bad = (message: string, hint?: string) =>
		new AppError("BAD_USAGE", message, hint === undefined ? {} : { hint });
	if (!reason?.trim()) throw bad("A look needs --reason TEXT; it is kept in the audit trail.");
	if ((name === undefined) === (sql === undefined)) throw bad("Say what to look at: --table TABLE, or --sql TEXT.");
	if (sql !== undefined && (where ?? sort ?? after) !== undefined) {
		throw bad("--where, --sort and --after go with --table; in --sql the statement says it.");
	}
	if (require !== undefined && !levels.includes(require)) throw bad(`--require is server or tool, not ${require}.`);
	return reason.trim();
}

type Read = (context: Context, view: OpenedView) => Promise<ViewRows>;

/** Errors of usage come before anything is opened. */
function reader({ table: name, where = [], sort = [], limit, after, sql }: AsTenantOptions): Read {
	const rows = limit === undefined ? undefined : readLimit(limit, sql === undefined ? 1_000 : 10_000);
	if (sql !== undefined) {
		return ({ client, interrupted: signal }, { view }) =>
			client.views.sql({ view, text: sql, ...(rows === undefined ? {} : { maxRows: rows }) }, { signal });
	}
	const filters = where.map(readFilter);
	const from = after === undefined ? {} : { after: readKey(after) };
	return ({ client, interrupted: signal }, opened) =>
		client.views.browse(
			{
				...{ view: opened.view, table: tableNamed(opened, name ?? ""), filters, sort: sort.map(readSort), ...from },
				...(rows === undefined ? {} : { limit: rows }),
			},
			{ signal },
		);
}

function readLimit(text: string, most: number): number {
	const limit = Number(text);
	if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
	throw new AppError("BAD_USAGE", `--limit is a number from 1 to ${most}, not ${text}.`);
}

function readFilter(text: string): ViewFilter {
	const at = text.indexOf("=");
	if (at > 0) return { column: text.slice(0, at), op: "=", value: text.slice(at + 1) };
	throw new AppError("BAD_USAGE", `--where is COL=VALUE, not ${text}.`);
}

function readSort(text: string): ViewSort {
	const [, column = text, order] = /^(.*):(asc|desc)$/s.exec(text) ?? [];
	return { column, desc: order === "desc" };
}

/** A key of one column stands as it is; `next` of a page, and a key of several, are JSON lists. */
function readKey(text: string): (string | null)[] {
	try {
		const list: unknown = JSON.parse(text);
		if (Array.isArray(list)) return list.map((each) => (each === null ? null : String(each)));
	} catch {
		// It is a key as it is.
	}
	return [text];
}

function tableNamed({ tables }: OpenedView, written: string): { schema: string; name: string } {
	const whole = tables.find(({ schema, name }) => `${schema}.${name}` === written);
	const found = whole ?? tables.find(({ schema, name }) => schema === "public" && name === written);
	if (found) return { schema: found.schema, name: found.name };
	const dot = written.indexOf(".");
	return dot < 0
		? { schema: "public", name: written }
		: { schema: written.slice(0, dot), name: written.slice(dot + 1) };
}

function describe(out: Output, { tenant, why, endsAt: _, ...view }: OpenedView, seen: ViewRows): string[] {
	const { evidence } = seen;
	const enforced = {
		server: out.paint("green", say("enforced by the server")),
		tool: out.paint("yellow", say("enforced by Bulkhead")),
		structured: out.paint("red", say("not enforced: Bulkhead's own SQL only")),
	};
	const security = evidence.rowSecurity.map(
		({ schema, table: name, active }) => `${schema}.${name} ${active ? say("on") : say("off")}`,
	);
	const cells = seen.rows.map((row): TableCell[] => row.map(shown));
	return [
		printable(
			say("as {name} ({id}){more}", {
				name: tenant.name ?? tenant.id,
				id: String(tenant.id),
				more: tenant.status === undefined ? "" : `, ${tenant.status}`,
			}),
		),
		enforced[view.level],
		printable(
			say("role {role}, login {sessionUser}, {more}", {
				role: evidence.role,
				sessionUser: evidence.sessionUser,
				more: evidence.readOnly ? say("read-only") : say("may write"),
			}),
		),
		...(security.length > 0
			? [printable(say("row-level security: {security}", { security: security.slice(0, 5).join(", ") }))]
			: []),
		...(view.level === "server" ? [] : why.map((reason) => printable(`  ${told(reason)}`))),
		"",
		...table(
			out,
			seen.columns.map(({ name }) => name),
			cells,
		),
		"",
		say("{rows} rows{more} ({ms} ms)", {
			rows: seen.rows.length,
			more: seen.truncated ? say(", and more") : "",
			ms: Math.round(seen.ms),
		}),
		...(seen.next ? [printable(say("more with --after '{next}'", { next: JSON.stringify(seen.next) }))] : []),
	];
}

function shown(cell: string | null): TableCell {
	if (cell === null) return { text: "null", style: "dim" };
	return cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
}
