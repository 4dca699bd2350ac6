import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { OpenedView, TableName } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure, viewKey } from "../../../app/looks/looks-actions.ts";
import type { Asked } from "../explorer-store.ts";
import { createRowPager, type RowPager } from "../sheet/row-pager.ts";

export interface Rows {
	pager: RowPager;
	/** Changes with what the pager holds. */
	version: number;
}

/** The rows of a table as the view's tenant, page by page. Reading everything anew (F5) begins with the first. */
export function useRows(view: OpenedView, table: TableName, { filters, sort }: Asked): Rows {
	const { data: round = 0 } = useRound(view.view, table);
	const [, draw] = useState(0);
	const version = useRef(0);
	const changed = useCallback(() => {
		version.current += 1;
		draw(version.current);
	}, []);
	const asked = JSON.stringify([view.view, table, filters, sort, round]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: all of it is in `asked`
	const pager = useMemo(() => pagerOf(view, table, { filters, sort }, changed), [asked]);
	useEffect(() => {
		pager.want(0, 0);
		return () => pager.stop();
	}, [pager]);
	return { pager, version: version.current };
}

/** A number that grows when everything is to be read anew. */
function useRound(view: string, table: TableName) {
	const rounds = useRef(0);
	return useQuery({
		queryKey: viewKey(view, "round", table),
		queryFn: () => {
			rounds.current += 1;
			return rounds.current;
		},
		initialData: 0,
		staleTime: Number.POSITIVE_INFINITY,
	});
}

function pagerOf(view: OpenedView, table: TableName, { filters, sort }: Asked, changed: () => void): RowPager {
	return createRowPager(async ({ after, limit }, signal) => {
		try {
			const page = await client.views.browse(
				{
					...{ view: view.view, table: nameOf(table), filters: [...filters], sort: [...sort], limit },
					...(after ? { after } : {}),
				},
				{ signal },
			);
			noteEvidence(view.view, page.evidence);
			return page;
		} catch (caught) {
			if (!signal.aborted) noteFailure(view, caught);
			throw caught;
		}
	}, changed);
}

/** The two parts alone: what else a table carries is not sent back. */
export const nameOf = ({ schema, name }: TableName): TableName => ({ schema, name });
