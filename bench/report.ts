/** What was measured, as a page of Markdown: ratios first. */
import { cpuOf, type Results, ratios, type Spread, spread } from "./measure.ts";

/** What a row must not exceed; one of them. */
export type Target = { ratio: number } | { ms: number } | { bytes: number };

export interface Row {
	name: string;
	/** Undefined: there was nothing to measure with, and `note` says why. */
	value?: Spread;
	unit?: "ms" | "bytes";
	ratio?: { to: string; of: Spread };
	/** Processor time of the process, which a busy machine changes least. */
	cpu?: Spread;
	target?: Target;
	note?: string;
}

export interface Section {
	title: string;
	/** Paragraphs before the table. */
	text: string[];
	rows: Row[];
}

export interface RowOptions {
	/** Shown instead of the contender's name. */
	title?: string;
	/** The contender whose same figure is the base. */
	to?: string;
	target?: Target;
	unit?: "ms" | "bytes";
	note?: string;
}

/** The row of one contender's figure. */
export function rowOf(results: Results, name: string, figure: string, options: RowOptions = {}): Row {
	const { title = name, to, unit = "ms", ...rest } = options;
	const values = valuesOf(results, name, figure);
	const ratio = to === undefined ? {} : { ratio: { to, of: spread(ratios(values, valuesOf(results, to, figure))) } };
	const cpu = valuesOf(results, name, cpuOf(figure));
	return {
		name: title,
		value: spread(values),
		unit,
		...ratio,
		...(cpu.length > 0 ? { cpu: spread(cpu) } : {}),
		...rest,
	};
}

function valuesOf(results: Results, name: string, figure: string): number[] {
	return (results.get(name) ?? []).flatMap((sample) => sample[figure] ?? []);
}

export function renderSection({ title, text, rows }: Section): string {
	const head = "| | ratio: median (least–most) | median | least–most | processor time | runs | target | |";
	const lines = rows.map(
		(row) =>
			`| ${row.name}${row.note ? `: ${row.note}` : ""} | ${ratioCell(row)} | ${valueCells(row)} | ${targetCells(row)} |`,
	);
	return [`## ${title}`, ...text, [head, "|---|---|---|---|---|---|---|---|", ...lines].join("\n")].join("\n\n");
}

function ratioCell({ ratio }: Row): string {
	if (!ratio) return "";
	const { median, least, most } = ratio.of;
	return `**${times(median)}** (${times(least)}–${times(most)}) × ${ratio.to}`;
}

const times = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

function valueCells({ value, unit, cpu }: Row): string {
	if (!value) return "| | |";
	const show = (figure: number) => (unit === "bytes" ? `${Math.round(figure / 1e6)} MB` : duration(figure));
	return `${show(value.median)} | ${show(value.least)}–${show(value.most)} | ${cpu ? duration(cpu.median) : ""} | ${value.runs}`;
}

export function duration(ms: number): string {
	if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
	return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

function targetCells(row: Row): string {
	const { target } = row;
	if (!target) return "|";
	return `${targetText(target)} | ${meets(row, target) ? "met" : "**missed**"}`;
}

function targetText(target: Target): string {
	if ("ratio" in target) return `≤ ${target.ratio} ×`;
	return "ms" in target ? `≤ ${duration(target.ms)}` : `< ${target.bytes / 1e6} MB`;
}

/** By the median. */
function meets({ value, ratio }: Row, target: Target): boolean {
	if ("ratio" in target) return ratio !== undefined && ratio.of.median <= target.ratio;
	const limit = "ms" in target ? target.ms : target.bytes;
	return value !== undefined && value.median <= limit;
}

/** Rows whose target is missed, for the last line of a run. */
export function missed(sections: readonly Section[]): string[] {
	return sections.flatMap(({ title, rows }) =>
		rows.filter((row) => row.target && !meets(row, row.target)).map(({ name }) => `${title}: ${name}`),
	);
}
