/**
 * Rows of a table as they are scrolled to: pages by key, one behind the other, of which only those near the window are kept. A page that
 * was dropped is asked for again from where it began; where it has changed meanwhile, what came behind it is forgotten.
 */
import type { ViewColumn, ViewRows } from "../../../../main/contract/index.ts";

export type Cell = string | null;

export interface PagedRow {
	cells: readonly Cell[];
	/** Whole lengths of the cells that are cut, by column. */
	cut: ReadonlyMap<number, number> | undefined;
}

export type LoadPage = (from: { after: Cell[] | undefined; limit: number }, signal: AbortSignal) => Promise<ViewRows>;

export interface RowPager {
	columns: readonly ViewColumn[];
	/** Rows whose place is known. */
	known: number;
	/** There are no rows behind them. */
	ended: boolean;
	loading: boolean;
	/** What the last page failed with; nothing is loaded until `retry`. */
	error: unknown;
	/** Milliseconds of the first page. */
	ms: number | undefined;
	row(index: number): PagedRow | undefined;
	/** The window is there now. */
	want(from: number, to: number): void;
	retry(): void;
	/** Ends what is on its way, and tells nothing of it. */
	stop(): void;
}

interface Page {
	after: Cell[] | undefined;
	limit: number;
	from: number;
	size: number;
	rows: PagedRow[] | undefined;
	/** Characters. */
	weight: number;
}

/** Rows of the first page, which is to be there soon, and of the others. */
const FIRST = 200;
const LATER = 250;
/** Rows beyond the window that are fetched before they are scrolled to. */
const AHEAD = 300;
/** Pages, and characters in all of them, that are kept. */
const KEPT = 40;
const WEIGHT = 16_000_000;
/** Browsers draw no list that is much longer. */
export const MOST_ROWS = 1_000_000;

export function createRowPager(load: LoadPage, onChange: () => void): RowPager {
	const pages: Page[] = [];
	let running: AbortController | undefined;
	let next: Cell[] | undefined;
	let wanted = { from: 0, to: 0 };
	const pager: RowPager = {
		...{ columns: [], known: 0, ended: false, loading: false, error: undefined, ms: undefined },
		row(index) {
			const page = pageAt(pages, index);
			return page?.rows?.[index - page.from];
		},
		want(from, to) {
			wanted = { from, to };
			step();
		},
		retry() {
			pager.error = undefined;
			step();
		},
		stop() {
			running?.abort();
			pager.loading = false;
		},
	};

	function step(): void {
		if (pager.loading || pager.error !== undefined) return;
		const at = missing();
		if (at === undefined) return;
		pager.loading = true;
		running = new AbortController();
		onChange();
		void fetchPage(at, running.signal);
	}

	/** The place of a page in the window that is not there, or of the one behind all, where that will be wanted. */
	function missing(): number | undefined {
		const gap = pages.findIndex(({ from, size, rows }) => !rows && from < wanted.to + 1 && from + size > wanted.from);
		if (gap >= 0) return gap;
		const near = wanted.to + AHEAD >= pager.known;
		return near && !pager.ended && pager.known < MOST_ROWS ? pages.length : undefined;
	}

	async function fetchPage(at: number, signal: AbortSignal): Promise<void> {
		const known = pages[at];
		const after = known ? known.after : next;
		const limit = known?.limit ?? (at === 0 ? FIRST : LATER);
		try {
			const answer = await load({ after, limit }, signal);
			if (signal.aborted) return;
			take(at, { after, limit }, answer);
			pager.loading = false;
			onChange();
			step();
		} catch (caught) {
			if (signal.aborted) return;
			Object.assign(pager, { loading: false, error: caught });
			onChange();
		}
	}

	function take(at: number, { after, limit }: { after: Cell[] | undefined; limit: number }, answer: ViewRows): void {
		const rows = rowsOf(answer);
		const follower = pages[at + 1];
		const same = follower
			? sameCells(follower.after, answer.next)
			: pages[at] !== undefined && sameCells(next, answer.next);
		pages[at] = { after, limit, from: 0, size: rows.length, rows, weight: weightOf(answer) };
		if (!same) {
			pages.length = at + 1;
			next = answer.next;
			pager.ended = answer.next === undefined;
		}
		let from = 0;
		for (const page of pages) {
			page.from = from;
			from += page.size;
		}
		pager.known = from;
		if (at === 0)
			Object.assign(pager, {
				columns: pager.columns.length > 0 ? pager.columns : answer.columns,
				ms: pager.ms ?? answer.ms,
			});
		dropFar();
	}

	/** The pages farthest from the window go first. */
	function dropFar(): void {
		const middle = (wanted.from + wanted.to) / 2;
		const held = pages
			.filter(({ rows }) => rows)
			.sort((a, b) => Math.abs(a.from + a.size / 2 - middle) - Math.abs(b.from + b.size / 2 - middle));
		let weight = 0;
		for (const [place, page] of held.entries()) {
			weight += page.weight;
			// What is looked at stays, however heavy it is.
			if (place > 1 && (place >= KEPT || weight > WEIGHT)) page.rows = undefined;
		}
	}
	return pager;
}

function pageAt(pages: readonly Page[], index: number): Page | undefined {
	let [low, high] = [0, pages.length - 1];
	while (low <= high) {
		const middle = (low + high) >> 1;
		const page = pages[middle];
		if (!page) return undefined;
		if (index < page.from) high = middle - 1;
		else if (index >= page.from + page.size) low = middle + 1;
		else return page;
	}
	return undefined;
}

export function rowsOf({ rows, cut }: Pick<ViewRows, "rows" | "cut">): PagedRow[] {
	const cuts = new Map<number, Map<number, number>>();
	for (const { row, column, length } of cut) {
		const of = cuts.get(row) ?? new Map<number, number>();
		cuts.set(row, of.set(column, length));
	}
	return rows.map((cells, at) => ({ cells, cut: cuts.get(at) }));
}

function weightOf({ rows }: ViewRows): number {
	let weight = 0;
	for (const cells of rows) for (const cell of cells) weight += 16 + (cell?.length ?? 0);
	return weight;
}

const sameCells = (a: readonly Cell[] | undefined, b: readonly Cell[] | undefined): boolean =>
	JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
