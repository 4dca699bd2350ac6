import { useEffect, useRef, useState } from "react";
import type {
	ComparedRow,
	Comparison,
	OpenedView,
	TableName,
	ViewColumn,
	ViewedTenant,
} from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure } from "../../../app/looks/looks-actions.ts";
import type { Asked } from "../explorer-store.ts";
import { nameOf } from "../rows/use-rows.ts";

/** Rows of a page, rows before the last at which more are wanted, and rows in all. */
const PAGE = 200;
const AHEAD = 60;
const MOST = 10_000;

interface Request {
	other: string | undefined;
	reason: string;
}

interface State {
	/** Counts the comparisons that were begun. */
	started: number;
	columns: readonly ViewColumn[];
	rows: readonly ComparedRow[];
	other: ViewedTenant | undefined;
	counts: Comparison["counts"];
	adminNote: string | undefined;
	ended: boolean;
	loading: boolean;
	error: unknown;
}

const nothing: State = {
	...{ started: 0, columns: [], rows: [], other: undefined, counts: { tenant: 0, other: 0, admin: 0 } },
	...{ adminNote: undefined, ended: false, loading: false, error: undefined },
};

/** A comparison, page by page as it is scrolled to. */
export function useComparison(view: OpenedView, table: TableName, { filters, sort }: Asked) {
	const [state, setState] = useState<State>(nothing);
	const held = useRef<{ request: Request; next: (string | null)[] | undefined; stop: AbortController }>(undefined);
	useEffect(() => () => held.current?.stop.abort(), []);

	const load = async (first: boolean): Promise<void> => {
		const now = held.current;
		if (!now) return;
		setState((before) => ({
			...(first ? { ...nothing, started: before.started + 1 } : before),
			...{ loading: true, error: undefined },
		}));
		try {
			const page = await client.views.compare(
				{
					...{ view: view.view, table: nameOf(table), filters: [...filters], sort: [...sort] },
					...{ reason: now.request.reason, limit: PAGE },
					...(now.request.other === undefined ? {} : { other: now.request.other }),
					...(now.next ? { after: now.next } : {}),
				},
				{ signal: now.stop.signal },
			);
			if (now.stop.signal.aborted) return;
			now.next = page.next;
			noteEvidence(view.view, page.evidence);
			setState((before) => withPage(before, page));
		} catch (caught) {
			if (now.stop.signal.aborted) return;
			noteFailure(view, caught);
			setState((before) => ({ ...before, loading: false, error: caught }));
		}
	};
	return {
		state,
		start(request: Request) {
			held.current?.stop.abort();
			held.current = { request, next: undefined, stop: new AbortController() };
			void load(true);
		},
		/** The window ends there now. */
		more(to: number) {
			const { loading, ended, error, rows } = state;
			if (loading || ended || error !== undefined || rows.length === 0 || rows.length >= MOST) return;
			if (to + AHEAD >= rows.length && held.current?.next) void load(false);
		},
	};
}

function withPage(before: State, { columns, rows, other, counts, adminNote, next }: Comparison): State {
	return {
		...before,
		...{
			columns: before.columns.length > 0 ? before.columns : columns,
			rows: [...before.rows, ...rows],
			other,
			adminNote,
		},
		counts: {
			tenant: before.counts.tenant + counts.tenant,
			other: before.counts.other + counts.other,
			admin: before.counts.admin + counts.admin,
		},
		...{ ended: next === undefined, loading: false },
	};
}
