/** Where a page ended: the value that it is sorted by and the id, so that ties and NULLs lose and repeat nothing. */
import type { TenantSort } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Cell } from "../ports.ts";

export interface Place {
	value: Cell;
	id: string;
}

export function writeCursor({ by, descending }: TenantSort, { value, id }: Place): string {
	return toBase64Url(JSON.stringify([by, descending, value, id]));
}

/** Errors: BAD_INPUT for what was never one, and for one of another sort. */
export function readCursor(text: string, sort: TenantSort): Place {
	const parts = parse(text);
	if (!Array.isArray(parts) || parts.length !== 4) throw useless("It is not where a page ended.");
	const [by, descending, value, id] = parts as unknown[];
	if (by !== sort.by || descending !== sort.descending) throw useless("It is of a list that is sorted otherwise.");
	if ((value !== null && typeof value !== "string") || typeof id !== "string" || `${value}${id}`.includes("\0"))
		throw useless("It is not where a page ended.");
	return { value, id };
}

export function useless(why: string): AppError {
	return new AppError("BAD_INPUT", `This \`after\` cannot be used. ${why}`, {
		hint: "Give back what `next` said, with the same sort; or begin at the first page, without it.",
	});
}

function parse(text: string): unknown {
	try {
		const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		return undefined;
	}
}

function toBase64Url(text: string): string {
	const bytes = new TextEncoder().encode(text);
	const pieces: string[] = [];
	for (let at = 0; at < bytes.length; at += 8_192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
	return btoa(pieces.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
