import type { ViewColumn } from "../../../../main/contract/index.ts";
import type { PagedRow } from "./row-pager.ts";

const LEAST = 64;
const MOST = 380;
/** Pixels of a character of a cell, and around the text. */
const CHARACTER = 8.2;
const AROUND = 26;
/** Around a name in a header, with its signs; a sign behind a cell. */
const HEAD = 60;
const SIGN = 20;
/** Characters that a single long cell may widen a column to. */
const SINGLE = 22;
const SAMPLE = 60;

/** How wide a column begins: what most of its first cells need, within bounds. Pure. */
export function firstWidths(columns: readonly ViewColumn[], rows: readonly PagedRow[]): number[] {
	const sample = rows.slice(0, SAMPLE);
	return columns.map(({ name, references }, at) => {
		const lengths = sample.map(({ cells }) => Math.min(80, cells[at]?.length ?? 4)).sort((a, b) => a - b);
		const usual = Math.max(lengths[Math.floor(lengths.length * 0.9)] ?? 4, Math.min(SINGLE, lengths.at(-1) ?? 4));
		const around = AROUND + (references ? SIGN : 0);
		const needs = Math.max(usual * CHARACTER + around, Math.min(name.length, 28) * CHARACTER + HEAD);
		return Math.round(Math.min(MOST, Math.max(LEAST, needs)));
	});
}

export const widened = (width: number, by: number): number => Math.min(2_000, Math.max(LEAST, width + by));

/** Figures stand under each other. */
export const isNumeric = ({ type, masked }: ViewColumn): boolean =>
	!masked && /^(smallint|integer|bigint|numeric|real|double precision|money|oid)/.test(type);
