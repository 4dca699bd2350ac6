/** What was counted of one statement, as it is told: by tenant, with what deserves a look. Pure. */
import type { MovedRows, TenantEffect, TenantRows } from "../../../contract/index.ts";
import type { TallyRow } from "./tally.ts";

/** Tenants, and pairs of them, that are listed; the rest is added up. */
const LISTED = 20;

export interface Named {
	/** What tenants are called. */
	names: ReadonlyMap<string, string>;
	/** Ids of the tenants that the statement's text names. */
	inText: readonly string[];
}

export function judgeEffect(
	place: Pick<TenantEffect, "line" | "table" | "column">,
	rows: readonly TallyRow[],
	{ names, inText }: Named,
): TenantEffect {
	const tenants = byTenant(rows).map((each) => withName(each, names));
	const moved = movesOf(rows);
	const rest = tenants.slice(LISTED);
	return {
		...place,
		tenants: tenants.slice(0, LISTED),
		...(rest.length > 0 ? { others: { tenants: rest.length, ...added(rest) } } : {}),
		moved: moved.slice(0, LISTED),
		...(moved.length > LISTED ? { movedOthers: moved.length - LISTED } : {}),
		warnings: [...strangers(rows, { names, inText }), ...changesOfHands(moved, names)],
	};
}

/** The most rows first. An updated row counts for the tenant that it had before. */
function byTenant(rows: readonly TallyRow[]): TenantRows[] {
	const found = new Map<string | null, TenantRows>();
	for (const { what, from, to, rows: n } of rows) {
		const tenant = what === "INSERT" ? to : from;
		const known = found.get(tenant) ?? { tenant, inserted: 0, updated: 0, deleted: 0 };
		if (what === "INSERT") known.inserted += n;
		else if (what === "UPDATE") known.updated += n;
		else known.deleted += n;
		found.set(tenant, known);
	}
	return [...found.values()].sort((a, b) => total(b) - total(a) || ((a.tenant ?? "") < (b.tenant ?? "") ? -1 : 1));
}

function movesOf(rows: readonly TallyRow[]): MovedRows[] {
	return rows
		.filter(({ what, from, to }) => what === "UPDATE" && from !== to)
		.map(({ from, to, rows: n }) => ({ from, to, rows: n }))
		.sort((a, b) => b.rows - a.rows);
}

/** The text names one tenant, and rows of others are touched. */
function strangers(rows: readonly TallyRow[], { names, inText }: Named): string[] {
	const [meant] = inText;
	if (meant === undefined || inText.length > 1) return [];
	const touched = new Set(rows.flatMap(({ what, from, to }) => (what === "INSERT" ? [to] : [from, to])));
	const others = [...touched].filter((tenant) => tenant !== null && tenant !== meant);
	if (others.length === 0) return [];
	const foreign = rows.filter(({ what, from, to }) => (what === "INSERT" ? to : from) !== meant);
	const n = foreign.reduce((sum, each) => sum + each.rows, 0);
	return [
		`It names tenant ${called(meant, names)} only, and touches ${n} rows that are not of that tenant (${list(others, names)}).`,
	];
}

/** Rows that had no tenant are not taken from anybody. */
function changesOfHands(moved: readonly MovedRows[], names: Named["names"]): string[] {
	const taken = moved.filter(({ from }) => from !== null);
	if (taken.length === 0) return [];
	const n = taken.reduce((sum, { rows }) => sum + rows, 0);
	const [first] = taken;
	const example = `${called(first?.from ?? null, names)} to ${called(first?.to ?? null, names)}`;
	const more = taken.length > 1 ? `, and ${taken.length - 1} more such pairs` : "";
	return [`It moves ${n} rows from one tenant to another: ${example}${more}.`];
}

function list(tenants: readonly (string | null)[], names: Named["names"]): string {
	const shown = tenants.slice(0, 3).map((tenant) => called(tenant, names));
	return tenants.length > 3 ? `${shown.join(", ")} and ${tenants.length - 3} others` : shown.join(", ");
}

function called(tenant: string | null, names: Named["names"]): string {
	if (tenant === null) return "nobody";
	const name = names.get(tenant);
	return name === undefined ? tenant : `${name} (${tenant})`;
}

function withName(rows: TenantRows, names: Named["names"]): TenantRows {
	const name = rows.tenant === null ? undefined : names.get(rows.tenant);
	return name === undefined ? rows : { ...rows, name };
}

const total = ({ inserted, updated, deleted }: TenantRows): number => inserted + updated + deleted;

function added(rest: readonly TenantRows[]): { inserted: number; updated: number; deleted: number } {
	return rest.reduce(
		(sum, each) => ({
			inserted: sum.inserted + each.inserted,
			updated: sum.updated + each.updated,
			deleted: sum.deleted + each.deleted,
		}),
		{ inserted: 0, updated: 0, deleted: 0 },
	);
}

const LITERAL = /'((?:[^']|'')*)'/g;
/** Literals of a text that are looked at, and how long one may be. */
const MOST = 200;
const LONGEST = 200;

/** Words of a statement's text that may name a tenant: its literals, and numbers that the tenant column is compared with. */
export function wordsOf(text: string, column: string): string[] {
	const head = text.slice(0, 100_000);
	const literals = [...head.matchAll(LITERAL)].map(([, literal = ""]) => literal.replaceAll("''", "'"));
	const escaped = column.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const numbers = [...head.matchAll(new RegExp(`\\b${escaped}"?\\s*=\\s*(-?\\d+)\\b`, "gi"))].map(([, n = ""]) => n);
	return [...new Set([...literals, ...numbers])].filter((word) => word !== "" && word.length <= LONGEST).slice(0, MOST);
}
