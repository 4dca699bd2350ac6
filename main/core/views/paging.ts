/** Pages by key: what comes behind the last row is asked for by its values, so that page 5,000 costs what the first did. */
import type { ViewSort } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Cell } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { castName } from "../tenancy/tenant-type.ts";
import { keyOf, openColumn, type ReadColumn } from "./columns.ts";
import { type Bound, ROW } from "./conditions.ts";
import type { ShownTable } from "./view.ts";

/** One step of the order. */
interface Step {
	/** SQL of its value in a row, and of that value as a text that can be cast back. */
	value: string;
	type: string;
	desc: boolean;
	required: boolean;
}

export interface Paging {
	steps: Step[];
	/** How many of the last steps are the key. */
	keyLength: number;
	/** Neither key nor place: rows are counted off instead. */
	byCount: boolean;
}

/** Errors: NOT_FOUND and REFUSED for the columns of `sort`. */
export function pagingOf(
	{ guarded }: ShownTable,
	columns: readonly ReadColumn[],
	sort: readonly ViewSort[] = [],
): Paging {
	const sorted = sort.map(({ column, desc = false }) => stepOf(openColumn(columns, column, "an order"), desc));
	const named = new Set(sort.map(({ column }) => column));
	const key = keyOf(columns);
	const rest = key.filter(({ name }) => !named.has(name)).map((column) => stepOf(column, false));
	if (key.length > 0) return { steps: [...sorted, ...rest], keyLength: rest.length, byCount: false };
	if (guarded.kind !== "r" && guarded.kind !== "p") return { steps: sorted, keyLength: 0, byCount: true };
	return { steps: [...sorted, ...places], keyLength: places.length, byCount: false };
}

/** Where a row lies, which tells it from every other as long as nobody writes it anew. */
const places: Step[] = [
	{ value: `${ROW}.tableoid`, type: "pg_catalog.oid", desc: false, required: true },
	{ value: `${ROW}.ctid`, type: "pg_catalog.tid", desc: false, required: true },
];

function stepOf({ name, type, required }: ReadColumn, desc: boolean): Step {
	return { value: `${ROW}.${quoteIdent(name)}`, type: castName(type), desc, required };
}

export const orderBy = ({ steps }: Paging): string =>
	steps.length === 0 ? "" : ` ORDER BY ${steps.map(({ value, desc }) => `${value}${desc ? " DESC" : ""}`).join(", ")}`;

/** What tells a row's place in the order, as text; hidden columns of the statement. */
export const positionColumns = ({ steps }: Paging): string[] => steps.map(({ value }) => `${value}::pg_catalog.text`);

/** The condition for the rows behind `after`. Errors: BAD_INPUT where it is of another order. */
export function behind(
	paging: Paging,
	after: readonly Cell[] | undefined,
	bound: Bound,
): { condition?: string; offset?: number } {
	if (after === undefined) return {};
	const { steps, byCount } = paging;
	if (byCount) return { offset: countOf(after) };
	if (after.length !== steps.length) {
		throw new AppError("BAD_INPUT", "What comes after is told in another order than this one.", {
			hint: "Give `next` of the page before, with the same sort.",
		});
	}
	const values = steps.map(({ type }, at) => {
		const value = after[at] ?? null;
		return value === null ? null : `((${bound.bind(value)})::pg_catalog.text)::${type}`;
	});
	return { condition: isPlain(steps) ? plain(steps, values) : stepByStep(steps, values) };
}

function countOf(after: readonly Cell[]): number {
	const count = Number(after[0]);
	if (after.length === 1 && Number.isSafeInteger(count) && count >= 0) return count;
	throw new AppError("BAD_INPUT", "What comes after is told in another order than this one.");
}

/** A comparison of rows, which an index on all of it serves. */
const isPlain = (steps: readonly Step[]): boolean =>
	steps.every(({ required, desc }) => required && desc === steps[0]?.desc);

function plain(steps: readonly Step[], values: readonly (string | null)[]): string {
	const row = steps.map(({ value }) => value).join(", ");
	return `(${row}) ${steps[0]?.desc ? "<" : ">"} (${values.map((value) => value ?? "NULL").join(", ")})`;
}

/** Nulls come last in rising order and first in falling order, as the server sorts. */
function stepByStep(steps: readonly Step[], values: readonly (string | null)[]): string {
	const arms = steps.map((_, at) =>
		[
			...steps.slice(0, at).map((step, before) => same(step, values[before] ?? null)),
			beyond(steps[at] as Step, values[at] ?? null),
		].join(" AND "),
	);
	return arms.map((arm) => `(${arm})`).join(" OR ");
}

const same = ({ value }: Step, wanted: string | null): string =>
	wanted === null ? `${value} IS NULL` : `${value} = ${wanted}`;

function beyond({ value, desc, required }: Step, wanted: string | null): string {
	if (wanted === null) return desc ? `${value} IS NOT NULL` : "false";
	if (desc) return `${value} < ${wanted}`;
	return required ? `${value} > ${wanted}` : `(${value} > ${wanted} OR ${value} IS NULL)`;
}
