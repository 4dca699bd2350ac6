import { migrationId, migrationIdOf } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";

/** Which migrations: these, or up to one; none of both for all. */
export interface Selection {
	ids?: string[];
	to?: string;
}

/** Reads what was typed (`6` and `006` are the same). Throws BAD_USAGE for what is no number, and for ids together with --to. */
export function selection(ids: string[], to: string | undefined): Selection {
	if (ids.length > 0 && to !== undefined) {
		throw new AppError("BAD_USAGE", "Migrations are chosen by their numbers or by --to, not by both.");
	}
	return { ...(ids.length > 0 ? { ids: ids.map(readId) } : {}), ...(to === undefined ? {} : { to: readId(to) }) };
}

function readId(text: string): string {
	const parsed = migrationId.safeParse(migrationIdOf(text));
	if (parsed.success) return parsed.data;
	throw new AppError("BAD_USAGE", `${text} is no migration's number.`, {
		hint: "A migration is named by its number, for example 006; `bulkhead status` lists them.",
	});
}
