import type { FilterOp, ViewFilter } from "../../../../main/contract/index.ts";
import { type MessageKey, t } from "../../../i18n/i18n.ts";

/** In the order in which they are offered. */
export const filterOps: readonly FilterOp[] = [
	"=",
	"<>",
	"contains",
	"starts",
	"in",
	"<",
	"<=",
	">",
	">=",
	"null",
	"not-null",
];

const words: Record<FilterOp, MessageKey> = {
	"=": "filter.eq",
	"<>": "filter.ne",
	"<": "filter.lt",
	"<=": "filter.le",
	">": "filter.gt",
	">=": "filter.ge",
	contains: "filter.contains",
	starts: "filter.starts",
	in: "filter.in",
	null: "filter.null",
	"not-null": "filter.not-null",
};

export const opWords = (op: FilterOp): string => t(words[op]);

export const takesValue = (op: FilterOp): boolean => op !== "null" && op !== "not-null";

/** `in` is typed a value a line, and sent as a JSON list. Pure. */
export function toFilter(column: string, op: FilterOp, text: string): ViewFilter {
	if (!takesValue(op)) return { column, op };
	return { column, op, value: op === "in" ? JSON.stringify(text.split("\n").filter((line) => line !== "")) : text };
}

/** As it was typed. Pure. */
export function typedOf({ op, value = "" }: ViewFilter): string {
	if (op !== "in") return value;
	try {
		return (JSON.parse(value) as string[]).join("\n");
	} catch {
		return value;
	}
}
