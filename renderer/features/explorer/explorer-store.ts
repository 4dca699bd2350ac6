/** Where the explorer is in each view: which table, how it is filtered and sorted, what was typed. Gone with the view. */
import { create } from "zustand";
import type { TableName, ViewFilter, ViewSort } from "../../../main/contract/index.ts";

export type TablePart = "rows" | "compare" | "policies" | "plan" | "write";

export interface Asked {
	filters: readonly ViewFilter[];
	sort: readonly ViewSort[];
}

export interface Stand {
	/** Undefined: the free SQL. */
	table: TableName | undefined;
	part: TablePart;
	asked: Readonly<Record<string, Asked>>;
	sql: string;
}

interface ExplorerState {
	stands: Readonly<Record<string, Stand>>;
}

export const nothingAsked: Asked = { filters: [], sort: [] };
const start: Stand = { table: undefined, part: "rows", asked: {}, sql: "" };

export const useStands = create<ExplorerState>(() => ({ stands: {} }));

export function useStand(view: string): Stand | undefined {
	return useStands(({ stands }) => stands[view]);
}

export function changeStand(view: string, change: Partial<Stand>): void {
	useStands.setState(({ stands }) => ({ stands: { ...stands, [view]: { ...(stands[view] ?? start), ...change } } }));
}

export const tableKey = ({ schema, name }: TableName): string => JSON.stringify([schema, name]);

/** How a table is filtered and sorted from now on. */
export function ask(view: string, table: TableName, change: Partial<Asked>): void {
	const stand = useStands.getState().stands[view] ?? start;
	const before = stand.asked[tableKey(table)] ?? nothingAsked;
	changeStand(view, { asked: { ...stand.asked, [tableKey(table)]: { ...before, ...change } } });
}

/** What was typed for views that are closed is kept no longer. */
export function keepStands(views: readonly string[]): void {
	useStands.setState(({ stands }) => ({
		stands: Object.fromEntries(Object.entries(stands).filter(([view]) => views.includes(view))),
	}));
}

/** A click sorts by one column alone: up, down, not at all; `add`: behind those that are there. Pure. */
export function sortedBy(sort: readonly ViewSort[], column: string, add: boolean): ViewSort[] {
	const own = sort.find((each) => each.column === column);
	const next = own === undefined ? [{ column }] : own.desc ? [] : [{ column, desc: true }];
	if (!add) return next;
	if (own === undefined) return [...sort, ...next];
	return sort.flatMap((each) => (each.column === column ? next : [each]));
}
